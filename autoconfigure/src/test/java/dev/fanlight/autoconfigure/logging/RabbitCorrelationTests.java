package dev.fanlight.autoconfigure.logging;

import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import dev.fanlight.logging.LogContext;
import dev.fanlight.logging.LogContextSource;
import dev.fanlight.logging.MdcKey;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.BaggageInScope;
import io.micrometer.tracing.Tracer;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import org.apache.qpid.server.SystemLauncher;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import tools.jackson.databind.JsonNode;

import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageProperties;
import org.springframework.amqp.rabbit.annotation.Queue;
import org.springframework.amqp.rabbit.annotation.RabbitListener;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.amqp.rabbit.support.micrometer.RabbitMessageReceiverContext;
import org.springframework.amqp.rabbit.support.micrometer.RabbitMessageSenderContext;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A message of RabbitMQ brings what belongs to its request to the listener, is an entry
 * and has its line, over a real broker that speaks its protocol, AMQP 0-9-1.
 */
@Tag("jetty-or-kafka")
@ExtendWith(OutputCaptureExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
class RabbitCorrelationTests {

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

	private ConfigurableApplicationContext context;

	@BeforeAll
	void start(@TempDir Path directory) throws Exception {
		int port;
		try (ServerSocket socket = new ServerSocket(0)) {
			port = socket.getLocalPort();
		}
		Path configuration = Files.writeString(directory.resolve("broker.json"), BROKER.formatted(port));
		this.broker.startup(Map.of("type", "Memory", "startupLoggedToSystemOut", false, "initialConfigurationLocation",
				configuration.toUri().toString(), "qpid.work_dir", directory.toString()));
		this.context = new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
			.run("--spring.rabbitmq.addresses=127.0.0.1:" + port,
					"--spring.rabbitmq.listener.simple.default-requeue-rejected=false",
					"--management.tracing.sampling.probability=1", "--management.tracing.baggage.remote-fields=plan",
					"--fanlight.logging.context.plan=baggage:plan", "--fanlight.logging.context.tenant=header:X-Tenant",
					"--fanlight.logging.context.user=user");
	}

	@AfterAll
	void stop() {
		this.context.close();
		this.broker.shutdown();
	}

	@Test
	void listenerHasTheContextOfTheSenderAndTheNextMessageNothingOfIt(CapturedOutput output) throws Exception {
		String traceId = send("first");
		assertThat(next()).containsEntry(MdcKey.REQUEST_ID, "r-rabbit")
			.containsEntry("tenant", "acme")
			.containsEntry("plan", "gold")
			.containsEntry(MdcKey.TRACE_ID, traceId)
			// A name is nobody's business but this process's
			.doesNotContainKey("user");
		JsonNode line = await().until(() -> LogLines.of(output)
			.stream()
			.filter((other) -> other.path("message").asString("").startsWith("Message of orders handled"))
			.findFirst()
			.orElse(null), (found) -> found != null);
		assertThat(line.path("logger").asString()).isEqualTo("dev.fanlight.message");
		assertThat(line.path("trace_id").asString("")).isEqualTo(traceId);
		assertThat(line.path("request_id").asString("")).isEqualTo("r-rabbit");
		assertThat(line.path("extra").path("messaging_destination_name").asString("")).isEqualTo("orders");
		assertThat(line.path("extra").path("tenant").asString("")).isEqualTo("acme");

		this.context.getBean(RabbitTemplate.class).convertAndSend("orders", "second");
		assertThat(next()).doesNotContainKeys(MdcKey.REQUEST_ID, "tenant", "plan");
		await().until(() -> entries("success", "none") >= 2);
	}

	@Test
	void failedMessageIsAFaultWithItsHeldLinesAndTheContextOfItsSender(CapturedOutput output) throws Exception {
		String traceId = send("fail");
		next();
		await().until(() -> entries("server_error", "IllegalStateException") == 1);
		JsonNode held = LogLines.withMessage(output, "looking at fail");
		assertThat(held.path("replayed").asBoolean(false)).isTrue();
		JsonNode containers = LogLines.withMessage(output, "Execution of Rabbit message listener failed");
		for (JsonNode line : new JsonNode[] { held, containers }) {
			assertThat(line.path("trace_id").asString("")).isEqualTo(traceId);
			assertThat(line.path("request_id").asString("")).isEqualTo("r-rabbit");
		}
		await().until(() -> this.context.getBean(InMemorySpanExporter.class)
			.getFinishedSpanItems()
			.stream()
			.anyMatch((span) -> span.getTraceId().equals(traceId)
					&& span.getStatus().getStatusCode() == StatusCode.ERROR));
	}

	@Test
	void nothingIsLeftOnTheThreadAndAPartOfTheWorkTakesNothingAway() {
		ObservationRegistry registry = ObservationRegistry.create();
		registry.observationConfig()
			.observationHandler(new RabbitContextHandler(
					new MessageContext("X-Request-ID", LogContextSource.parse(Map.of()), (name) -> null)));
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
					new MessageContext("X-Request-ID", LogContextSource.parse(Map.of()), (name) -> null)));
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

	private long entries(String outcome, String error) {
		return this.context.getBean(MeterRegistry.class)
			.find("fanlight.entry")
			.tags("kind", "message", "name", "orders", "outcome", outcome, "error", error)
			.timers()
			.stream()
			.mapToLong((timer) -> timer.count())
			.sum();
	}

	private String send(String message) {
		LogContext own = new LogContext();
		own.put("tenant", "acme");
		own.put("user", "ada");
		LogContext.attach(own);
		MDC.put(MdcKey.REQUEST_ID, "r-rabbit");
		try {
			return Observation.createNotStarted("request", this.context.getBean(ObservationRegistry.class))
				.observe(() -> {
					try (BaggageInScope baggage = this.context.getBean(Tracer.class)
						.createBaggageInScope("plan", "gold")) {
						this.context.getBean(RabbitTemplate.class).convertAndSend("orders", message);
					}
					return MDC.get(MdcKey.TRACE_ID);
				});
		}
		finally {
			LogContext.attach(null);
			MDC.clear();
		}
	}

	private Map<String, String> next() throws InterruptedException {
		Map<String, String> result = this.context.getBean(Application.class).seen.poll(30, TimeUnit.SECONDS);
		assertThat(result).as("a message").isNotNull();
		return result;
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		private static final Logger logger = LoggerFactory.getLogger(Application.class);

		private final BlockingQueue<Map<String, String>> seen = new LinkedBlockingQueue<>();

		@RabbitListener(queuesToDeclare = @Queue("orders"))
		void listen(String message) {
			Map<String, String> mdc = MDC.getCopyOfContextMap();
			logger.debug("looking at {}", message);
			this.seen.add((mdc != null) ? mdc : new HashMap<>());
			if (message.equals("fail")) {
				throw new IllegalStateException("refused");
			}
		}

		@Bean
		InMemorySpanExporter exporter() {
			return InMemorySpanExporter.create();
		}

	}

}
