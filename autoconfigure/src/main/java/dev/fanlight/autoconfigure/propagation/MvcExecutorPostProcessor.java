package dev.fanlight.autoconfigure.propagation;

import java.lang.reflect.Field;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.util.ReflectionUtils;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;

/**
 * Makes the executor carry context that Spring MVC makes for itself when nobody gave it
 * one. It runs the {@code Callable}s that handlers return, and is no bean.
 */
final class MvcExecutorPostProcessor implements BeanPostProcessor {

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		Field field = (bean instanceof RequestMappingHandlerAdapter)
				? ReflectionUtils.findField(RequestMappingHandlerAdapter.class, "taskExecutor", AsyncTaskExecutor.class)
				: null;
		if (field != null) {
			ReflectionUtils.makeAccessible(field);
			if (ReflectionUtils.getField(field, bean) instanceof SimpleAsyncTaskExecutor executor
					&& executor.getClass().getEnclosingClass() == RequestMappingHandlerAdapter.class) {
				SpringExecutors.decorate(executor);
			}
		}
		return bean;
	}

}
