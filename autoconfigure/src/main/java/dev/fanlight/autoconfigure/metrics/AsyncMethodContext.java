package dev.fanlight.autoconfigure.metrics;

import java.lang.reflect.Method;

import dev.fanlight.autoconfigure.AsyncWork;
import io.micrometer.observation.Observation;

import org.springframework.util.ClassUtils;

/**
 * One run of an asynchronous method.
 */
final class AsyncMethodContext extends Observation.Context implements AsyncWork {

	private final Class<?> type;

	private final Method method;

	private volatile boolean complete;

	AsyncMethodContext(Class<?> type, Method method) {
		this.type = ClassUtils.getUserClass(type);
		this.method = method;
	}

	Class<?> type() {
		return this.type;
	}

	Method method() {
		return this.method;
	}

	@Override
	public String methodName() {
		return this.type.getSimpleName() + '.' + this.method.getName();
	}

	@Override
	public boolean hasCaller() {
		return this.method.getReturnType() != void.class;
	}

	void completed() {
		this.complete = true;
	}

	boolean isComplete() {
		return this.complete;
	}

}
