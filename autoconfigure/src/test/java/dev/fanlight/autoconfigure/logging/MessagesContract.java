package dev.fanlight.autoconfigure.logging;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import dev.fanlight.logging.LogContext;
import dev.fanlight.logging.MdcKey;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.BaggageInScope;
import io.micrometer.tracing.Tracer;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.Lifecycle;
import org.springframework.context.annotation.Bean;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A message brings what belongs to its request to the listener, is an entry and has its
 * line, over a real broker. The listener of {@code batches} is given many at once.
 */
@Tag("jetty-or-kafka")
@ExtendWith(OutputCaptureExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class MessagesContract {

	static final String REQUEST_ID = "r-message";

	ConfigurableApplicationContext context;

	/** The same application, without what Spring Boot does to logging. */
	private ApplicationContextRunner second;

	void run(Class<? extends Listeners> application, String... settings) {
		String[] all = Stream.concat(Stream.of("management.tracing.sampling.probability=1",
				"management.opentelemetry.tracing.export.schedule-delay=50ms",
				"management.tracing.baggage.remote-fields=plan", "fanlight.errors.store.enabled=false",
				"fanlight.logging.context.plan=baggage:plan", "fanlight.logging.context.tenant=header:X-Tenant",
				"fanlight.logging.context.user=user", "fanlight.logging.messages.started=true",
				"fanlight.logging.messages.levels.[batch*]=error"), Stream.of(settings))
			.toArray(String[]::new);
		this.context = new SpringApplicationBuilder(application).web(WebApplicationType.NONE).properties(all).run();
		this.second = new ApplicationContextRunner().withUserConfiguration(application).withPropertyValues(all);
	}

	@AfterAll
	void close() {
		if (this.context != null) {
			this.context.close();
		}
	}

	/** Hands a message to the broker. */
	abstract void deliver(String destination, String message);

	/** The container of the listener of batches. */
	abstract Lifecycle batches(ApplicationContext context);

	/** What the container says of a message that failed. */
	abstract String failed();

	@Test
	void listenerHasTheContextOfTheSenderAndTheNextMessageNothingOfIt(CapturedOutput output) throws Exception {
		String traceId = send("first");
		assertThat(next()).containsEntry(MdcKey.REQUEST_ID, REQUEST_ID)
			.containsEntry("tenant", "acme")
			.containsEntry("plan", "gold")
			.containsEntry(MdcKey.TRACE_ID, traceId)
			// A name is nobody's business but this process's
			.doesNotContainKey("user");
		JsonNode line = line(output, traceId, "Message of orders handled");
		assertThat(line.path("logger").asString()).isEqualTo("dev.fanlight.message");
		assertThat(line.path("request_id").asString("")).isEqualTo(REQUEST_ID);
		assertThat(line.path("extra").path("messaging_destination_name").asString("")).isEqualTo("orders");
		assertThat(line.path("extra").path("tenant").asString("")).isEqualTo("acme");
		JsonNode received = line(output, traceId, "Message of orders received");
		assertThat(received.path("span_id")).isEqualTo(line.path("span_id"));
		assertThat(received.path("request_id").asString("")).isEqualTo(REQUEST_ID);
		deliver("orders", "second");
		assertThat(next()).doesNotContainKeys(MdcKey.REQUEST_ID, "tenant", "plan");
		await().until(() -> entries("orders", "success", "none") >= 2);
	}

	@Test
	void failedMessageIsAFaultWithItsHeldLinesAndTheContextOfItsSender(CapturedOutput output) throws Exception {
		send("calm");
		next();
		String traceId = send("fail later");
		assertThat(next()).containsEntry(MdcKey.REQUEST_ID, REQUEST_ID);
		await().until(() -> entries("orders", "server_error", "IllegalStateException") >= 1);
		assertThat(errorType(line(output, traceId, "Message of orders failed")))
			.isEqualTo("java.lang.IllegalStateException");
		JsonNode held = line(output, traceId, "looking at fail later");
		assertThat(held.path("level").asString()).isEqualTo("debug");
		assertThat(held.path("replayed").asBoolean(false)).isTrue();
		for (JsonNode line : new JsonNode[] { held, line(output, traceId, failed()) }) {
			assertThat(line.path("request_id").asString("")).isEqualTo(REQUEST_ID);
			assertThat(line.path("extra").path("tenant").asString("")).isEqualTo("acme");
		}
		assertThat(output.getOut()).doesNotContain("looking at calm");
		await().until(() -> spans().getFinishedSpanItems()
			.stream()
			.anyMatch((span) -> span.getTraceId().equals(traceId)
					&& span.getStatus().getStatusCode() == StatusCode.ERROR));
		deliver("orders", "third");
		assertThat(next()).doesNotContainKeys(MdcKey.REQUEST_ID, "tenant");
	}

	@Test
	void secretsDoNotTravel() throws Exception {
		String traceId = send("orders", "secret", "AKIAIOSFODNN7EXAMPLE");
		assertThat(next()).containsEntry("plan", "gold");
		Map<String, String> headers = this.context.getBean(Listeners.class).headers.poll(30, TimeUnit.SECONDS);
		while (headers != null && !headers.getOrDefault("traceparent", "").contains(traceId)) {
			headers = this.context.getBean(Listeners.class).headers.poll(30, TimeUnit.SECONDS);
		}
		assertThat(headers).isNotNull();
		assertThat(headers.get("baggage")).contains("plan=gold", "session_token=%5BREDACTED").doesNotContain("S3cr3t9");
		assertThat(headers.get("X-Tenant")).startsWith("[REDACTED");
		assertThat(headers.toString()).doesNotContain("S3cr3t9", "AKIAIOSFODNN7EXAMPLE");
	}

	@Test
	void batchHasWhatItsMessagesHaveInCommonAndLinksToTheirSenders(CapturedOutput output) throws Exception {
		batches(this.context).stop();
		List<String> traces = List.of(send("batches", "one", "acme"), send("batches", "two", "acme"));
		batches(this.context).start();
		Map<String, String> common = next();
		assertThat(common).containsEntry(MdcKey.REQUEST_ID, REQUEST_ID).containsEntry("tenant", "acme");
		SpanData span = span(common.get(MdcKey.TRACE_ID));
		assertThat(span.getLinks()).extracting((link) -> link.getSpanContext().getTraceId())
			.containsExactlyElementsOf(traces);
		assertThat(span.getTraceId()).isNotIn(traces);
		assertThat(span.getAttributes().asMap()).containsEntry(AttributeKey.stringKey("messaging.batch.message_count"),
				"2");
		JsonNode line = line(output, span.getTraceId(), "2 messages of batches handled");
		assertThat(line.path("extra").path("messaging_batch_message_count").asInt()).isEqualTo(2);
		assertThat(line.path("level").asString("")).isEqualTo("error");
		JsonNode received = line(output, span.getTraceId(), "2 messages of batches received");
		assertThat(received.path("level").asString("")).isEqualTo("error");
		assertThat(received.path("request_id").asString("")).isEqualTo(REQUEST_ID);
		assertThat(line.path("request_id").asString("")).isEqualTo(REQUEST_ID);
		assertThat(LogLines.of(output)
			.stream()
			.filter((other) -> other.path("message").asString("").startsWith("2 messages of batches handled")))
			.hasSize(1);
		await().until(() -> entries("batches", "success", "none") >= 1);

		String trace = send("batches", "alone", "acme");
		assertThat(next()).containsEntry(MdcKey.TRACE_ID, trace);
	}

	@Test
	void batchOfDifferentSendersHasNothingInCommonAndFailsWithItsHeldLines(CapturedOutput output) throws Exception {
		batches(this.context).stop();
		send("batches", "mine", "acme");
		send("batches", "fail theirs", "other");
		batches(this.context).start();
		Map<String, String> common = next();
		assertThat(common).containsEntry(MdcKey.REQUEST_ID, REQUEST_ID).doesNotContainKey("tenant");
		assertThat(line(output, common.get(MdcKey.TRACE_ID), "looking at [mine, fail theirs]").path("replayed")
			.asBoolean(false)).isTrue();
		JsonNode line = line(output, common.get(MdcKey.TRACE_ID), "2 messages of batches failed");
		assertThat(line.path("request_id").asString("")).isEqualTo(REQUEST_ID);
		assertThat(errorType(line)).isEqualTo("java.lang.IllegalStateException");
		assertThat(span(common.get(MdcKey.TRACE_ID)).getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
		await().until(() -> entries("batches", "server_error", "IllegalStateException") == 1);
		deliver("batches", "nobody's");
		assertThat(next()).doesNotContainKeys(MdcKey.REQUEST_ID, "tenant");
	}

	@Test
	void batchIsAnEntryAndHasASpanWithoutFanlightsLogging() {
		batches(this.context).stop();
		this.second.withPropertyValues("fanlight.logging.enabled=false", "spring.kafka.listener.auto-startup=false",
				"spring.kafka.listener.observation-enabled=true", "spring.rabbitmq.listener.simple.auto-startup=false",
				"spring.rabbitmq.listener.simple.observation-enabled=true")
			.run((plain) -> {
				List<String> traces = List.of(send("batches", "one", "acme"), send("batches", "two", "acme"));
				batches(plain).start();
				await().until(() -> entries(plain, "batches", "success", "none") >= 1);
				assertThat(next(plain)).doesNotContainKeys(MdcKey.REQUEST_ID, "tenant");
				assertThat(await().until(() -> batchSpans(plain), (spans) -> !spans.isEmpty()).get(0).getLinks())
					.extracting((link) -> link.getSpanContext().getTraceId())
					.containsExactlyElementsOf(traces);
			});
		batches(this.context).start();
	}

	final String send(String message) {
		return send("orders", message, "acme");
	}

	final String send(String destination, String message, String tenant) {
		LogContext own = new LogContext();
		own.put("tenant", tenant);
		own.put("user", "ada");
		LogContext.attach(own);
		MDC.put(MdcKey.REQUEST_ID, REQUEST_ID);
		Tracer tracer = this.context.getBean(Tracer.class);
		try {
			return Observation.createNotStarted("request", this.context.getBean(ObservationRegistry.class))
				.observe(() -> {
					try (BaggageInScope plan = tracer.createBaggageInScope("plan", "gold");
							BaggageInScope token = tracer.createBaggageInScope("session_token", "S3cr3t9Xq2")) {
						deliver(destination, message);
					}
					return MDC.get(MdcKey.TRACE_ID);
				});
		}
		finally {
			LogContext.attach(null);
			MDC.clear();
		}
	}

	/** What the next message that a listener is given has on its thread. */
	final Map<String, String> next() throws InterruptedException {
		return next(this.context);
	}

	private static Map<String, String> next(ApplicationContext context) throws InterruptedException {
		Map<String, String> result = context.getBean(Listeners.class).seen.poll(30, TimeUnit.SECONDS);
		assertThat(result).as("a message").isNotNull();
		return result;
	}

	final long entries(String name, String outcome, String error) {
		return entries(this.context, name, outcome, error);
	}

	private static long entries(ApplicationContext context, String name, String outcome, String error) {
		return context.getBean(MeterRegistry.class)
			.find("fanlight.entry")
			.tags("kind", "message", "name", name, "outcome", outcome, "error", error)
			.timers()
			.stream()
			.mapToLong(Timer::count)
			.sum();
	}

	static JsonNode line(CapturedOutput output, String traceId, String message) {
		return await().until(() -> LogLines.of(output)
			.stream()
			.filter((line) -> line.path("message").asString("").contains(message)
					&& line.path("trace_id").asString("").equals(traceId))
			.findFirst()
			.orElse(null), (line) -> line != null);
	}

	private InMemorySpanExporter spans() {
		return this.context.getBean(InMemorySpanExporter.class);
	}

	private SpanData span(String traceId) {
		return await()
			.until(() -> batchSpans(this.context).stream().filter((span) -> span.getTraceId().equals(traceId)).toList(),
					(spans) -> !spans.isEmpty())
			.get(0);
	}

	private static List<SpanData> batchSpans(ApplicationContext context) {
		return context.getBean(InMemorySpanExporter.class)
			.getFinishedSpanItems()
			.stream()
			.filter((span) -> span.getName().equals("batches process"))
			.toList();
	}

	private static String errorType(JsonNode line) {
		return line.path("extra").path("error_type").asString("");
	}

	/** What the listeners of an application do. */
	abstract static class Listeners {

		private static final Logger logger = LoggerFactory.getLogger(Listeners.class);

		private final BlockingQueue<Map<String, String>> seen = new LinkedBlockingQueue<>();

		private final BlockingQueue<Map<String, String>> headers = new LinkedBlockingQueue<>();

		@Bean
		InMemorySpanExporter exporter() {
			return InMemorySpanExporter.create();
		}

		final void handle(String message, Map<String, Object> headers) {
			Map<String, String> texts = new HashMap<>();
			headers.forEach((name, value) -> texts.put(name,
					(value instanceof byte[] bytes) ? new String(bytes, StandardCharsets.UTF_8) : value.toString()));
			this.headers.add(texts);
			handle(List.of(message), message);
		}

		final void handle(List<String> messages) {
			handle(messages, messages.toString());
		}

		private void handle(List<String> messages, String all) {
			Map<String, String> mdc = MDC.getCopyOfContextMap();
			logger.debug("looking at {}", all);
			this.seen.add((mdc != null) ? mdc : new HashMap<>());
			if (messages.stream().anyMatch((message) -> message.startsWith("fail"))) {
				throw new IllegalStateException("refused");
			}
		}

	}

}
