package dev.fanlight.autoconfigure.propagation;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.aop.framework.ProxyFactory;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryAware;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.core.task.TaskExecutor;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.util.ClassUtils;

/**
 * Makes executor beans carry context. Spring's get a task decorator on top of their own;
 * others are proxied, by their interfaces where the bean is declared as one, by their
 * class where that class is the application's. Schedulers are left alone: a job that
 * recurs does not belong to the request that scheduled it.
 */
final class ExecutorPostProcessor implements BeanPostProcessor, BeanFactoryAware {

	private static final Log logger = LogFactory.getLog(ExecutorPostProcessor.class);

	private static final String BOOTS_EXECUTOR = "applicationTaskExecutor";

	private static final Set<Class<?>> INTERFACES = Set.of(Executor.class, ExecutorService.class,
			ScheduledExecutorService.class, TaskExecutor.class, AsyncTaskExecutor.class);

	private final boolean boot;

	private ConfigurableBeanFactory beanFactory;

	/**
	 * Create a post processor.
	 * @param boot whether Boot's own executor is meant to carry context
	 */
	@SuppressWarnings("NullAway.Init")
	ExecutorPostProcessor(boolean boot) {
		this.boot = boot;
	}

	@Override
	public void setBeanFactory(BeanFactory beanFactory) {
		this.beanFactory = (ConfigurableBeanFactory) beanFactory;
	}

	@Override
	public Object postProcessBeforeInitialization(Object bean, String beanName) {
		if (bean instanceof Executor executor && isMeant(executor, beanName)) {
			SpringExecutors.decorate(executor);
		}
		return bean;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (!(bean instanceof Executor executor) || !isMeant(executor, beanName)
				|| SpringExecutors.isDecorated(executor)) {
			return bean;
		}
		Class<?> declared = declaredType(bean, beanName);
		if (INTERFACES.contains(declared)) {
			ProxyFactory proxy = new ProxyFactory();
			proxy.setInterfaces(publicInterfaces(bean));
			return proxied(proxy, bean);
		}
		if (isOfTheApplication(bean.getClass())) {
			ProxyFactory proxy = new ProxyFactory();
			proxy.setProxyTargetClass(true);
			return proxied(proxy, bean);
		}
		if (declared.getName().startsWith("java.")) {
			logger.info("Executor '" + beanName + "' does not carry the context of requests to its threads, because"
					+ " its bean is declared as " + declared.getSimpleName() + ". Declare it as ExecutorService.");
		}
		return bean;
	}

	private boolean isMeant(Executor executor, String beanName) {
		return !(executor instanceof TaskScheduler) && (this.boot || !beanName.equals(BOOTS_EXECUTOR));
	}

	private static boolean isOfTheApplication(Class<?> type) {
		String name = type.getName();
		return !Modifier.isFinal(type.getModifiers()) && !type.isHidden()
				&& Arrays.stream(new String[] { "java.", "jdk.", "org.springframework.", "io.netty.", "reactor." })
					.noneMatch(name::startsWith);
	}

	private static Object proxied(ProxyFactory proxy, Object bean) {
		proxy.setTarget(bean);
		proxy.addAdvice(new TaskInterceptor());
		return proxy.getProxy(ExecutorPostProcessor.class.getClassLoader());
	}

	private static Class<?>[] publicInterfaces(Object bean) {
		return Arrays.stream(ClassUtils.getAllInterfaces(bean))
			.filter((type) -> Modifier.isPublic(type.getModifiers())
					&& ClassUtils.isVisible(type, ExecutorPostProcessor.class.getClassLoader()))
			.toArray(Class<?>[]::new);
	}

	/**
	 * What others may expect the bean to be.
	 */
	private Class<?> declaredType(Object bean, String beanName) {
		if (!this.beanFactory.containsBean(beanName)
				|| !(this.beanFactory.getMergedBeanDefinition(beanName) instanceof RootBeanDefinition definition)) {
			return bean.getClass();
		}
		Method factoryMethod = definition.getResolvedFactoryMethod();
		Class<?> declared = (factoryMethod != null) ? factoryMethod.getReturnType()
				: definition.hasBeanClass() ? definition.getBeanClass() : bean.getClass();
		return FactoryBean.class.isAssignableFrom(declared) ? ExecutorService.class : declared;
	}

}
