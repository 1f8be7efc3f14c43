package dev.fanlight.autoconfigure.propagation;

import java.lang.reflect.Field;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.core.task.TaskDecorator;
import org.springframework.core.task.support.ContextPropagatingTaskDecorator;
import org.springframework.core.task.support.TaskExecutorAdapter;
import org.springframework.scheduling.annotation.AsyncAnnotationBeanPostProcessor;
import org.springframework.scheduling.concurrent.ConcurrentTaskExecutor;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.util.ReflectionUtils;

/**
 * Decorates Spring's own executors. They take one task decorator each and do not tell
 * which they have, so the user's is read from its field, to stay in place.
 */
final class SpringExecutors {

	private static final List<Class<?>> TYPES = List.of(ThreadPoolTaskExecutor.class, SimpleAsyncTaskExecutor.class,
			ConcurrentTaskExecutor.class, TaskExecutorAdapter.class);

	private SpringExecutors() {
	}

	static boolean isDecorated(Executor executor) {
		return TYPES.stream().anyMatch((type) -> type.isInstance(executor));
	}

	static void decorate(Executor executor) {
		Field field = field(executor);
		if (field != null) {
			TaskDecorator user = (TaskDecorator) ReflectionUtils.getField(field, executor);
			if (!(user instanceof Carrying || user instanceof ContextPropagatingTaskDecorator)) {
				set(executor, new Carrying((user != null) ? user : (task) -> task));
			}
		}
	}

	/**
	 * Take the decoration off again that {@link #decorate} has put on.
	 * @param executor the executor
	 */
	static void undecorate(Executor executor) {
		Field field = field(executor);
		if (field != null && ReflectionUtils.getField(field, executor) instanceof Carrying decorator) {
			set(executor, decorator.user());
		}
	}

	private static @Nullable Field field(Executor executor) {
		for (Class<?> type : TYPES) {
			Field field = type.isInstance(executor)
					? ReflectionUtils.findField(type, "taskDecorator", TaskDecorator.class) : null;
			if (field != null) {
				ReflectionUtils.makeAccessible(field);
				return field;
			}
		}
		return null;
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
		else if (executor instanceof TaskExecutorAdapter adapter) {
			adapter.setTaskDecorator(decorator);
		}
	}

	/**
	 * The decorator of the user, and the context around it.
	 *
	 * @param user the decorator of the user
	 */
	private record Carrying(TaskDecorator user) implements TaskDecorator {

		private static final TaskDecorator CONTEXT = new ContextPropagatingTaskDecorator();

		@Override
		public Runnable decorate(Runnable task) {
			return CONTEXT.decorate(this.user.decorate(task));
		}

	}

	/**
	 * Lets the fields be read in a native image.
	 */
	static final class Hints implements RuntimeHintsRegistrar {

		@Override
		public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
			Stream.concat(TYPES.stream(), Stream.of(AsyncAnnotationBeanPostProcessor.class))
				.forEach((type) -> hints.reflection().registerType(type, MemberCategory.ACCESS_DECLARED_FIELDS));
			hints.reflection()
				.registerTypeIfPresent(classLoader,
						"org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter",
						MemberCategory.ACCESS_DECLARED_FIELDS);
		}

	}

}
