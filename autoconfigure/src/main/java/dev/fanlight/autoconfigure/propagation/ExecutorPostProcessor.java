package dev.fanlight.autoconfigure.propagation;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;

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
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
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

	private static final String[] SERVERS = { "io.netty.", "reactor." };

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
		if (!(bean instanceof Executor executor) || !isMeant(executor, beanName)) {
			return bean;
		}
		if (ordersTasks(executor)) {
			SpringExecutors.undecorate(executor);
			complain(beanName, "its queue puts the tasks in order, and has to know them as they are.");
			return bean;
		}
		if (SpringExecutors.isDecorated(executor)) {
			return bean;
		}
		Class<?> declared = declaredType(bean, beanName);
		if (INTERFACES.contains(declared)) {
			return carrying(executor);
		}
		Class<?> type = ClassUtils.getUserClass(bean);
		if (canBeProxied(type)) {
			ProxyFactory proxy = new ProxyFactory();
			proxy.setProxyTargetClass(true);
			return proxied(proxy, bean);
		}
		if (isNoneOf(type, SERVERS)) {
			complain(beanName, "its bean is declared as " + declared.getSimpleName() + ". Declare it as "
					+ ((bean instanceof ExecutorService) ? "ExecutorService." : "Executor."));
		}
		return bean;
	}

	private static void complain(String beanName, String reason) {
		logger.info(
				"Executor '" + beanName + "' does not carry the context of requests to its threads, because " + reason);
	}

	/** Such a queue would not know what to make of a task inside of another. */
	private static boolean ordersTasks(Executor executor) {
		try {
			Executor pool = (executor instanceof ThreadPoolTaskExecutor springs) ? springs.getThreadPoolExecutor()
					: executor;
			return pool instanceof ThreadPoolExecutor threads && threads.getQueue() instanceof PriorityBlockingQueue;
		}
		catch (IllegalStateException ex) {
			// A subclass may have a pool of another kind
			return false;
		}
	}

	/**
	 * Make an executor carry context of which nobody expects more than its interfaces.
	 * @param executor the executor
	 * @return the executor, or another in front of it
	 */
	static Executor carrying(Executor executor) {
		SpringExecutors.decorate(executor);
		if (SpringExecutors.isDecorated(executor)) {
			return executor;
		}
		ProxyFactory proxy = new ProxyFactory();
		proxy.setInterfaces(publicInterfaces(executor));
		return (Executor) proxied(proxy, executor);
	}

	private boolean isMeant(Executor executor, String beanName) {
		return !(executor instanceof TaskScheduler) && (this.boot || !beanName.equals(BOOTS_EXECUTOR));
	}

	/** A final method of a proxy would run on the proxy, which has no fields. */
	private static boolean canBeProxied(Class<?> type) {
		return !Modifier.isFinal(type.getModifiers()) && !type.isHidden()
				&& isNoneOf(type, "java.", "jdk.", "org.springframework.") && isNoneOf(type, SERVERS)
				&& Arrays.stream(type.getMethods())
					.noneMatch((method) -> Modifier.isFinal(method.getModifiers())
							&& method.getDeclaringClass() != Object.class);
	}

	private static boolean isNoneOf(Class<?> type, String... packages) {
		return Arrays.stream(packages).noneMatch(type.getName()::startsWith);
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
