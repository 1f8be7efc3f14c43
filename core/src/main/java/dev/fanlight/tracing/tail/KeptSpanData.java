package dev.fanlight.tracing.tail;

import java.util.Arrays;
import java.util.stream.Collectors;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.sdk.trace.data.DelegatingSpanData;
import io.opentelemetry.sdk.trace.data.SpanData;

/**
 * A span as if the head had taken it, with the reason why it was kept. The probability is
 * that with which a trace of this kind is exported: one, because all of them are. Where
 * the trace state tells a sampling threshold, it is set to the same.
 */
final class KeptSpanData extends DelegatingSpanData {

	static final AttributeKey<String> KEPT = AttributeKey.stringKey("fanlight.kept");

	static final AttributeKey<Double> PROBABILITY = AttributeKey.doubleKey("fanlight.kept_probability");

	private static final String OPEN_TELEMETRY = "ot";

	private static final String THRESHOLD = "th:";

	private final SpanContext context;

	private final Attributes attributes;

	KeptSpanData(SpanData span, SpanContext context, KeepReason reason) {
		super(span);
		this.context = context;
		this.attributes = span.getAttributes().toBuilder().put(KEPT, reason.value()).put(PROBABILITY, 1.0).build();
	}

	static SpanContext taken(SpanContext context) {
		return SpanContext.create(context.getTraceId(), context.getSpanId(),
				TraceFlags.fromByte((byte) (context.getTraceFlags().asByte() | TraceFlags.getSampled().asByte())),
				certain(context.getTraceState()));
	}

	private static TraceState certain(TraceState state) {
		String entry = state.get(OPEN_TELEMETRY);
		if (entry == null || !entry.contains(THRESHOLD)) {
			return state;
		}
		return state.toBuilder()
			.put(OPEN_TELEMETRY,
					Arrays.stream(entry.split(";"))
						.map((member) -> member.startsWith(THRESHOLD) ? THRESHOLD + "0" : member)
						.collect(Collectors.joining(";")))
			.build();
	}

	@Override
	public SpanContext getSpanContext() {
		return this.context;
	}

	@Override
	public Attributes getAttributes() {
		return this.attributes;
	}

	@Override
	public int getTotalAttributeCount() {
		return super.getTotalAttributeCount() + 2;
	}

}
