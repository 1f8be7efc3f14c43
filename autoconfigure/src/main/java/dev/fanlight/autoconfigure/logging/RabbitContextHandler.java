package dev.fanlight.autoconfigure.logging;

import java.util.Map;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;

import org.springframework.amqp.rabbit.support.micrometer.RabbitMessageReceiverContext;
import org.springframework.amqp.rabbit.support.micrometer.RabbitMessageSenderContext;

/**
 * Sends a {@link MessageContext} with every message that is observed, and has it on the
 * thread of the listener until the observation of the message ends, after the container
 * has handled what the listener threw. A header that is there already wins.
 */
final class RabbitContextHandler implements ObservationHandler<Observation.Context> {

	private final MessageContext messages;

	RabbitContextHandler(MessageContext messages) {
		this.messages = messages;
	}

	@Override
	public boolean supportsContext(Observation.Context context) {
		return context instanceof RabbitMessageReceiverContext || context instanceof RabbitMessageSenderContext;
	}

	@Override
	public void onStart(Observation.Context context) {
		if (context instanceof RabbitMessageSenderContext sender && sender.getCarrier() != null) {
			Map<String, Object> headers = sender.getCarrier().getMessageProperties().getHeaders();
			this.messages.write(headers::putIfAbsent);
		}
	}

	@Override
	public void onScopeOpened(Observation.Context context) {
		// Not again where the scope is opened for a part of the work
		if (context instanceof RabbitMessageReceiverContext receiver
				&& receiver.get(RabbitContextHandler.class) == null) {
			receiver.put(RabbitContextHandler.class, this);
			this.messages.read(RabbitHeaders.of(receiver.getCarrier())::value);
		}
	}

	@Override
	public void onStop(Observation.Context context) {
		if (context.get(RabbitContextHandler.class) != null) {
			this.messages.clear();
		}
	}

}
