package dev.fanlight.tracing;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

import dev.fanlight.redaction.Action;
import dev.fanlight.redaction.RedactionMode;
import dev.fanlight.redaction.RedactionPolicy;
import dev.fanlight.redaction.Redactor;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.KeyValue;
import io.opentelemetry.api.common.Value;
import io.opentelemetry.api.logs.Logger;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.logs.SdkLoggerProvider;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import io.opentelemetry.sdk.logs.export.SimpleLogRecordProcessor;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.testing.exporter.InMemoryLogRecordExporter;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SdkTracerProviderBuilder;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.internal.ExtendedSpanProcessor;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Spans and log records of the SDK lose their secrets on the way to an exporter, and
 * nothing else.
 */
class RedactingExportersTests {

	private static final String KEY_ID = "AKIAIOSFODNN7EXAMPLE";

	private static final String CARD = "4111111111111111";

	private final Redactor redactor = Redactor.of(RedactionPolicy.defaults());

	@Test
	void everyPartOfASpanIsRedacted() {
		SpanContext linked = SpanContext.create("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331",
				TraceFlags.getSampled(), TraceState.builder().put("vendor", "password=kept").build());
		SpanData span = export((builder) -> builder.setResource(Resource.builder()
			.put("service.name", "shop")
			.put("process.command_line", "java -Dpassword=hunter2hunter2")
			.build()), (tracer) -> {
				Span started = tracer.spanBuilder("pay " + CARD)
					.addLink(linked, Attributes.builder().put("note", "token=abcdef123456").build())
					.startSpan();
				started.setAttribute("password", "hunter2");
				started.setAttribute("db.query.text", "select 1 where password = 'hunter2hunter2'");
				started.setAttribute("url.full", "https://joe:pw1234@shop.example/p?sig=8f3ab2c91d&page=2");
				started.setAttribute("http.request.header.cookie", "SID=31d4d96e407aad42");
				started.setAttribute("clean", "order 42");
				started.setAttribute("pin", 4711);
				started.setAttribute("card", 4111111111111111L);
				started.setAttribute("status", 200);
				started.setAttribute("ratio", 0.5);
				started.setAttribute("ok", true);
				started.setAttribute(AttributeKey.stringArrayKey("args"), List.of("-v", "--password=hunter2hunter2"));
				started.setAttribute(AttributeKey.longArrayKey("cards"), List.of(1L, 4111111111111111L));
				started.setAttribute(AttributeKey.booleanArrayKey("flags"), List.of(true));
				started.setAttribute(AttributeKey.valueKey("payload"), Value.of(KeyValue.of("user", Value.of("joe")),
						KeyValue.of("secret", Value.of(Value.of("abc"), Value.of(12)))));
				started.addEvent("login with " + KEY_ID, Attributes.builder().put("apiKey", "k-1").build());
				started.recordException(new IllegalStateException("refused: password=hunter2hunter2"));
				started.setStatus(StatusCode.ERROR, "refused: password=hunter2hunter2");
				started.end();
			});
		assertThat(span.getName()).isEqualTo("pay [REDACTED:pan]");
		assertThat(span.getResource().getAttributes().asMap().toString()).contains("service.name=shop")
			.doesNotContain("hunter2");
		assertThat(string(span, "password")).isEqualTo("[REDACTED:kv]");
		assertThat(string(span, "db.query.text")).isEqualTo("select 1 where password = '[REDACTED:kv]'");
		assertThat(string(span, "url.full")).isEqualTo("https://REDACTED:REDACTED@shop.example/p?sig=REDACTED&page=2");
		assertThat(string(span, "http.request.header.cookie")).isEqualTo("REDACTED");
		assertThat(string(span, "clean")).isEqualTo("order 42");
		assertThat(string(span, "pin")).isEqualTo("[REDACTED:kv]");
		assertThat(string(span, "card")).isEqualTo("[REDACTED:pan]");
		assertThat(span.getAttributes().get(AttributeKey.longKey("pin"))).isNull();
		assertThat(span.getAttributes().get(AttributeKey.longKey("status"))).isEqualTo(200);
		assertThat(span.getAttributes().get(AttributeKey.doubleKey("ratio"))).isEqualTo(0.5);
		assertThat(span.getAttributes().get(AttributeKey.booleanKey("ok"))).isTrue();
		assertThat(span.getAttributes().get(AttributeKey.booleanArrayKey("flags"))).containsExactly(true);
		assertThat(span.getAttributes().get(AttributeKey.stringArrayKey("args"))).containsExactly("-v",
				"--password=[REDACTED:kv]");
		assertThat(span.getAttributes().get(AttributeKey.stringArrayKey("cards"))).containsExactly("1",
				"[REDACTED:pan]");
		assertThat(span.getAttributes().get(AttributeKey.valueKey("payload")).asString()).contains("joe")
			.doesNotContain("abc", "12");
		assertThat(span.getEvents().get(0).getName()).isEqualTo("login with [REDACTED:aws-key-id]");
		assertThat(span.getEvents().get(0).getAttributes().get(AttributeKey.stringKey("apiKey")))
			.isEqualTo("[REDACTED:kv]");
		assertThat(span.getEvents().get(1).getAttributes().asMap().toString())
			.contains("java.lang.IllegalStateException: refused: password=[REDACTED:kv]", "RedactingExportersTests")
			.doesNotContain("hunter2");
		assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
		assertThat(span.getStatus().getDescription()).isEqualTo("refused: password=[REDACTED:kv]");
		assertThat(span.getLinks().get(0).getSpanContext()).isEqualTo(linked);
		assertThat(span.getLinks().get(0).getAttributes().get(AttributeKey.stringKey("note")))
			.isEqualTo("token=[REDACTED:kv]");
		assertThat(span.getTotalAttributeCount()).isEqualTo(14);
	}

