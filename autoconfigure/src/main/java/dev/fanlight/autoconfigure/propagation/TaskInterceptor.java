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

	/** Whatever recurs is none of them: it does not belong to who scheduled it. */
	private static final Set<String> METHODS = Set.of("execute", "submit", "submitCompletable", "invokeAll",
			"invokeAny", "schedule");

	private final ContextSnapshotFactory snapshots = ContextSnapshotFactory.builder().build();

	@Override
	public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
		if (METHODS.contains(invocation.getMethod().getName())) {
			ContextSnapshot snapshot = this.snapshots.captureAll();
			@Nullable Object[] arguments = invocation.getArguments();
			Class<?>[] types = invocation.getMethod().getParameterTypes();
			for (int i = 0; i < arguments.length; i++) {
				arguments[i] = wrap(arguments[i], types[i], snapshot);
			}
		}
		return invocation.proceed();
	}

	/** By the type that is asked for: tasks of Reactor are of both. */
	private static @Nullable Object wrap(@Nullable Object argument, Class<?> type, ContextSnapshot snapshot) {
		if (type == Runnable.class && argument instanceof Runnable task) {
			return snapshot.wrap(task);
		}
		if (type == Callable.class && argument instanceof Callable<?> task) {
			return snapshot.wrap(task);
		}
		if (type == Collection.class && argument instanceof Collection<?> tasks) {
			return tasks.stream().map((task) -> wrap(task, Callable.class, snapshot)).toList();
		}
		return argument;
	}

}
