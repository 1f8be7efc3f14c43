package dev.fanlight.autoconfigure.logging;

import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

import io.micrometer.observation.Observation;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

import org.springframework.kafka.listener.BatchInterceptor;
import org.springframework.kafka.listener.ListenerExecutionFailedException;

/**
 * Observes batches. After a failure their context and their observation stay on the
 * thread until the error handler is done.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
final class KafkaBatchInterceptor<K, V> implements BatchInterceptor<K, V> {

	private static final String NAME = "spring.kafka.listener.batch";

	private final BatchObservations observations;

	private final BooleanSupplier observed;

	private final ThreadLocal<@Nullable Open> open = new ThreadLocal<>();

	KafkaBatchInterceptor(BatchObservations observations, BooleanSupplier observed) {
		this.observations = observations;
		this.observed = observed;
	}

	@Override
	public ConsumerRecords<K, V> intercept(ConsumerRecords<K, V> records, Consumer<K, V> consumer) {
		end();
		MessageBatch batch = batch(records);
		if (this.observed.getAsBoolean() && !records.isEmpty()) {
			Observation observation = this.observations.create(NAME, batch).start();
			this.open.set(new Open(observation, observation.openScope()));
			this.observations.link(batch, observation);
		}
		this.observations.read(batch);
		return records;
	}

	private static MessageBatch batch(ConsumerRecords<?, ?> records) {
		return new MessageBatch("kafka",
				records.partitions().stream().map(TopicPartition::topic).collect(Collectors.toSet()), records.count(),
				() -> StreamSupport.stream(records.spliterator(), false)
					.<MessageHeaders>map((message) -> new KafkaHeaders(message.headers()))
					.iterator());
	}

	@Override
	public void success(ConsumerRecords<K, V> batch, Consumer<K, V> consumer) {
		end();
	}

	@Override
	public void failure(ConsumerRecords<K, V> batch, Exception failure, Consumer<K, V> consumer) {
		Open current = this.open.get();
		if (current != null && !current.isEnded()) {
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
			if (!current.isEnded()) {
				current.observation.stop();
			}
		}
		this.observations.clear();
	}

	private record Open(Observation observation, Observation.Scope scope) {

		boolean isEnded() {
			return this.observation.getContext() instanceof BatchContext context && context.isEnded();
		}

	}

}
