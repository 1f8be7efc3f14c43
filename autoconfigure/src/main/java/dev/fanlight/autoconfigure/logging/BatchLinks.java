package dev.fanlight.autoconfigure.logging;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.context.propagation.TextMapGetter;
import org.jspecify.annotations.Nullable;

/**
 * Links the span of a batch to the spans that sent its messages, up to the number of
 * links that the SDK keeps of one span, 128 unless it was told otherwise.
 *
 * @param propagators read the headers
 */
record BatchLinks(ContextPropagators propagators) {

	/**
	 * Link the current span.
	 * @param batch the messages
	 */
	void add(MessageBatch batch) {
		Span span = Span.current();
		if (!span.isRecording()) {
			return;
		}
		for (MessageHeaders message : batch.headers()) {
			SpanContext sender = Span
				.fromContext(this.propagators.getTextMapPropagator()
					.extract(Context.root(), message, HeadersGetter.INSTANCE))
				.getSpanContext();
			if (sender.isValid()) {
				span.addLink(sender);
			}
		}
	}

	private enum HeadersGetter implements TextMapGetter<MessageHeaders> {

		INSTANCE;

		@Override
		public Iterable<String> keys(MessageHeaders headers) {
			return headers.names();
		}

		@Override
		public @Nullable String get(@Nullable MessageHeaders headers, String name) {
			return (headers != null) ? headers.value(name) : null;
		}

	}

}
