package dev.fanlight.autoconfigure.logging;

import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import dev.fanlight.logging.LogContextSource;
import dev.fanlight.logging.MdcKey;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.aopalliance.aop.Advice;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.apache.qpid.server.SystemLauncher;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.MDC;

import org.springframework.amqp.core.AcknowledgeMode;
import org.springframework.amqp.core.BatchMessageListener;
import org.springframework.amqp.core.Declarables;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageProperties;
import org.springframework.amqp.rabbit.annotation.Queue;
import org.springframework.amqp.rabbit.annotation.RabbitListener;
import org.springframework.amqp.rabbit.config.SimpleRabbitListenerContainerFactory;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.amqp.rabbit.listener.DirectMessageListenerContainer;
import org.springframework.amqp.rabbit.listener.RabbitListenerEndpointRegistry;
import org.springframework.amqp.rabbit.listener.SimpleMessageListenerContainer;
import org.springframework.amqp.rabbit.support.micrometer.RabbitMessageReceiverContext;
import org.springframework.amqp.rabbit.support.micrometer.RabbitMessageSenderContext;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.amqp.autoconfigure.SimpleRabbitListenerContainerFactoryConfigurer;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.context.Lifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.messaging.handler.annotation.Headers;
import org.springframework.messaging.handler.annotation.Payload;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * {@link MessagesContract} with RabbitMQ's client, on a broker that speaks its protocol,
 * AMQP 0-9-1, or on RabbitMQ itself with {@code -Dfanlight.test.rabbitmq=HOST:PORT},
 * where the queues {@code orders}, {@code batches}, {@code direct} and {@code batched}
 * must be empty.
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
		run(Application.class, "spring.rabbitmq.addresses=" + ((rabbit != null) ? rabbit : startBroker(directory)),
				"spring.rabbitmq.listener.simple.default-requeue-rejected=false");
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
	Lifecycle batches(ApplicationContext context) {
		return context.getBean(RabbitListenerEndpointRegistry.class).getListenerContainer("batches");
	}

	@Override
	String failed() {
		return "Execution of Rabbit message listener failed";
	}

	@ParameterizedTest
	@ValueSource(strings = { "direct", "batched" })
	void containerWithoutAFactoryIsObserved(String queue) throws Exception {
		String traceId = send(queue, "own", "acme");
		assertThat(next()).containsEntry(MdcKey.REQUEST_ID, REQUEST_ID)
			.containsEntry("tenant", "acme")
			.containsEntry(MdcKey.TRACE_ID, traceId);
		await().until(() -> entries(queue, "success", "none") == 1);
	}

	@Test
	void onlyContainersThatMayBatchHaveAProxy() {
		assertThat(adviceOf("rabbitListenerContainerFactory")).isNull();
		assertThat(adviceOf("batching")).hasOnlyElementsOfType(RabbitBatchInterceptor.class);
		assertThat(List.of(adviceOf("customized"))).hasSize(2).first().isInstanceOf(RabbitBatchInterceptor.class);
	}

	@Test
	void propertyOfItsKindDecidesAboutAContainer() {
		RabbitObservationPostProcessor processor = new RabbitObservationPostProcessor(
				new BatchObservations(MessageContext.of(this.context), this.context),
				new MockEnvironment().withProperty("spring.rabbitmq.listener.direct.observation-enabled", "true"));
		for (Object container : new Object[] { new DirectMessageListenerContainer(),
				new SimpleMessageListenerContainer() }) {
			processor.postProcessBeforeInitialization(container, "container");
			assertThat(container).hasFieldOrPropertyWithValue("observationEnabled",
					container instanceof DirectMessageListenerContainer);
		}
	}

	private Advice[] adviceOf(String factory) {
		return this.context.getBean(factory, SimpleRabbitListenerContainerFactory.class).getAdviceChain();
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
		Declarables queues() {
			return new Declarables(new org.springframework.amqp.core.Queue("direct"),
					new org.springframework.amqp.core.Queue("batched"));
		}

		@Bean
		DirectMessageListenerContainer direct(ConnectionFactory connectionFactory) {
			DirectMessageListenerContainer container = new DirectMessageListenerContainer(connectionFactory);
			container.setQueueNames("direct");
			container.setMessageListener(this::receive);
			return container;
		}

		@Bean
		SimpleMessageListenerContainer batched(ConnectionFactory connectionFactory) {
			SimpleMessageListenerContainer container = new SimpleMessageListenerContainer(connectionFactory);
			container.setQueueNames("batched");
			container.setConsumerBatchEnabled(true);
			container.setMessageListener((BatchMessageListener) (messages) -> messages.forEach(this::receive));
			container.setAdviceChain((MethodInterceptor) MethodInvocation::proceed);
			return container;
		}

		private void receive(Message message) {
			handle(new String(message.getBody(), StandardCharsets.UTF_8), message.getMessageProperties().getHeaders());
		}

		@Bean
		static SimpleRabbitListenerContainerFactory customized() {
			SimpleRabbitListenerContainerFactory factory = new SimpleRabbitListenerContainerFactory();
			factory.setObservationEnabled(true);
			factory.setAdviceChain((MethodInterceptor) MethodInvocation::proceed);
			factory.setContainerCustomizer((container) -> container.setConsumerBatchEnabled(true));
			return factory;
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
