package dev.fanlight.tracing.tail;

import java.util.List;
import java.util.function.BiConsumer;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.jspecify.annotations.Nullable;

/**
 * Reads in a span that ended what speaks for its trace, and how large it is.
 */
final class Evidence {

	private static final String EXCEPTION = "exception";

	private static final AttributeKey<Long> STATUS = AttributeKey.longKey("http.response.status_code");

	/** Micrometer makes strings of all values. */
	private static final AttributeKey<String> STATUS_TEXT = AttributeKey.stringKey("http.response.status_code");

	/** As Spring's default conventions call it. */
	private static final AttributeKey<String> SPRING_STATUS = AttributeKey.stringKey("status");

	private static final int SPAN_BYTES = 500;

	private static final int ITEM_BYTES = 60;

	private Evidence() {
	}

	/**
	 * What fails about a span.
	 * @param span the span
	 * @return {@code null} when nothing does
	 */
	static @Nullable KeepReason failure(SpanData span) {
		if (span.getStatus().getStatusCode() == StatusCode.ERROR) {
			return KeepReason.ERROR;
		}
		List<EventData> events = span.getEvents();
		for (int i = 0; i < events.size(); i++) {
			if (events.get(i).getName().equals(EXCEPTION)) {
				return KeepReason.EXCEPTION;
			}
		}
		boolean http = span.getKind() == SpanKind.SERVER || span.getKind() == SpanKind.CLIENT;
		return (http && isServerError(span.getAttributes())) ? KeepReason.SERVER_ERROR : null;
	}

	/**
	 * Whether an HTTP status is one of the server's.
	 * @param status three digits, or anything else
	 * @return whether it is from 500
	 */
	static boolean isServerError(@Nullable String status) {
		return status != null && status.length() == 3 && status.charAt(0) == '5';
	}

	private static boolean isServerError(Attributes attributes) {
		Long status = attributes.get(STATUS);
		return (status != null) ? status >= 500
				: isServerError(attributes.get(SPRING_STATUS)) || isServerError(attributes.get(STATUS_TEXT));
	}

	/**
	 * How large a span is, about.
	 * @param span the span
	 * @return bytes
	 */
	static int bytes(SpanData span) {
		Size size = new Size();
		size.bytes = SPAN_BYTES + span.getLinks().size() * ITEM_BYTES;
		span.getAttributes().forEach(size);
		List<EventData> events = span.getEvents();
		for (int i = 0; i < events.size(); i++) {
			size.bytes += ITEM_BYTES;
			events.get(i).getAttributes().forEach(size);
		}
		return size.bytes;
	}

	private static final class Size implements BiConsumer<AttributeKey<?>, Object> {

		private int bytes;

		@Override
		public void accept(AttributeKey<?> key, Object value) {
			this.bytes += ITEM_BYTES;
			if (value instanceof String text) {
				this.bytes += text.length();
			}
			else if (value instanceof List<?> list) {
				list.forEach((item) -> accept(key, item));
			}
		}

	}

}
