package dev.fanlight.autoconfigure.logging;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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

	private static final String MESSAGE = "message";

	@Override
	public void handleError(ProblemDetail detail, @Nullable ErrorResponse errorResponse) {
		Map<String, Object> properties = detail.getProperties();
		// Those of the application may be immutable
		Map<String, Object> copy = (properties != null) ? new LinkedHashMap<>(properties) : new LinkedHashMap<>();
		forEach(copy::putIfAbsent);
		if (!copy.isEmpty()) {
			detail.setProperties(copy);
		}
	}

	/**
	 * The ids of the request at hand.
	 * @param consumer takes name and id
	 */
	static void forEach(BiConsumer<String, Object> consumer) {
		accept(TRACE_ID, MDC.get(MdcKey.TRACE_ID), consumer);
		accept(REQUEST_ID, MDC.get(MdcKey.REQUEST_ID), consumer);
	}

	/**
	 * The model of an error page that shows little more than a message.
	 * @param model the model
	 * @return a copy, whose message names the ids as well
	 */
	static Map<String, @Nullable Object> inMessage(Map<String, ?> model) {
		Map<String, @Nullable Object> result = new HashMap<>(model);
		String ids = Stream.of(TRACE_ID, REQUEST_ID)
			.filter(model::containsKey)
			.map((name) -> name + '=' + model.get(name))
			.collect(Collectors.joining(", "));
		Object message = model.get(MESSAGE);
		if (!ids.isEmpty()) {
			result.put(MESSAGE, (message != null) ? message + " (" + ids + ')' : ids);
		}
		return result;
	}

	private static void accept(String name, @Nullable String id, BiConsumer<String, Object> consumer) {
		if (id != null) {
			consumer.accept(name, id);
		}
	}

}
