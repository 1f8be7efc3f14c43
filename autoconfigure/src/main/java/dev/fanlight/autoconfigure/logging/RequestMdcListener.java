package dev.fanlight.autoconfigure.logging;

import dev.fanlight.logging.MdcKey;
import io.micrometer.observation.Observation;
import io.micrometer.tracing.TraceContext;
import io.micrometer.tracing.handler.TracingObservationHandler.TracingContext;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestEvent;
import jakarta.servlet.ServletRequestListener;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

import org.springframework.util.ClassUtils;
import org.springframework.web.filter.ServerHttpObservationFilter;

/**
 * Ends the MDC entries of a request that failed. The container writes its own line about
 * an exception after all filters have returned, so they leave the ids in place, and this
 * listener takes them off when the container is done with the request.
 */
final class RequestMdcListener implements ServletRequestListener {

	private static final boolean TRACING = ClassUtils
		.isPresent("io.micrometer.tracing.handler.TracingObservationHandler", null);

	/**
	 * Keep the ids of a request for what the container has to say about it.
	 * @param request the request whose chain threw
	 */
	static void keepFor(ServletRequest request) {
		if (TRACING) {
			Trace.keepFor(request);
		}
	}

	@Override
	public void requestDestroyed(ServletRequestEvent event) {
		MDC.remove(MdcKey.REQUEST_ID);
		MDC.remove(MdcKey.TRACE_ID);
		MDC.remove(MdcKey.SPAN_ID);
		MDC.remove(MdcKey.TRACE_SAMPLED);
	}

	/**
	 * Keeps Micrometer Tracing, which need not be there, out of the listener.
	 */
	private static final class Trace {

		static void keepFor(ServletRequest request) {
			TraceContext context = context(
					request.getAttribute(ServerHttpObservationFilter.CURRENT_OBSERVATION_CONTEXT_ATTRIBUTE));
			if (context != null) {
				MDC.put(MdcKey.TRACE_ID, context.traceId());
				MDC.put(MdcKey.SPAN_ID, context.spanId());
				MDC.put(MdcKey.TRACE_SAMPLED, Boolean.toString(Boolean.TRUE.equals(context.sampled())));
			}
		}

		private static @Nullable TraceContext context(@Nullable Object observation) {
			TracingContext tracing = (observation instanceof Observation.Context context)
					? context.get(TracingContext.class) : null;
			return (tracing != null && tracing.getSpan() != null) ? tracing.getSpan().context() : null;
		}

	}

}