	@Test
	void cleanSpanPassesByIdentity() {
		InMemorySpanExporter raw = InMemorySpanExporter.create();
		SpanData span = export((builder) -> builder.addSpanProcessor(SimpleSpanProcessor.create(raw)), (tracer) -> {
			Span started = tracer.spanBuilder("GET /orders/{id}").startSpan();
			started.setAttribute("http.response.status_code", 200);
			started.addEvent("found");
			started.recordException(new IllegalStateException("gone"));
			started.end();
		});
		SpanData clean = raw.getFinishedSpanItems().get(0);
		assertThat(RedactingSpanExporter.redact(clean, this.redactor)).isSameAs(clean);
		assertThat(span.getEvents()).hasSize(2);
	}

	@Test
	void cleanSpansOfAMixedBatchPassByIdentity() {
		InMemorySpanExporter ended = InMemorySpanExporter.create();
		SdkTracerProvider provider = SdkTracerProvider.builder()
			.addSpanProcessor(SimpleSpanProcessor.create(ended))
			.build();
		for (String name : List.of("one", "two password=hunter2hunter2", "three")) {
			provider.get("test").spanBuilder(name).startSpan().end();
		}
		List<SpanData> raw = ended.getFinishedSpanItems();
		InMemorySpanExporter exporter = InMemorySpanExporter.create();
		new RedactingSpanExporter(exporter, this.redactor).export(raw);
		List<SpanData> received = exporter.getFinishedSpanItems();
		assertThat(received).hasSize(3);
		assertThat(received.get(0)).isSameAs(raw.get(0));
		assertThat(received.get(1).getName()).isEqualTo("two password=[REDACTED:kv]");
		assertThat(received.get(1).getSpanContext()).isEqualTo(raw.get(1).getSpanContext());
		assertThat(received.get(2)).isSameAs(raw.get(2));
	}

	@Test
	void droppedAttributeIsCounted() {
		this.redactor.policy(RedactionPolicy.builder().action("kv", Action.DROP).build());
		SpanData span = export((builder) -> builder,
				(tracer) -> tracer.spanBuilder("login")
					.startSpan()
					.setAttribute("password", "hunter2")
					.setAttribute("pin", 4711)
					.setAttribute(AttributeKey.stringArrayKey("secrets"), List.of("a", "b"))
					.setAttribute("user", "joe")
					.end());
		assertThat(span.getAttributes().asMap()).containsOnlyKeys(AttributeKey.stringKey("user"));
		assertThat(span.getTotalAttributeCount()).isEqualTo(4);
	}

