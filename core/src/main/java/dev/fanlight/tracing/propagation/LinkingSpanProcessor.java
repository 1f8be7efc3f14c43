package dev.fanlight.tracing.propagation;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;

/**
 * Links the first span of a new trace to the span of a caller who is not believed.
 */
public final class LinkingSpanProcessor implements SpanProcessor {

	@Override
	public void onStart(Context parentContext, ReadWriteSpan span) {
		Inbound request = Inbound.from(parentContext);
		if (request != null && request.linked() != null
				&& !Span.fromContext(parentContext).getSpanContext().isValid()) {
			span.addLink(request.linked());
		}
	}

	@Override
	public boolean isStartRequired() {
		return true;
	}

	@Override
	public void onEnd(ReadableSpan span) {
	}

	@Override
	public boolean isEndRequired() {
		return false;
	}

}
