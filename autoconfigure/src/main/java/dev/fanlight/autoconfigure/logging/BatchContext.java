package dev.fanlight.autoconfigure.logging;

import io.micrometer.common.KeyValue;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.transport.ReceiverContext;

/**
 * Context of the observation of a batch. Its trace goes on with that of the sender where
 * all messages come from one span, and is a new one otherwise.
 */
final class BatchContext extends ReceiverContext<MessageBatch> {

	/** How many messages there are. */
	static final String COUNT = "messaging.batch.message_count";

	private static final String TRACE_PARENT = "traceparent";

	private final boolean oneSender;

	private boolean ended;

	BatchContext(MessageBatch batch) {
		super(MessageBatch::common);
		setCarrier(batch);
		this.oneSender = batch.common(TRACE_PARENT) != null;
		setContextualName(batch.destination() + " process");
		addLowCardinalityKeyValue(KeyValue.of("messaging.system", batch.system()));
		addLowCardinalityKeyValue(KeyValue.of("messaging.operation", "process"));
		addLowCardinalityKeyValue(KeyValue.of("messaging.source.name", batch.destination()));
		addHighCardinalityKeyValue(KeyValue.of(COUNT, Integer.toString(batch.size())));
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
	static final class End implements ObservationHandler<BatchContext> {

		@Override
		public boolean supportsContext(Observation.Context context) {
			return context instanceof BatchContext;
		}

		@Override
		public void onStop(BatchContext context) {
			context.ended = true;
		}

	}

}
