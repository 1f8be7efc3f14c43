package dev.fanlight.logging;

import io.micrometer.tracing.otel.bridge.EventListener;
import io.micrometer.tracing.otel.bridge.EventPublishingContextWrapper.ScopeAttachedEvent;
import io.micrometer.tracing.otel.bridge.EventPublishingContextWrapper.ScopeClosedEvent;
import io.micrometer.tracing.otel.bridge.EventPublishingContextWrapper.ScopeRestoredEvent;
import io.opentelemetry.api.trace.Span;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Keeps the MDC entry {@link MdcKey#TRACE_SAMPLED} that says whether the current span is
 * sampled, beside the ids that Micrometer Tracing puts there. Thread-safe.
 */
public final class TraceSampledListener implements EventListener {

	@Override
	public void onEvent(Object event) {
		if (event instanceof ScopeAttachedEvent attached) {
			put(attached.getSpan());
		}
		else if (event instanceof ScopeRestoredEvent restored) {
			put(restored.getSpan());
		}
		else if (event instanceof ScopeClosedEvent) {
			MDC.remove(MdcKey.TRACE_SAMPLED);
		}
	}

	private void put(@Nullable Span span) {
		if (span != null) {
			MDC.put(MdcKey.TRACE_SAMPLED, Boolean.toString(span.getSpanContext().isSampled()));
		}
	}

}