	@Test
	void reportModeLeavesSpansAlone() {
		this.redactor.policy(RedactionPolicy.builder().mode(RedactionMode.REPORT).build());
		SpanData span = export((builder) -> builder,
				(tracer) -> tracer.spanBuilder("pay " + CARD)
					.startSpan()
					.setAttribute("pin", 4711)
					.setAttribute("card", 4111111111111111L)
					.end());
		assertThat(span.getName()).isEqualTo("pay " + CARD);
		assertThat(span.getAttributes().get(AttributeKey.longKey("pin"))).isEqualTo(4711);
		assertThat(span.getAttributes().get(AttributeKey.longKey("card"))).isEqualTo(4111111111111111L);
	}

	@Test
	void processorOfTheUserSeesRedactedSpans() {
		InMemorySpanExporter exporter = InMemorySpanExporter.create();
		AtomicReference<String> attribute = new AtomicReference<>();
		SdkTracerProvider provider = SdkTracerProvider.builder()
			.addSpanProcessor(new RedactingSpanProcessor(SimpleSpanProcessor.create(exporter), this.redactor))
			.addSpanProcessor(new RedactingSpanProcessor(new ReadingProcessor(attribute), this.redactor))
			.build();
		provider.get("test").spanBuilder("pay " + CARD).startSpan().setAttribute("password", "hunter2").end();
		assertThat(exporter.getFinishedSpanItems()).singleElement()
			.satisfies((span) -> assertThat(span.getName()).isEqualTo("pay [REDACTED:pan]"))
			.satisfies((span) -> assertThat(string(span, "password")).isEqualTo("[REDACTED:kv]"));
		assertThat(attribute).hasValue("pay [REDACTED:pan] [REDACTED:kv] ended");
	}

	@Test
	void everyPartOfALogRecordIsRedacted() {
		LogRecordData log = exportLog((logger) -> logger.logRecordBuilder()
			.setBody("paid with " + CARD)
			.setSeverityText("INFO")
			.setEventName("user.login")
			.setAttribute(AttributeKey.stringKey("password"), "hunter2")
			.setAttribute(AttributeKey.stringKey("exception.stacktrace"),
					"java.lang.X: password=hunter2hunter2\n\tat a.B.c(B.java:1)")
			.emit());
		assertThat(log.getBodyValue().asString()).isEqualTo("paid with [REDACTED:pan]");
		assertThat(log.getAttributes().get(AttributeKey.stringKey("password"))).isEqualTo("[REDACTED:kv]");
		assertThat(log.getAttributes().get(AttributeKey.stringKey("exception.stacktrace")))
			.isEqualTo("java.lang.X: password=[REDACTED:kv]\n\tat a.B.c(B.java:1)");
		assertThat(log.getEventName()).isEqualTo("user.login");
		assertThat(log.getSeverityText()).isEqualTo("INFO");
	}

	@Test
	void structuredBodyIsRedactedAtAnyDepth() {
		Value<?> deep = Value.of("password=hunter2hunter2");
		for (int i = 0; i < 40; i++) {
			deep = Value.of(deep);
		}
		Value<?> body = Value.of(KeyValue.of("deep", deep), KeyValue.of("user", Value.of("joe")),
				KeyValue.of("token", Value.of(ByteBuffer.wrap(new byte[] { 1, 2 }).array())),
				KeyValue.of("count", Value.of(3)), KeyValue.of("card", Value.of(4111111111111111L)),
				KeyValue.of("nothing", Value.empty()));
		LogRecordData log = exportLog((logger) -> logger.logRecordBuilder().setBody(body).emit());
		assertThat(log.getBodyValue().asString()).contains("joe", "3", "[REDACTED:pan]")
			.doesNotContain("hunter2", CARD, "AQI=");
	}

