package dev.fanlight.autoconfigure.logging;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.UnaryOperator;

import dev.fanlight.logging.LogContext;
import dev.fanlight.logging.LogContextSource;
import dev.fanlight.logging.LogContextSource.Kind;
import dev.fanlight.logging.MdcKey;
import dev.fanlight.logging.RequestIds;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * What of a request travels in the headers of a message. A header that is there already
 * wins.
 */
final class KafkaHeaders {

	@Nullable private final String requestId;

	private final List<LogContextSource> sources;

	private final Baggages baggage;

	/**
	 * Create the headers.
	 * @param requestId the name of the header of the request id, or {@code null} for none
	 * @param sources the sources of the own context
	 * @param baggage the baggage of the listener
	 */
	KafkaHeaders(@Nullable String requestId, List<LogContextSource> sources, Baggages baggage) {
		this.requestId = requestId;
		this.sources = sources;
		this.baggage = baggage;
	}

	/**
	 * Add headers to a message, from the current thread.
	 * @param headers the headers of the message
	 */
	void write(Headers headers) {
		if (this.requestId != null) {
			add(headers, this.requestId, MDC.get(MdcKey.REQUEST_ID));
		}
		LogContext context = LogContext.current();
		if (context != null) {
			for (LogContextSource source : this.sources) {
				if (source.kind() == Kind.HEADER) {
					add(headers, source.name(), context.get(source.key()));
				}
			}
		}
	}

	/**
	 * Take up the headers of a message, on the current thread.
	 * @param headers the headers of the message
	 */
	void read(Headers headers) {
		read((name) -> value(headers, name));
	}

	/**
	 * Take up what all messages of a batch have in common, on the current thread.
	 * @param batch the messages
	 */
	void read(ConsumerRecords<?, ?> batch) {
		read((name) -> common(batch, name));
	}

	private void read(UnaryOperator<@Nullable String> header) {
		LogContext context = new LogContext();
		LogContextSource.fill(this.sources, context, (kind, name) -> switch (kind) {
			case HEADER -> header.apply(name);
			case BAGGAGE -> this.baggage.value(name);
			default -> null;
		});
		LogContext.attach(context);
		String id = (this.requestId != null) ? RequestIds.accept(header.apply(this.requestId)) : null;
		if (id != null) {
			MDC.put(MdcKey.REQUEST_ID, id);
		}
		else {
			MDC.remove(MdcKey.REQUEST_ID);
		}
	}

	/**
	 * Take everything off the current thread again.
	 */
	void clear() {
		LogContext.attach(null);
		MDC.remove(MdcKey.REQUEST_ID);
		for (LogContextSource source : this.sources) {
			if (source.kind() == Kind.MDC) {
				MDC.remove(source.key());
			}
		}
	}

	private static void add(Headers headers, String name, @Nullable String value) {
		if (value != null && headers.lastHeader(name) == null) {
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
