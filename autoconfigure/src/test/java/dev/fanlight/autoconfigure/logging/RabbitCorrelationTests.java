package dev.fanlight.autoconfigure.logging;

import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import dev.fanlight.logging.LogContextSource;
import dev.fanlight.logging.MdcKey;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.apache.qpid.server.SystemLauncher;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.MDC;

import org.springframework.amqp.core.AcknowledgeMode;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageProperties;
import org.springframework.amqp.rabbit.annotation.Queue;
import org.springframework.amqp.rabbit.annotation.RabbitListener;
import org.springframework.amqp.rabbit.config.SimpleRabbitListenerContainerFactory;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.amqp.rabbit.listener.RabbitListenerEndpointRegistry;
import org.springframework.amqp.rabbit.support.micrometer.RabbitMessageReceiverContext;
import org.springframework.amqp.rabbit.support.micrometer.RabbitMessageSenderContext;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.amqp.autoconfigure.SimpleRabbitListenerContainerFactoryConfigurer;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.Lifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.messaging.handler.annotation.Headers;
import org.springframework.messaging.handler.annotation.Payload;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@link MessagesContract} with RabbitMQ's client, on a broker that speaks its protocol,
 * AMQP 0-9-1, or on RabbitMQ itself with {@code -Dfanlight.test.rabbitmq=HOST:PORT},
 * where the queues {@code orders} and {@code batches} must be empty.
 */
class RabbitCorrelationTests extends MessagesContract {

	private static final String BROKER = """
			{"name": "broker", "modelVersion": "9.0",
			 "authenticationproviders": [{"name": "users", "type": "Plain", "secureOnlyMechanisms": [],
			   "users": [{"name": "guest", "password": "guest", "type": "managed"}]}],
			 "ports": [{"name": "amqp", "port": %d, "bindingAddress": "127.0.0.1", "protocols": ["AMQP_0_9_1"],
			   "authenticationProvider": "users",
			   "virtualhostaliases": [{"name": "default", "type": "defaultAlias"}]}],
			 "virtualhostnodes": [{"name": "default", "type": "Memory", "defaultVirtualHostNode": true,
			   "virtualHostInitialConfiguration": "{\\"type\\": \\"Memory\\"}"}]}
			""";

	private final SystemLauncher broker = new SystemLauncher();

	@BeforeAll
	void start(@TempDir Path directory) throws Exception {
		String rabbit = System.getProperty("fanlight.test.rabbitmq");
		run(Application.class, "--spring.rabbitmq.addresses=" + ((rabbit != null) ? rabbit : startBroker(directory)),
				"--spring.rabbitmq.listener.simple.default-requeue-rejected=false");
	}

	private String startBroker(Path directory) throws Exception {
		int port;
		try (ServerSocket socket = new ServerSocket(0)) {
			port = socket.getLocalPort();
		}
		Path configuration = Files.writeString(directory.resolve("broker.json"), BROKER.formatted(port));
		this.broker.startup(Map.of("type", "Memory", "startupLoggedToSystemOut", false, "initialConfigurationLocation",
				configuration.toUri().toString(), "qpid.work_dir", directory.toString()));
		return "127.0.0.1:" + port;
	}

	@AfterAll
	void stop() {
		this.broker.shutdown();
	}

	@Override
	void deliver(String destination, String message) {
		this.context.getBean(RabbitTemplate.class).convertAndSend(destination, message);
	}

	@Override
	Lifecycle batches() {
		return this.context.getBean(RabbitListenerEndpointRegistry.class).getListenerContainer("batches");
	}

	@Override
	String failed() {
		return "Execution of Rabbit message listener failed";
	}

	@Test
	void nothingIsLeftOnTheThreadAndAPartOfTheWorkTakesNothingAway() {
		ObservationRegistry registry = ObservationRegistry.create();
		registry.observationConfig()
			.observationHandler(new RabbitContextHandler(
					new MessageContext("X-Request-ID", LogContextSource.parse(Map.of()), null, (name) -> null)));
		MessageProperties properties = new MessageProperties();
		properties.setHeader("X-Request-ID", "r-1");
		Observation observation = Observation.start("message",
				() -> new RabbitMessageReceiverContext(new Message(new byte[0], properties), "listener"), registry);
		observation.scoped(() -> {
			assertThat(MDC.get(MdcKey.REQUEST_ID)).isEqualTo("r-1");
			MDC.put(MdcKey.REQUEST_ID, "own");
			observation.scoped(() -> assertThat(MDC.get(MdcKey.REQUEST_ID)).isEqualTo("own"));
			assertThat(MDC.get(MdcKey.REQUEST_ID)).isEqualTo("own");
		});
		observation.stop();
		assertThat(MDC.get(MdcKey.REQUEST_ID)).isNull();
	}

	@Test
	void headerThatIsThereWinsAndNoneIsReadThatIsNoText() {
		ObservationRegistry registry = ObservationRegistry.create();
		registry.observationConfig()
			.observationHandler(new RabbitContextHandler(
					new MessageContext("X-Request-ID", LogContextSource.parse(Map.of()), null, (name) -> null)));
		MessageProperties properties = new MessageProperties();
		properties.setHeader("X-Request-ID", 42);
		Message message = new Message(new byte[0], properties);
		MDC.put(MdcKey.REQUEST_ID, "r-1");
		Observation
			.start("send", () -> new RabbitMessageSenderContext(message, "template", "exchange", "key"), registry)
			.stop();
		assertThat(properties.getHeaders()).containsEntry("X-Request-ID", 42);
		Observation.createNotStarted("message", () -> new RabbitMessageReceiverContext(message, "listener"), registry)
			.observe(() -> assertThat(MDC.get(MdcKey.REQUEST_ID)).isNull());
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application extends Listeners {

		@RabbitListener(queuesToDeclare = @Queue("orders"))
		void listen(@Payload String message, @Headers Map<String, Object> headers) {
			handle(message, headers);
		}

		@RabbitListener(id = "batches", queuesToDeclare = @Queue("batches"), containerFactory = "batching",
				autoStartup = "false")
		void listen(List<String> messages) {
			handle(messages);
		}

		@Bean
		static SimpleRabbitListenerContainerFactory batching(SimpleRabbitListenerContainerFactoryConfigurer configurer,
				ConnectionFactory connectionFactory) {
			SimpleRabbitListenerContainerFactory factory = new SimpleRabbitListenerContainerFactory();
			configurer.configure(factory, connectionFactory);
			factory.setBatchListener(true);
			factory.setConsumerBatchEnabled(true);
			factory.setBatchSize(2);
			factory.setReceiveTimeout(200L);
			// Of a batch that is rejected, Broker-J takes the last message away
			factory.setAcknowledgeMode(AcknowledgeMode.NONE);
			return factory;
		}

	}

}
