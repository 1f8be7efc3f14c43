package dev.fanlight.autoconfigure.logging;

import java.nio.charset.StandardCharsets;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * The headers of Kafka as texts. A header that is there already wins.
 */
final class KafkaHeaders {

	private KafkaHeaders() {
	}

	static void add(Headers headers, String name, String value) {
		if (headers.lastHeader(name) == null) {
			headers.add(name, value.getBytes(StandardCharsets.UTF_8));
		}
	}

	/**
	 * A header of a batch.
	 * @param batch the messages
	 * @param name the header
	 * @return its value, {@code null} unless every message has it and the same
	 */
	static @Nullable String common(ConsumerRecords<?, ?> batch, String name) {
		String result = null;
		for (ConsumerRecord<?, ?> message : batch) {
			String value = value(message.headers(), name);
			if (value == null || (result != null && !value.equals(result))) {
				return null;
			}
			result = value;
		}
		return result;
	}

	static @Nullable String value(Headers headers, String name) {
		Header header = headers.lastHeader(name);
		return (header != null && header.value() != null) ? new String(header.value(), StandardCharsets.UTF_8) : null;
	}

}
