package dev.fanlight.autoconfigure.logging;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import dev.fanlight.errors.Edge;
import dev.fanlight.errors.ErrorInbox;
import dev.fanlight.logging.LogContext;
import dev.fanlight.logging.MdcKey;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.kafka.listener.MessageListenerContainer;
import org.springframework.kafka.listener.RecordInterceptor;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;
import org.springframework.util.backoff.FixedBackOff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A message brings what belongs to its request to the listener, over a real broker.
 */
@Tag("jetty-or-kafka")
@ExtendWith(OutputCaptureExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
class KafkaCorrelationTests {

	private final EmbeddedKafkaKraftBroker broker = new EmbeddedKafkaKraftBroker(1, 1, "orders", "batches");

	private ConfigurableApplicationContext context;

	@BeforeAll
	void start() {
		this.broker.afterPropertiesSet();
		this.context = new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
			.run("--spring.kafka.bootstrap-servers=" + this.broker.getBrokersAsString(),
					"--spring.kafka.consumer.group-id=test", "--spring.kafka.consumer.auto-offset-reset=earliest",
					"--spring.kafka.listener.observation-enabled=true",
					"--spring.kafka.template.observation-enabled=true", "--management.tracing.sampling.probability=1",
					"--fanlight.errors.store.enabled=false", "--fanlight.logging.context.tenant=header:X-Tenant",
					"--fanlight.logging.context.user=user", "--fanlight.logging.context.plan=baggage:plan");
	}

	@AfterAll
	void stop() {
		this.context.close();
		this.broker.destroy();
	}

	@Test
	void listenerHasTheContextOfTheSenderAndTheNextMessageNothingOfIt(CapturedOutput output) throws Exception {
		Application application = this.context.getBean(Application.class);
		String traceId = send("first");
		Map<String, String> first = application.next();
		assertThat(first).containsEntry(MdcKey.REQUEST_ID, "r-kafka")
			.containsEntry("tenant", "acme")
			.containsEntry("plan", "gold")
			.containsEntry(MdcKey.TRACE_ID, traceId)
			// A name is nobody's business but this process's
			.doesNotContainKey("user");
		template().send("orders", "second").get(10, TimeUnit.SECONDS);
		assertThat(application.next()).doesNotContainKeys(MdcKey.REQUEST_ID, "tenant", "plan");
		assertThat(application.intercepted).hasValueGreaterThanOrEqualTo(2);

		send("fail");
		assertThat(application.next()).containsEntry(MdcKey.REQUEST_ID, "r-kafka");
		JsonNode line = LogLines.withMessage(output, "Backoff none exhausted");
		assertThat(line.path("request_id").asString("")).isEqualTo("r-kafka");
		assertThat(line.path("extra").path("tenant").asString("")).isEqualTo("acme");
		template().send("orders", "third").get(10, TimeUnit.SECONDS);
		assertThat(application.next()).doesNotContainKeys(MdcKey.REQUEST_ID, "tenant");
		assertThat(this.context.getBean(MeterRegistry.class)
			.get("fanlight.entry")
			.tags("kind", "message", "name", "orders", "outcome", "server_error")
			.timers()).singleElement()
			.satisfies((timer) -> assertThat(timer.getId().getTag("error")).isEqualTo("IllegalStateException"));
		// One error: as the listener threw it, and as its container wrote it
		assertThat(this.context.getBean(ErrorInbox.class).groups())
			.filteredOn((group) -> (Application.class.getName() + ".listen").equals(group.place()))
			.anySatisfy((group) -> {
				assertThat(group.type()).isEqualTo(IllegalStateException.class.getName());
				assertThat(group.edges()).contains(Edge.MESSAGE);
				assertThat(group.routes()).contains("orders process");
				assertThat(group.traceId()).matches("[0-9a-f]{32}");
			});
	}

	@Test
	void failedMessageBringsItsHeldLinesWithTheContextOfItsSender(CapturedOutput output) throws Exception {
		Application application = this.context.getBean(Application.class);
		send("calm");
		application.next();
		String traceId = send("fail later");
		application.next();
		JsonNode held = LogLines.withMessage(output, "looking at fail later");
		assertThat(held.path("level").asString()).isEqualTo("debug");
		assertThat(held.path("replayed").asBoolean(false)).isTrue();
		assertThat(held.path("trace_id").asString("")).isEqualTo(traceId);
		assertThat(held.path("request_id").asString("")).isEqualTo("r-kafka");
		assertThat(held.path("extra").path("tenant").asString("")).isEqualTo("acme");
		assertThat(output.getOut()).doesNotContain("looking at calm");
	}

	@Test
	void nothingOfAMessageIsLeftOnTheThread() throws Exception {
		Application application = this.context.getBean(Application.class);
		send("last");
		assertThat(application.next()).containsEntry(MdcKey.REQUEST_ID, "r-kafka").containsEntry("tenant", "acme");
		assertThat(application.left.poll(30, TimeUnit.SECONDS)).isNotNull()
			.doesNotContainKeys(MdcKey.REQUEST_ID, "tenant");
	}

	@Test
	void batchHasWhatItsMessagesHaveInCommonAndLinksToTheirSenders(CapturedOutput output) throws Exception {
		Application application = this.context.getBean(Application.class);
		batches().stop();
		List<String> traces = List.of(send("batches", "one", "acme"), send("batches", "two", "acme"));
		batches().start();
		Map<String, String> common = application.next();
		assertThat(common).containsEntry(MdcKey.REQUEST_ID, "r-kafka").containsEntry("tenant", "acme");
		SpanData span = span(common.get(MdcKey.TRACE_ID));
		assertThat(span.getLinks()).extracting((link) -> link.getSpanContext().getTraceId())
			.containsExactlyElementsOf(traces);
		assertThat(span.getTraceId()).isNotIn(traces);
		assertThat(span.getAttributes().asMap()).containsEntry(AttributeKey.stringKey("messaging.batch.message_count"),
				"2");
		JsonNode line = LogLines.withMessage(output, "2 messages of batches handled");
		assertThat(line.path("trace_id").asString("")).isEqualTo(span.getTraceId());
		assertThat(line.path("extra").path("messaging_batch_message_count").asInt()).isEqualTo(2);

		assertThat(LogLines.of(output)
			.stream()
			.filter((other) -> other.path("message").asString("").startsWith("2 messages of batches"))).hasSize(1);
		String trace = send("batches", "alone", "acme");
		assertThat(application.next()).containsEntry(MdcKey.TRACE_ID, trace);
	}

	@Test
	void batchOfDifferentSendersHasNothingInCommonAndFailsWithItsHeldLines(CapturedOutput output) throws Exception {
		Application application = this.context.getBean(Application.class);
		batches().stop();
		send("batches", "mine", "acme");
		send("batches", "fail theirs", "other");
		batches().start();
		Map<String, String> common = application.next();
		assertThat(common).containsEntry(MdcKey.REQUEST_ID, "r-kafka").doesNotContainKey("tenant");
		JsonNode line = LogLines.withMessage(output, "Records discarded");
		assertThat(line.path("trace_id").asString("")).isEqualTo(common.get(MdcKey.TRACE_ID));
		assertThat(LogLines.withMessage(output, "looking at [mine, fail theirs]").path("replayed").asBoolean(false))
			.isTrue();
		assertThat(span(common.get(MdcKey.TRACE_ID)).getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
		template().send("batches", "nobody's").get(10, TimeUnit.SECONDS);
		assertThat(application.next()).doesNotContainKeys(MdcKey.REQUEST_ID, "tenant");
	}

	private MessageListenerContainer batches() {
		return this.context.getBean(KafkaListenerEndpointRegistry.class).getListenerContainer("batches");
	}

	private SpanData span(String traceId) {
		return await()
			.until(() -> this.context.getBean(InMemorySpanExporter.class)
				.getFinishedSpanItems()
				.stream()
				.filter((span) -> span.getName().equals("batches process") && span.getTraceId().equals(traceId))
				.toList(), (spans) -> !spans.isEmpty())
			.get(0);
	}

	private String send(String message) {
		return send("orders", message, "acme");
	}

	private String send(String topic, String message, String tenant) {
		LogContext own = new LogContext();
		own.put("tenant", tenant);
		own.put("user", "ada");
		LogContext.attach(own);
		MDC.put(MdcKey.REQUEST_ID, "r-kafka");
		try {
			return Observation.createNotStarted("request", this.context.getBean(ObservationRegistry.class))
				.observe(() -> {
					try (Scope scope = Baggage.builder().put("plan", "gold").build().makeCurrent()) {
						template().send(topic, message).join();
						return MDC.get(MdcKey.TRACE_ID);
					}
				});
		}
		finally {
			LogContext.attach(null);
			MDC.clear();
		}
	}

	@SuppressWarnings("unchecked")
	private KafkaTemplate<String, String> template() {
		return this.context.getBean(KafkaTemplate.class);
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		private static final Logger logger = LoggerFactory.getLogger(Application.class);

		private final BlockingQueue<Map<String, String>> seen = new LinkedBlockingQueue<>();

		private final BlockingQueue<Map<String, String>> left = new LinkedBlockingQueue<>();

		private final AtomicInteger intercepted = new AtomicInteger();

		@KafkaListener(topics = "orders")
		void listen(String message) {
			Map<String, String> mdc = MDC.getCopyOfContextMap();
			logger.debug("looking at {}", message);
			this.seen.add((mdc != null) ? mdc : new HashMap<>());
			if (message.startsWith("fail")) {
				throw new IllegalStateException("refused");
			}
		}

		@KafkaListener(id = "batches", topics = "batches", batch = "true", autoStartup = "false")
		void listen(List<String> messages) {
			listen(messages.toString());
			if (messages.stream().anyMatch((message) -> message.startsWith("fail"))) {
				throw new IllegalStateException("refused");
			}
		}

		@Bean
		InMemorySpanExporter exporter() {
			return InMemorySpanExporter.create();
		}

		@Bean
		DefaultErrorHandler errorHandler() {
			return new DefaultErrorHandler(new FixedBackOff(0, 0));
		}

		@Bean
		RecordInterceptor<Object, Object> userInterceptor() {
			return new RecordInterceptor<>() {

				@Override
				public ConsumerRecord<Object, Object> intercept(ConsumerRecord<Object, Object> message,
						Consumer<Object, Object> consumer) {
					Application.this.intercepted.incrementAndGet();
					return message;
				}

				@Override
				public void afterRecord(ConsumerRecord<Object, Object> message, Consumer<Object, Object> consumer) {
					if ("last".equals(message.value())) {
						Map<String, String> mdc = MDC.getCopyOfContextMap();
						Application.this.left.add((mdc != null) ? mdc : Map.of());
					}
				}

			};
		}

		Map<String, String> next() throws InterruptedException {
			Map<String, String> result = this.seen.poll(30, TimeUnit.SECONDS);
			assertThat(result).as("a message").isNotNull();
			return result;
		}

	}

}
