package dev.fanlight.autoconfigure.logging;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Headers of Kafka. One that is there already wins.
 *
 * @param headers as Kafka has them
 */
record KafkaHeaders(Headers headers) implements MessageHeaders {

	void add(String name, String value) {
		if (this.headers.lastHeader(name) == null) {
			this.headers.add(name, value.getBytes(StandardCharsets.UTF_8));
		}
	}

	@Override
	public Iterable<String> names() {
		return Arrays.stream(this.headers.toArray()).map(Header::key).toList();
	}

	@Override
	public @Nullable String value(String name) {
		Header header = this.headers.lastHeader(name);
		return (header != null && header.value() != null) ? new String(header.value(), StandardCharsets.UTF_8) : null;
	}

}
