package dev.fanlight.autoconfigure.propagation;

import java.util.Collection;
import java.util.Set;
import java.util.concurrent.Callable;

import io.micrometer.context.ContextSnapshot;
import io.micrometer.context.ContextSnapshotFactory;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

/**
 * Hands an executor tasks that carry the context of whoever submitted them.
 */
final class TaskInterceptor implements MethodInterceptor {

	private static final Set<String> METHODS = Set.of("execute", "submit", "submitCompletable", "invokeAll",
			"invokeAny");

	private final ContextSnapshotFactory snapshots = ContextSnapshotFactory.builder().build();

	@Override
	public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
		if (METHODS.contains(invocation.getMethod().getName())) {
			ContextSnapshot snapshot = this.snapshots.captureAll();
			@Nullable Object[] arguments = invocation.getArguments();
			for (int i = 0; i < arguments.length; i++) {
				arguments[i] = wrap(arguments[i], snapshot);
			}
		}
		return invocation.proceed();
	}

	private static @Nullable Object wrap(@Nullable Object argument, ContextSnapshot snapshot) {
		if (argument instanceof Runnable task) {
			return snapshot.wrap(task);
		}
		if (argument instanceof Callable<?> task) {
			return snapshot.wrap(task);
		}
		if (argument instanceof Collection<?> tasks) {
			return tasks.stream().map((task) -> wrap(task, snapshot)).toList();
		}
		return argument;
	}

}
