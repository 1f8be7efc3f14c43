package dev.fanlight.autoconfigure.propagation;

import java.lang.reflect.Field;
import java.util.List;
import java.util.concurrent.Executor;

import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.core.task.TaskDecorator;
import org.springframework.core.task.support.CompositeTaskDecorator;
import org.springframework.core.task.support.ContextPropagatingTaskDecorator;
import org.springframework.scheduling.concurrent.ConcurrentTaskExecutor;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.util.ReflectionUtils;

/**
 * Decorates Spring's own executors. They take one task decorator each and do not tell
 * which they have, so the user's is read from its field, to stay in place.
 */
final class SpringExecutors {

	private static final List<Class<?>> TYPES = List.of(ThreadPoolTaskExecutor.class, SimpleAsyncTaskExecutor.class,
			ConcurrentTaskExecutor.class);

	private SpringExecutors() {
	}

	static boolean isDecorated(Executor executor) {
		return TYPES.stream().anyMatch((type) -> type.isInstance(executor));
	}

	static void decorate(Executor executor) {
		for (Class<?> type : TYPES) {
			Field field = type.isInstance(executor)
					? ReflectionUtils.findField(type, "taskDecorator", TaskDecorator.class) : null;
			if (field != null) {
				ReflectionUtils.makeAccessible(field);
				TaskDecorator user = (TaskDecorator) ReflectionUtils.getField(field, executor);
				if (!(user instanceof ContextPropagatingTaskDecorator)) {
					set(executor, withContext(user));
				}
			}
		}
	}

	private static TaskDecorator withContext(@Nullable TaskDecorator user) {
		TaskDecorator context = new ContextPropagatingTaskDecorator();
		return (user != null) ? new CompositeTaskDecorator(List.of(user, context)) : context;
	}

	private static void set(Executor executor, TaskDecorator decorator) {
		if (executor instanceof ThreadPoolTaskExecutor pool) {
			pool.setTaskDecorator(decorator);
		}
		else if (executor instanceof SimpleAsyncTaskExecutor simple) {
			simple.setTaskDecorator(decorator);
		}
		else if (executor instanceof ConcurrentTaskExecutor concurrent) {
			concurrent.setTaskDecorator(decorator);
		}
	}

	/**
	 * Lets the field be read in a native image.
	 */
	static final class Hints implements RuntimeHintsRegistrar {

		@Override
		public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
			TYPES.forEach((type) -> hints.reflection().registerType(type, MemberCategory.ACCESS_DECLARED_FIELDS));
		}

	}

}
