package dev.fanlight.autoconfigure.logging;

import dev.fanlight.autoconfigure.WorkIds;
import dev.fanlight.logging.MdcKey;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

import org.springframework.http.server.observation.ServerRequestObservationContext;
import org.springframework.util.ClassUtils;

/**
 * Finds the ids of work in its observation and in the MDC. When a request has ended on
 * another thread, its id still stands in its response.
 */
final class LoggedWorkIds implements WorkIds.Source {

	private static final boolean SERVLET = isPresent(
			"org.springframework.http.server.observation.ServerRequestObservationContext")
			&& isPresent("jakarta.servlet.http.HttpServletResponse");

	private static final boolean REACTIVE = isPresent(
			"org.springframework.http.server.reactive.observation.ServerRequestObservationContext")
			&& isPresent("reactor.core.publisher.Mono");

	private final ObservationTraces traces;

	private final @Nullable String header;

	LoggedWorkIds(ObservationTraces traces, @Nullable String header) {
		this.traces = traces;
		this.header = header;
	}

	private static boolean isPresent(String name) {
		return ClassUtils.isPresent(name, null);
	}

	@Override
	public WorkIds of(@Nullable Object observation) {
		TraceIds trace = (observation != null) ? this.traces.ids(observation) : null;
		return (trace != null) ? new WorkIds(trace.traceId(), trace.spanId(), requestId(observation))
				: new WorkIds(MDC.get(MdcKey.TRACE_ID), MDC.get(MdcKey.SPAN_ID), requestId(observation));
	}

	private @Nullable String requestId(@Nullable Object observation) {
		String id = (observation != null && this.header != null && SERVLET) ? Servlet.header(observation, this.header)
				: null;
		if (id == null && observation != null && this.header != null && REACTIVE) {
			id = Reactive.header(observation, this.header);
		}
		return (id != null) ? id : MDC.get(MdcKey.REQUEST_ID);
	}

	/**
	 * Keeps servlets, which need not be there, out of the class.
	 */
	private static final class Servlet {

		static @Nullable String header(Object observation, String name) {
			return (observation instanceof ServerRequestObservationContext server && server.getResponse() != null)
					? server.getResponse().getHeader(name) : null;
		}

	}

	/**
	 * Keeps the reactive stack, which need not be there, out of the class.
	 */
	private static final class Reactive {

		static @Nullable String header(Object observation, String name) {
			return (observation instanceof org.springframework.http.server.reactive.observation.ServerRequestObservationContext server
					&& server.getResponse() != null) ? server.getResponse().getHeaders().getFirst(name) : null;
		}

	}

}
