package dev.fanlight.autoconfigure.logging;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

import io.micrometer.observation.Observation;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

import org.springframework.amqp.core.Message;

/**
 * Observes batches, around all other advice of a container. Its line about a failure
 * comes after that.
 */
final class RabbitBatchInterceptor implements MethodInterceptor {

	private static final String NAME = "spring.rabbit.listener.batch";

	private final BatchObservations observations;

	RabbitBatchInterceptor(BatchObservations observations) {
		this.observations = observations;
	}

	@Override
	public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
		for (Object argument : invocation.getArguments()) {
			if (argument instanceof List<?> messages && !messages.isEmpty()) {
				observe(invocation, messages.stream().map(Message.class::cast).toList());
				return null; // as the method does, which is void
			}
		}
		return invocation.proceed();
	}

	private void observe(MethodInvocation invocation, List<Message> messages) throws Throwable {
		MessageBatch batch = new MessageBatch("rabbitmq",
				messages.stream()
					.map((message) -> message.getMessageProperties().getConsumerQueue())
					.map((queue) -> Objects.requireNonNullElse(queue, ""))
					.collect(Collectors.toSet()),
				messages.size(), () -> messages.stream().<MessageHeaders>map(RabbitHeaders::of).iterator());
		Observation observation = this.observations.create(NAME, batch);
		try {
			observation.observeChecked(() -> {
				this.observations.link(batch, observation);
				this.observations.read(batch);
				invocation.proceed();
			});
		}
		finally {
			this.observations.clear();
		}
	}

}
