package dev.fanlight.autoconfigure.logging;

import java.util.Set;
import java.util.stream.Collectors;

import io.micrometer.common.KeyValue;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.transport.ReceiverContext;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/**
 * Context of the observation of a batch. Its trace goes on with that of the sender where
 * all messages come from one span, and is a new one otherwise.
 */
final class KafkaBatchContext extends ReceiverContext<ConsumerRecords<?, ?>> {

	/** Name of the observation. */
	static final String NAME = "spring.kafka.listener.batch";

	/** How many messages there are. */
	static final String COUNT = "messaging.batch.message_count";

	private static final String TRACE_PARENT = "traceparent";

	private final boolean oneSender;

	private boolean ended;

	KafkaBatchContext(ConsumerRecords<?, ?> batch) {
		super(KafkaHeaders::common);
		setCarrier(batch);
		this.oneSender = KafkaHeaders.common(batch, TRACE_PARENT) != null;
		Set<String> topics = batch.partitions().stream().map(TopicPartition::topic).collect(Collectors.toSet());
		String topic = (topics.size() == 1) ? topics.iterator().next() : "several";
		setContextualName(topic + " process");
		addLowCardinalityKeyValue(KeyValue.of("messaging.system", "kafka"));
		addLowCardinalityKeyValue(KeyValue.of("messaging.operation", "process"));
		addLowCardinalityKeyValue(KeyValue.of("messaging.source.name", topic));
		addHighCardinalityKeyValue(KeyValue.of(COUNT, Integer.toString(batch.count())));
	}

	boolean hasOneSender() {
		return this.oneSender;
	}

	boolean isEnded() {
		return this.ended;
	}

	/**
	 * Sees the end. Spring Kafka stops whichever observation it finds when the method of
	 * a listener returns, and leaves those of other listeners alone.
	 */
	static final class End implements ObservationHandler<KafkaBatchContext> {

		@Override
		public boolean supportsContext(Observation.Context context) {
			return context instanceof KafkaBatchContext;
		}

		@Override
		public void onStop(KafkaBatchContext context) {
			context.ended = true;
		}

	}

}
