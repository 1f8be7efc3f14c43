package dev.fanlight.autoconfigure.propagation;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of what carries the context of a request to other threads and processes.
 *
 * @param executors Settings of the application's own executors.
 * @param kafka Settings of messages over Kafka.
 * @param rabbitmq Settings of messages over RabbitMQ.
 */
@ConfigurationProperties("fanlight.context-propagation")
public record ContextPropagationProperties(@DefaultValue Executors executors, @DefaultValue Kafka kafka,
		@DefaultValue RabbitMq rabbitmq) {

	/**
	 * Settings of the application's own executors.
	 *
	 * @param enabled Whether executor beans of the application carry trace, request id
	 * and own context to their threads.
	 */
	public record Executors(@DefaultValue("true") boolean enabled) {
	}

	/**
	 * Settings of messages over Kafka.
	 *
	 * @param enabled Whether Kafka messages bring the request id and the own context that
	 * came from headers to their listeners.
	 */
	public record Kafka(@DefaultValue("true") boolean enabled) {
	}

	/**
	 * Settings of messages over RabbitMQ.
	 *
	 * @param enabled Whether RabbitMQ messages bring the request id and the own context
	 * that came from headers to their listeners; templates and listeners that are not
	 * observed are left out.
	 */
	public record RabbitMq(@DefaultValue("true") boolean enabled) {
	}

}
