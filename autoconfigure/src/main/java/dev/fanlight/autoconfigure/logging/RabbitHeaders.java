package dev.fanlight.autoconfigure.logging;

import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.amqp.core.Message;

/**
 * Headers of RabbitMQ.
 *
 * @param headers as Spring AMQP has them
 */
record RabbitHeaders(Map<String, Object> headers) implements MessageHeaders {

	static RabbitHeaders of(Message message) {
		return new RabbitHeaders(message.getMessageProperties().getHeaders());
	}

	@Override
	public Iterable<String> names() {
		return this.headers.keySet();
	}

	@Override
	public @Nullable String value(String name) {
		return (this.headers.get(name) instanceof String value) ? value : null;
	}

}
