package dev.fanlight.autoconfigure.logging;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationView;
import org.jspecify.annotations.Nullable;

import org.springframework.kafka.support.micrometer.KafkaRecordReceiverContext;

/**
 * Takes up the {@link MessageContext} of a record where its baggage is: the interceptor
 * of a container with transactions comes before. Keeps it for the end, which is on the
 * thread that completes what the listener returned.
 */
final class KafkaContextHandler implements ObservationHandler<KafkaRecordReceiverContext> {

	/**
	 * On the threads of containers whose interceptor of ours clears up after a record.
	 */
	private static final ThreadLocal<@Nullable Boolean> CLEARED = new ThreadLocal<>();

	private final MessageContext messages;

	KafkaContextHandler(MessageContext messages) {
		this.messages = messages;
	}

	static void clears() {
		CLEARED.set(true);
	}

	@Override
	public boolean supportsContext(Observation.Context context) {
		return context instanceof KafkaRecordReceiverContext;
	}

	@Override
	public void onScopeOpened(KafkaRecordReceiverContext context) {
		ObservationView parent = context.getParentObservation();
		// Not for one of a batch, nor again where the scope is opened for a part of the
		// work
		if (CLEARED.get() != null && context.get(KafkaContextHandler.class) == null
				&& (parent == null || !(parent.getContextView() instanceof BatchContext))) {
			context.put(KafkaContextHandler.class, this);
			this.messages.read(new KafkaHeaders(context.getRecord().headers())::value);
			MessageContext.keep(context);
		}
	}

}
