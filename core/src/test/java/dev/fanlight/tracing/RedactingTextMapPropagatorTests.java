package dev.fanlight.tracing;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import dev.fanlight.redaction.Action;
import dev.fanlight.redaction.RedactionPolicy;
import dev.fanlight.redaction.Redactor;
import io.micrometer.tracing.otel.bridge.OtelBaggageManager;
import io.micrometer.tracing.otel.bridge.OtelCurrentTraceContext;
import io.micrometer.tracing.otel.propagation.BaggageTextMapPropagator;
import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.baggage.BaggageEntryMetadata;
import io.opentelemetry.api.baggage.propagation.W3CBaggagePropagator;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.context.propagation.TextMapSetter;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Baggage leaves without its secrets, trace context as it is.
 */
class RedactingTextMapPropagatorTests {

	private final Redactor redactor = Redactor.of(RedactionPolicy.defaults());

	private final SpanContext span = SpanContext.create("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331",
			TraceFlags.getSampled(), TraceState.builder().put("vendor", "token:4111111111111111").build());

	private final Context context = Context.root()
		.with(Span.wrap(this.span))
		.with(Baggage.builder()
			.put("tenant", "blue")
			.put("session_token", "abc123")
			.put("note", "password=hunter2hunter2")
			.put("meta", "plain", BaggageEntryMetadata.create("apiKey=0a1b2c3d4e5f"))
			.build());

	@Test
	void w3cBaggageIsRedacted() {
		Map<String, String> headers = inject(TextMapPropagator.composite(W3CTraceContextPropagator.getInstance(),
				W3CBaggagePropagator.getInstance()));
		assertThat(headers).containsEntry("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
			.containsEntry("tracestate", "vendor=token:4111111111111111");
		assertThat(headers.get("baggage")).contains("tenant=blue", "session_token=", "note=password", "meta=plain")
			.doesNotContain("abc123", "hunter2", "0a1b2c3d4e5f");
		assertThat(W3CBaggagePropagator.getInstance().extract(Context.root(), headers, new Getter()))
			.satisfies((extracted) -> assertThat(Baggage.fromContext(extracted).getEntryValue("session_token"))
				.isEqualTo("[REDACTED:kv]"));
	}

	@Test
	void droppedEntriesAreLeftOut() {
		this.redactor.policy(RedactionPolicy.builder().action("kv", Action.DROP).build());
		assertThat(inject(W3CBaggagePropagator.getInstance()).get("baggage")).contains("tenant=blue")
			.doesNotContain("session_token", "note");
	}

	@Test
	void cleanBaggageIsTheSame() {
		Context clean = Context.root().with(Baggage.builder().put("tenant", "blue").build());
		Map<String, Context> seen = new HashMap<>();
		new RedactingTextMapPropagator(new NotingPropagator(seen), this.redactor).inject(clean, new TreeMap<>(),
				Map::put);
		assertThat(seen.get("context")).isSameAs(clean);
	}

	@Test
	void headersOfBaggageFieldsAreRedacted() {
		OtelCurrentTraceContext current = new OtelCurrentTraceContext();
		List<String> fields = List.of("tenant", "session_token");
		BaggageTextMapPropagator propagator = new BaggageTextMapPropagator(fields,
				new OtelBaggageManager(current, fields, List.of()));
		try (Scope scope = this.context.makeCurrent()) {
			assertThat(inject(propagator)).containsEntry("tenant", "blue")
				.containsEntry("session_token", "[REDACTED:kv]");
			this.redactor.policy(RedactionPolicy.builder().action("kv", Action.DROP).build());
			assertThat(inject(propagator)).containsOnlyKeys("tenant");
		}
	}

	@Test
	void whatComesInStaysAsItIs() {
		Context extracted = new RedactingTextMapPropagator(W3CBaggagePropagator.getInstance(), this.redactor)
			.extract(Context.root(), Map.of("baggage", "session_token=abc123"), new Getter());
		assertThat(Baggage.fromContext(extracted).getEntryValue("session_token")).isEqualTo("abc123");
	}

	private Map<String, String> inject(TextMapPropagator propagator) {
		Map<String, String> headers = new TreeMap<>();
		RedactingTextMapPropagator redacting = new RedactingTextMapPropagator(propagator, this.redactor);
		assertThat(redacting.fields()).isEqualTo(propagator.fields());
		redacting.inject(this.context, headers, Map::put);
		return headers;
	}

	private record Getter() implements TextMapGetter<Map<String, String>> {

		@Override
		public Iterable<String> keys(Map<String, String> carrier) {
			return carrier.keySet();
		}

		@Override
		public String get(Map<String, String> carrier, String key) {
			return carrier.get(key);
		}

	}

	/**
	 * Notes the context it is given.
	 */
	private record NotingPropagator(Map<String, Context> seen) implements TextMapPropagator {

		@Override
		public List<String> fields() {
			return List.of();
		}

		@Override
		public <C> void inject(Context context, C carrier, TextMapSetter<C> setter) {
			this.seen.put("context", context);
		}

		@Override
		public <C> Context extract(Context context, C carrier, TextMapGetter<C> getter) {
			return context;
		}

	}

}
