package dev.fanlight.autoconfigure.logging;

import java.util.Arrays;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.context.propagation.TextMapGetter;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Links the span of a batch to the spans that sent its messages, up to the number of
 * links that the SDK keeps of one span, 128 unless it was told otherwise.
 *
 * @param propagators read the headers
 */
record KafkaBatchLinks(ContextPropagators propagators) {

	/**
	 * Link the current span.
	 * @param batch the messages
	 */
	void add(ConsumerRecords<?, ?> batch) {
		Span span = Span.current();
		if (!span.isRecording()) {
			return;
		}
		for (ConsumerRecord<?, ?> message : batch) {
			SpanContext sender = Span
				.fromContext(this.propagators.getTextMapPropagator()
					.extract(Context.root(), message.headers(), HeadersGetter.INSTANCE))
				.getSpanContext();
			if (sender.isValid()) {
				span.addLink(sender);
			}
		}
	}

	private enum HeadersGetter implements TextMapGetter<Headers> {

		INSTANCE;

		@Override
		public Iterable<String> keys(Headers headers) {
			return Arrays.stream(headers.toArray()).map(Header::key).toList();
		}

		@Override
		public @Nullable String get(@Nullable Headers headers, String name) {
			return (headers != null) ? KafkaHeaders.value(headers, name) : null;
		}

	}

}
