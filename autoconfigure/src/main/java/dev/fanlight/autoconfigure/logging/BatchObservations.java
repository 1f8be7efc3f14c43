package dev.fanlight.autoconfigure.logging;

import java.util.function.Supplier;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.opentelemetry.context.propagation.ContextPropagators;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.util.ClassUtils;
import org.springframework.util.function.SingletonSupplier;

/**
 * Gives batches of messages an observation of their own, which Spring has for single
 * messages only, and the context that all messages of a batch have in common.
 */
final class BatchObservations {

	private static final boolean OPEN_TELEMETRY = ClassUtils
		.isPresent("io.opentelemetry.context.propagation.ContextPropagators", null);

	private final Supplier<MessageContext> messages;

	private final Supplier<@Nullable ObservationRegistry> registry;

	private final Supplier<@Nullable BatchLinks> links;

	/**
	 * Create the observations.
	 * @param messages the context of messages
	 * @param beanFactory what has the registry and the propagators, once they are needed
	 */
	BatchObservations(Supplier<MessageContext> messages, BeanFactory beanFactory) {
		this.messages = messages;
		this.registry = SingletonSupplier
			.ofNullable(() -> beanFactory.getBeanProvider(ObservationRegistry.class).getIfAvailable());
		this.links = SingletonSupplier.ofNullable(() -> OPEN_TELEMETRY ? OpenTelemetry.links(beanFactory) : null);
	}

	/**
	 * Create the observation of a batch.
	 * @param name the name of the observation
	 * @param batch the messages
	 * @return the observation, not started
	 */
	Observation create(String name, MessageBatch batch) {
		ObservationRegistry registry = this.registry.get();
		return (registry != null) ? Observation.createNotStarted(name, () -> new BatchContext(batch), registry)
				: Observation.NOOP;
	}

	/**
	 * Take up what the messages of a batch bring along, inside the scope of its
	 * observation if it has one.
	 * @param batch the messages
	 */
	void read(MessageBatch batch) {
		this.messages.get().read(batch::common);
	}

	/**
	 * Link the span of a batch, inside its scope, unless it goes on with that of the only
	 * sender.
	 * @param batch the messages
	 * @param observation its observation
	 */
	void link(MessageBatch batch, Observation observation) {
		BatchLinks links = this.links.get();
		if (links != null && observation.getContext() instanceof BatchContext context && !context.hasOneSender()) {
			links.add(batch);
		}
	}

	/** Take everything off the thread again. */
	void clear() {
		this.messages.get().clear();
	}

	/**
	 * Keeps what need not be there out of the class.
	 */
	private static final class OpenTelemetry {

		static @Nullable BatchLinks links(BeanFactory beanFactory) {
			ContextPropagators propagators = beanFactory.getBeanProvider(ContextPropagators.class).getIfUnique();
			return (propagators != null) ? new BatchLinks(propagators) : null;
		}

	}

}