	@Test
	void cleanLogRecordPassesByIdentity() {
		List<LogRecordData> raw = new ArrayList<>();
		SdkLoggerProvider provider = SdkLoggerProvider.builder()
			.addLogRecordProcessor(SimpleLogRecordProcessor.create(InMemoryLogRecordExporter.create()))
			.addLogRecordProcessor((context, log) -> raw.add(log.toLogRecordData()))
			.build();
		provider.get("test")
			.logRecordBuilder()
			.setBody(Value.of(KeyValue.of("order", Value.of(Value.of(42)))))
			.setAttribute(AttributeKey.longKey("items"), 3L)
			.emit();
		InMemoryLogRecordExporter exporter = InMemoryLogRecordExporter.create();
		new RedactingLogRecordExporter(exporter, this.redactor).export(raw);
		assertThat(exporter.getFinishedLogRecordItems().get(0)).isSameAs(raw.get(0));
	}

	@Test
	void policyIsReplacedWhileSpansAreExported() throws Exception {
		InMemorySpanExporter exporter = InMemorySpanExporter.create();
		SdkTracerProvider provider = SdkTracerProvider.builder()
			.addSpanProcessor(SimpleSpanProcessor.create(new RedactingSpanExporter(exporter, this.redactor)))
			.build();
		RedactionPolicy length = RedactionPolicy.builder().action("pan", Action.LENGTH).build();
		Thread replacing = new Thread(() -> {
			for (int i = 0; i < 200; i++) {
				this.redactor.policy((i % 2 == 0) ? length : RedactionPolicy.defaults());
			}
		});
		replacing.start();
		for (int i = 0; i < 2000 || replacing.isAlive(); i++) {
			provider.get("test").spanBuilder("pay " + CARD).startSpan().setAttribute("card", CARD).end();
		}
		replacing.join(TimeUnit.SECONDS.toMillis(10));
		assertThat(exporter.getFinishedSpanItems()).hasSizeGreaterThanOrEqualTo(2000).allSatisfy((span) -> {
			assertThat(span.getName()).isIn("pay [REDACTED:pan]", "pay ****************");
			assertThat(string(span, "card")).isIn("[REDACTED:pan]", "****************");
		});
	}

	private SpanData export(UnaryOperator<SdkTracerProviderBuilder> setup, Consumer<Tracer> work) {
		InMemorySpanExporter exporter = InMemorySpanExporter.create();
		SdkTracerProvider provider = setup.apply(SdkTracerProvider.builder())
			.addSpanProcessor(SimpleSpanProcessor.create(new RedactingSpanExporter(exporter, this.redactor)))
			.build();
		work.accept(provider.get("test"));
		provider.forceFlush().join(10, TimeUnit.SECONDS);
		assertThat(exporter.getFinishedSpanItems()).hasSize(1);
		return exporter.getFinishedSpanItems().get(0);
	}

	private LogRecordData exportLog(Consumer<Logger> work) {
		InMemoryLogRecordExporter exporter = InMemoryLogRecordExporter.create();
		SdkLoggerProvider provider = SdkLoggerProvider.builder()
			.addLogRecordProcessor(
					SimpleLogRecordProcessor.create(new RedactingLogRecordExporter(exporter, this.redactor)))
			.build();
		work.accept(provider.get("test"));
		return exporter.getFinishedLogRecordItems().get(0);
	}

	private static String string(SpanData span, String key) {
		return span.getAttributes().get(AttributeKey.stringKey(key));
	}

	/**
	 * Reads a span at its end, without its data.
	 */
	private record ReadingProcessor(AtomicReference<String> seen) implements ExtendedSpanProcessor {

		@Override
		public void onStart(Context parent, ReadWriteSpan span) {
		}

		@Override
		public boolean isStartRequired() {
			return false;
		}

		@Override
		public void onEnding(ReadWriteSpan span) {
			span.setAttribute("ending", "ended");
		}

		@Override
		public boolean isOnEndingRequired() {
			return true;
		}

		@Override
		public void onEnd(ReadableSpan span) {
			this.seen.set(span.getName() + " " + span.getAttribute(AttributeKey.stringKey("password")) + " "
					+ span.getAttribute(AttributeKey.stringKey("ending")));
		}

		@Override
		public boolean isEndRequired() {
			return true;
		}

	}

}
