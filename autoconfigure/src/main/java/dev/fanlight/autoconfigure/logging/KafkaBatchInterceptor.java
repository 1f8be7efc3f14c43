package dev.fanlight.autoconfigure.logging;

import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.jspecify.annotations.Nullable;

import org.springframework.kafka.listener.BatchInterceptor;
import org.springframework.kafka.listener.ListenerExecutionFailedException;

/**
 * Gives a batch the context that all its messages have in common, and an observation of
 * its own, which Spring Kafka has for single records only. After a failure both stay on
 * the thread until the error handler is done.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
final class KafkaBatchInterceptor<K, V> implements BatchInterceptor<K, V> {

	private final Supplier<MessageContext> common;

	private final BooleanSupplier observed;

	private final Supplier<@Nullable ObservationRegistry> registry;

	private final Supplier<@Nullable KafkaBatchLinks> links;

	private final ThreadLocal<@Nullable Open> open = new ThreadLocal<>();

	KafkaBatchInterceptor(Supplier<MessageContext> common, BooleanSupplier observed,
			Supplier<@Nullable ObservationRegistry> registry, Supplier<@Nullable KafkaBatchLinks> links) {
		this.common = common;
		this.observed = observed;
		this.registry = registry;
		this.links = links;
	}

	@Override
	public ConsumerRecords<K, V> intercept(ConsumerRecords<K, V> batch, Consumer<K, V> consumer) {
		end();
		ObservationRegistry registry = this.observed.getAsBoolean() ? this.registry.get() : null;
		if (registry != null && !batch.isEmpty()) {
			KafkaBatchContext context = new KafkaBatchContext(batch);
			Observation observation = Observation.start(KafkaBatchContext.NAME, () -> context, registry);
			this.open.set(new Open(context, observation, observation.openScope()));
			KafkaBatchLinks links = this.links.get();
			if (links != null && !context.hasOneSender()) {
				links.add(batch);
			}
		}
		this.common.get().read((name) -> KafkaHeaders.common(batch, name));
		return batch;
	}

	@Override
	public void success(ConsumerRecords<K, V> batch, Consumer<K, V> consumer) {
		end();
	}

	@Override
	public void failure(ConsumerRecords<K, V> batch, Exception failure, Consumer<K, V> consumer) {
		Open current = this.open.get();
		if (current != null && !current.context.isEnded()) {
			Throwable cause = (failure instanceof ListenerExecutionFailedException) ? failure.getCause() : null;
			current.observation.error((cause != null) ? cause : failure);
		}
	}

	@Override
	public void clearThreadState(Consumer<?, ?> consumer) {
		end();
	}

	private void end() {
		Open current = this.open.get();
		if (current != null) {
			this.open.remove();
			current.scope.close();
			if (!current.context.isEnded()) {
				current.observation.stop();
			}
		}
		this.common.get().clear();
	}

	private record Open(KafkaBatchContext context, Observation observation, Observation.Scope scope) {
	}

}
