package dev.fanlight.autoconfigure.metrics;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

/**
 * Observes an asynchronous method where it runs, until what it returned is complete.
 */
final class AsyncMethodInterceptor implements MethodInterceptor {

	private static final AsyncMethodConvention CONVENTION = new AsyncMethodConvention();

	private final Supplier<ObservationRegistry> registry;

	AsyncMethodInterceptor(Supplier<ObservationRegistry> registry) {
		this.registry = registry;
	}

	@Override
	public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
		Object target = invocation.getThis();
		AsyncMethodContext context = new AsyncMethodContext(
				(target != null) ? target.getClass() : invocation.getMethod().getDeclaringClass(),
				invocation.getMethod());
		Observation observation = Observation.createNotStarted(null, CONVENTION, () -> context, this.registry.get())
			.start();
		try (Observation.Scope scope = observation.openScope()) {
			Object result = invocation.proceed();
			if (result instanceof CompletionStage<?> stage) {
				stage.whenComplete((value, error) -> end(observation, context, error));
			}
			else {
				end(observation, context, null);
			}
			return result;
		}
		catch (Throwable ex) {
			end(observation, context, ex);
			throw ex;
		}
	}

	private static void end(Observation observation, AsyncMethodContext context, @Nullable Throwable error) {
		if (error == null) {
			context.completed();
		}
		else {
			observation
				.error((error instanceof CompletionException && error.getCause() != null) ? error.getCause() : error);
		}
		observation.stop();
	}

}
