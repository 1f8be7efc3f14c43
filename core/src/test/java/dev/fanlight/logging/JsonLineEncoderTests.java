package dev.fanlight.logging;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Scope;
import dev.fanlight.redaction.RedactionPolicy;
import dev.fanlight.redaction.Redactor;
import net.logstash.logback.argument.StructuredArgument;
import net.logstash.logback.argument.StructuredArguments;
import net.logstash.logback.marker.Markers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.slf4j.MarkerFactory;
import org.slf4j.event.KeyValuePair;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link JsonLineEncoder}. Every line is also validated against the published
 * schema.
 */
class JsonLineEncoderTests {

	private static final String TRACE_ID = "4bf92f3577b34da6a3ce929d0e0e4736";

	private static final String SPAN_ID = "00f067aa0ba902b7";

	private static final Schema SCHEMA = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
		.getSchema(read(Path.of("../docs/log-schema.json")));

	private static final JsonMapper STRICT = JsonMapper.builder()
		.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
		.build();

	private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();

	private final Logger logger = this.context.getLogger("shop.OrderService");

	private final JsonLineEncoder encoder = new JsonLineEncoder(this.context,
			new LogIdentity("orders", "production", "1.4.2"), ThrowableProxyUtil::asString);

	private static String read(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@AfterEach
	void clearMdc() {
		MDC.clear();
	}

	@Test
	void writesTheSchemaFieldsInTheirOrder() {
		MDC.put(MdcKey.TRACE_ID, TRACE_ID);
		MDC.put(MdcKey.SPAN_ID, SPAN_ID);
		MDC.put(MdcKey.TRACE_SAMPLED, "true");
		MDC.put(MdcKey.REQUEST_ID, "r-1");
		MDC.put("tenant", "acme");
		LoggingEvent event = event("Created order {}", StructuredArguments.keyValue("order_id", 42));
		event.setInstant(Instant.parse("2026-11-21T12:34:56.700Z"));
		assertThat(line(event)).isEqualTo("{\"timestamp\":\"2026-11-21T12:34:56.700Z\",\"level\":\"info\","
				+ "\"service\":\"orders\",\"environment\":\"production\",\"version\":\"1.4.2\","
				+ "\"logger\":\"shop.OrderService\",\"thread\":\"" + Thread.currentThread().getName() + "\","
				+ "\"message\":\"Created order order_id=42\",\"trace_id\":\"" + TRACE_ID + "\",\"span_id\":\"" + SPAN_ID
				+ "\",\"trace_sampled\":true,\"request_id\":\"r-1\","
				+ "\"extra\":{\"order_id\":42,\"tenant\":\"acme\"}}\n");
	}

	@Test
	void plainLineHasNoExtraNoErrorNoCorrelation() {
		assertThat(json(event("hello")).propertyNames()).containsExactly("timestamp", "level", "service", "environment",
				"version", "logger", "thread", "message");
	}

	@ParameterizedTest
	@ValueSource(strings = { "trace", "debug", "info", "warn", "error" })
	void levelIsLowerCase(String level) {
		LoggingEvent event = new LoggingEvent("fqcn", this.logger, Level.toLevel(level), "hello", null, null);
		assertThat(json(event).get("level").asString()).isEqualTo(level);
	}

	@Test
	void lineThatWasHeldIsMarkedAndNoOtherCanBe() {
		LoggingEvent held = event("hello");
		held.addKeyValuePair(Replayed.MARK);
		assertThat(json(held).propertyNames()).containsExactly("timestamp", "level", "service", "environment",
				"version", "logger", "thread", "message", "replayed");
		LoggingEvent pretender = event("hello");
		pretender.addKeyValuePair(new KeyValuePair("replayed", true));
		assertThat(json(pretender).has("replayed")).isFalse();
		assertThat(json(pretender).get("extra").get("replayed").asBoolean()).isTrue();
	}

	@Test
	void malformedTraceIdIsOnlyAnExtra() {
		MDC.put(MdcKey.TRACE_ID, "42");
		JsonNode json = json(event("hello"));
		assertThat(json.has("trace_id")).isFalse();
		assertThat(json.get("extra").get(MdcKey.TRACE_ID).asString()).isEqualTo("42");
	}

	@Test
	void traceSurvivesAnApplicationThatClearsTheMdc() {
		MdcContextStorage.active(true);
		Span span = Span.wrap(SpanContext.create(TRACE_ID, SPAN_ID, TraceFlags.getSampled(), TraceState.getDefault()));
		try (Scope scope = span.makeCurrent()) {
			MDC.clear();
			MDC.put(MdcKey.SPAN_ID, SPAN_ID);
			JsonNode json = json(event("hello"));
			assertThat(json.get("trace_id").asString()).isEqualTo(TRACE_ID);
			assertThat(json.get("trace_sampled").asBoolean()).isTrue();
			assertThat(json.has("extra")).isFalse();
		}
		finally {
			MdcContextStorage.active(false);
		}
	}

	@Test
	void nullMessageIsStillAMessage() {
		assertThat(json(new LoggingEvent("fqcn", this.logger, Level.INFO, null, null, null)).get("message").asString())
			.isEqualTo("null");
	}

	@Test
	void throwableHasAFingerprintWhereSomebodyTellsIt() {
		LogRedaction redaction = LogRedaction.install(this.context, null);
		EventRedaction redacting = new EventRedaction(() -> Redactor.of(RedactionPolicy.defaults()));
		redaction.fingerprints((throwable) -> (throwable instanceof IllegalStateException) ? "0123456789abcdef" : null);
		JsonLineEncoder telling = new JsonLineEncoder(this.context, new LogIdentity("orders", "production", "1.4.2"),
				ThrowableProxyUtil::asString, redaction::fingerprint, LogLimits.DEFAULTS);
		for (String message : List.of("clean", "password=hunter2hunter2")) {
			LoggingEvent event = new LoggingEvent("fqcn", this.logger, Level.ERROR, "failed",
					new IllegalStateException(message), null);
			JsonNode error = STRICT.readTree(telling.encode(redacting.redact(event))).get("error");
			assertThat(error.get("fingerprint").asString()).isEqualTo("0123456789abcdef");
			assertThat(error.toString()).doesNotContain("hunter2");
		}
		LoggingEvent other = new LoggingEvent("fqcn", this.logger, Level.ERROR, "failed", new IOException("x"), null);
		assertThat(STRICT.readTree(telling.encode(other)).get("error").has("fingerprint")).isFalse();
		redaction.fingerprints(null);
		LogRedaction.uninstall(this.context);
	}

	@Test
	void throwableIsAnErrorObjectWithItsCause() {
		Exception failure = new IllegalStateException("outer", new IOException("inner"));
		JsonNode error = json(new LoggingEvent("fqcn", this.logger, Level.ERROR, "failed", failure, null)).get("error");
		assertThat(error.get("type").asString()).isEqualTo(IllegalStateException.class.getName());
		assertThat(error.get("message").asString()).isEqualTo("outer");
		assertThat(error.get("stack_trace").asString()).contains("Caused by: java.io.IOException: inner");
	}

	@ParameterizedTest
	@EnumSource(LogField.class)
	void reservedNameInMdcKeyValuesArgumentsAndMarkersLandsInExtra(LogField field) {
		String name = field.key();
		MDC.put(name, "mdc");
		LoggingEvent event = event("hello", StructuredArguments.keyValue(name, "argument"));
		event.addKeyValuePair(new KeyValuePair(name, "pair"));
		event.addMarker(Markers.append(name, "marker"));
		JsonNode json = json(event);
		assertThat(json.get("message").asString()).isEqualTo("hello");
		assertThat(json.get("service").asString()).isEqualTo("orders");
		JsonNode extra = json.get("extra");
		assertThat(extra.get(name).asString()).isEqualTo("argument");
		assertThat(extra.get(name + "_2").asString()).isEqualTo("pair");
		assertThat(extra.get(name + "_3").asString()).isEqualTo("marker");
	}

	@Test
	void valuesKeepTheirTypes() {
		LoggingEvent event = event("hello");
		event.addKeyValuePair(new KeyValuePair("int", 1));
		event.addKeyValuePair(new KeyValuePair("double", 1.5));
		event.addKeyValuePair(new KeyValuePair("boolean", true));
		event.addKeyValuePair(new KeyValuePair("null", null));
		event.addKeyValuePair(new KeyValuePair("list", List.of(1, 2)));
		event.addKeyValuePair(new KeyValuePair("record", new Money("EUR", 12)));
		event.addKeyValuePair(new KeyValuePair("nan", Double.NaN));
		assertThat(json(event).get("extra").toString()).isEqualTo("{\"int\":1,\"double\":1.5,\"boolean\":true,"
				+ "\"null\":null,\"list\":[1,2],\"record\":{\"currency\":\"EUR\",\"amount\":12},\"nan\":\"NaN\"}");
	}

	@Test
	void plainMarkersAreTags() {
		LoggingEvent event = event("hello");
		event.addMarker(MarkerFactory.getMarker("AUDIT"));
		event.addMarker(MarkerFactory.getMarker("SLOW"));
		event.addMarker(MarkerFactory.getMarker("COMMONS-LOGGING"));
		assertThat(json(event).get("extra").toString()).isEqualTo("{\"tags\":[\"AUDIT\",\"SLOW\"]}");
	}

	static Stream<Throwable> failures() {
		return Stream.of(new IllegalStateException(), new AssertionError(), new OutOfMemoryError(),
				new IOException("checked"), new NoClassDefFoundError());
	}

	@ParameterizedTest
	@MethodSource("failures")
	void objectThatCannotBeSerialisedIsWrittenAsItsText(Throwable failure) {
		JsonNode extra = json(event("hello", StructuredArguments.keyValue("bad", new Failing(failure)),
				StructuredArguments.value("good", 1)))
			.get("extra");
		assertThat(extra.get("bad").asString()).isEqualTo("a failing bean");
		assertThat(extra.get("good").asInt()).isEqualTo(1);
	}

	@ParameterizedTest
	@MethodSource("failures")
	void argumentThatWritesItselfAndFailsLosesNoOther(Throwable failure) {
		StructuredArgument failing = (generator) -> Failing.sneakyThrow(failure);
		JsonNode extra = json(event("hello", failing, StructuredArguments.keyValue("after", 1))).get("extra");
		assertThat(extra.toString()).isEqualTo("{\"log_error\":\"" + failure.getClass().getName() + "\",\"after\":1}");
	}

	@ParameterizedTest
	@MethodSource("failures")
	void messageAndStackTraceThatFailLoseNotTheLine(Throwable failure) {
		JsonLineEncoder failing = new JsonLineEncoder(this.context, new LogIdentity("orders", "production", "1.4.2"),
				(throwable) -> Failing.sneakyThrow(failure));
		LoggingEvent event = new LoggingEvent("fqcn", this.logger, Level.INFO, "hello", new IOException("no"), null) {

			@Override
			public String getFormattedMessage() {
				return Failing.sneakyThrow(failure);
			}

		};
		JsonNode line = STRICT.readTree(failing.encode(event));
		assertThat(line.get("message").asString()).isEqualTo("hello");
		assertThat(line.get("error").get("stack_trace").asString()).isEqualTo("java.io.IOException");
	}

	@Test
	void cyclicObjectDoesNotLoseTheLine() {
		Cyclic cyclic = new Cyclic();
		cyclic.self = cyclic;
		LoggingEvent event = event("hello");
		event.addKeyValuePair(new KeyValuePair("cyclic", cyclic));
		assertThat(json(event).get("extra").get("cyclic").isString()).isTrue();
	}

	@Test
	void structuredArgumentThatFailsHalfWayLeavesValidJson() {
		StructuredArgument failing = new StructuredArgument() {

			@Override
			public void writeTo(JsonGenerator generator) {
				generator.writeName("outer");
				generator.writeStartObject();
				generator.writeName("list");
				generator.writeStartArray();
				generator.writeStartObject();
				generator.writeName("owed");
				throw new IllegalStateException("half way");
			}

			@Override
			public String toString() {
				return "failing";
			}

		};
		JsonNode extra = json(event("hello", failing, StructuredArguments.keyValue("after", 1))).get("extra");
		assertThat(extra.toString()).isEqualTo("{\"outer\":{\"list\":[{\"owed\":null}]},"
				+ "\"log_error\":\"java.lang.IllegalStateException\",\"after\":1}");
	}

	@Test
	void rawJsonIsAdmittedOnOneLineOnlyWhenItParses() {
		LoggingEvent event = event("hello");
		event.addMarker(Markers.appendRaw("good", "{\n \"a\": [1, 2]\n}"));
		event.addMarker(Markers.appendRaw("bad", "{\"a\": \n"));
		event.addMarker(Markers.appendRaw("evil", "1},\"service\":\"forged\",\"x\":{\"y\":1"));
		JsonNode json = json(event);
		assertThat(json.get("service").asString()).isEqualTo("orders");
		assertThat(json.get("extra").toString()).contains("\"good\":{\"a\":[1,2]}")
			.contains("\"bad\":\"{\\\"a\\\": \\n\"");
		assertThat(json.get("extra").get("evil").isString()).isTrue();
	}

	@Test
	void lineBreaksInTheMessageStayInsideTheLine() {
		assertThat(line(event("one\ntwo\r\nthree\u2028four"))).endsWith("}\n")
			.satisfies((line) -> assertThat(line.lines()).hasSize(1));
	}

	private LoggingEvent event(String message, Object... arguments) {
		return new LoggingEvent("fqcn", this.logger, Level.INFO, message, null,
				(arguments.length > 0) ? Arrays.copyOf(arguments, arguments.length) : null);
	}

	private String line(ILoggingEvent event) {
		return new String(this.encoder.encode(event), StandardCharsets.UTF_8);
	}

	private JsonNode json(ILoggingEvent event) {
		String line = line(event);
		assertThat(SCHEMA.validate(line, InputFormat.JSON)).as(line).isEmpty();
		return STRICT.readTree(line);
	}

	record Money(String currency, int amount) {
	}

	static final class Failing {

		private final Throwable failure;

		Failing(Throwable failure) {
			this.failure = failure;
		}

		public String getValue() {
			return sneakyThrow(this.failure);
		}

		@SuppressWarnings("unchecked")
		private static <T extends Throwable> String sneakyThrow(Throwable failure) throws T {
			throw (T) failure;
		}

		@Override
		public String toString() {
			return "a failing bean";
		}

	}

	static final class Cyclic {

		public Cyclic self = this;

		@Override
		public String toString() {
			return this.self.toString();
		}

	}

}
