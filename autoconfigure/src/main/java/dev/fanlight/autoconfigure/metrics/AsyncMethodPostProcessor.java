package dev.fanlight.autoconfigure.metrics;

import java.util.function.Supplier;

import io.micrometer.observation.ObservationRegistry;

import org.springframework.aop.Advisor;
import org.springframework.aop.framework.Advised;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.scheduling.annotation.AsyncAnnotationAdvisor;

/**
 * Puts an observation right behind the advice that makes methods asynchronous, where
 * there is one: no bean gets a proxy that had none. Is not ordered, and so comes after
 * the processor that adds that advice.
 */
final class AsyncMethodPostProcessor implements BeanPostProcessor {

	private final AsyncMethodInterceptor interceptor;

	AsyncMethodPostProcessor(Supplier<ObservationRegistry> registry) {
		this.interceptor = new AsyncMethodInterceptor(registry);
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (bean instanceof Advised advised && !advised.isFrozen()) {
			Advisor[] advisors = advised.getAdvisors();
			for (int i = 0; i < advisors.length; i++) {
				if (advisors[i] instanceof AsyncAnnotationAdvisor async) {
					advised.addAdvisor(i + 1, new DefaultPointcutAdvisor(async.getPointcut(), this.interceptor));
					break;
				}
			}
		}
		return bean;
	}

}
