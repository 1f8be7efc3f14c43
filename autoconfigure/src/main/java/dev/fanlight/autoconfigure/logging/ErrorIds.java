package dev.fanlight.autoconfigure.logging;

import java.util.function.BiConsumer;

import dev.fanlight.logging.MdcKey;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponse;

/**
 * Names the trace and the request in error responses, so that a caller can quote them.
 */
final class ErrorIds implements ErrorResponse.Interceptor {

	private static final String TRACE_ID = "traceId";

	private static final String REQUEST_ID = "requestId";

	@Override
	public void handleError(ProblemDetail detail, @Nullable ErrorResponse errorResponse) {
		forEach(detail::setProperty);
	}

	/**
	 * The ids of the request at hand.
	 * @param consumer takes name and id
	 */
	static void forEach(BiConsumer<String, Object> consumer) {
		accept(TRACE_ID, MDC.get(MdcKey.TRACE_ID), consumer);
		accept(REQUEST_ID, MDC.get(MdcKey.REQUEST_ID), consumer);
	}

	private static void accept(String name, @Nullable String id, BiConsumer<String, Object> consumer) {
		if (id != null) {
			consumer.accept(name, id);
		}
	}

}
