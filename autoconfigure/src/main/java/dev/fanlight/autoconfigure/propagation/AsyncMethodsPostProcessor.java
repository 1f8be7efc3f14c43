package dev.fanlight.autoconfigure.propagation;

import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import org.springframework.aop.interceptor.AsyncExecutionInterceptor;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.PropertyValues;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryAware;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.config.InstantiationAwareBeanPostProcessor;
import org.springframework.core.PriorityOrdered;
import org.springframework.scheduling.annotation.AsyncAnnotationBeanPostProcessor;
import org.springframework.util.ReflectionUtils;

/**
 * Makes plain {@code @Async} methods carry context where {@link ExecutorPostProcessor}
 * cannot: on the threads Spring makes when it finds several executors and none by the
 * name it looks for, on an executor that an {@code AsyncConfigurer} makes, on a
 * scheduler, whose recurring jobs are to begin with nothing, and on a class of the JDK.
 * Who runs them stays as it was. Spring does not tell what it was configured with, so
 * that is read from its field.
 */
final class AsyncMethodsPostProcessor
		implements InstantiationAwareBeanPostProcessor, PriorityOrdered, BeanFactoryAware {

	private ConfigurableListableBeanFactory beanFactory;

	@SuppressWarnings("NullAway.Init")
	AsyncMethodsPostProcessor() {
	}

	@Override
	public void setBeanFactory(BeanFactory beanFactory) {
		this.beanFactory = (ConfigurableListableBeanFactory) beanFactory;
	}

	@Override
	public int getOrder() {
		return LOWEST_PRECEDENCE;
	}

	/** Before Spring's post processor learns of the bean factory, and hands it on. */
	@Override
	public PropertyValues postProcessProperties(PropertyValues values, Object bean, String beanName) {
		Field field = (bean instanceof AsyncAnnotationBeanPostProcessor)
				? ReflectionUtils.findField(AsyncAnnotationBeanPostProcessor.class, "executor", Supplier.class) : null;
		if (field != null) {
			ReflectionUtils.makeAccessible(field);
			Supplier<?> configured = (Supplier<?>) ReflectionUtils.getField(field, bean);
			Supplier<@Nullable Executor> carrying = () -> carrying(
					(configured != null) ? (Executor) configured.get() : null);
			ReflectionUtils.setField(field, bean, carrying);
		}
		return values;
	}

	private @Nullable Executor carrying(@Nullable Executor configured) {
		Executor executor = (configured != null) ? configured : new Search().getDefaultExecutor(this.beanFactory);
		if (executor == null || (isSettled(executor) && isBean(executor))) {
			return executor;
		}
		return ExecutorPostProcessor.carrying(executor);
	}

	private static boolean isSettled(Executor executor) {
		return SpringExecutors.isDecorated(executor) || AopUtils.isAopProxy(executor);
	}

	private boolean isBean(Executor executor) {
		return Arrays.stream(this.beanFactory.getBeanNamesForType(Executor.class, true, false))
			.anyMatch((name) -> this.beanFactory.containsSingleton(name) && this.beanFactory.getBean(name) == executor);
	}

	/**
	 * Looks where Spring looks, and makes what Spring makes when there is nothing.
	 */
	private static final class Search extends AsyncExecutionInterceptor {

		Search() {
			super(null);
		}

		@Override
		protected @Nullable Executor getDefaultExecutor(@Nullable BeanFactory beanFactory) {
			return super.getDefaultExecutor(beanFactory);
		}

	}

}
