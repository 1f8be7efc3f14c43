package dev.fanlight.autoconfigure.metrics;

import org.springframework.aop.aspectj.annotation.AnnotationAwareAspectJAutoProxyCreator;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.config.InstantiationAwareBeanPostProcessor;
import org.springframework.core.Ordered;
import org.springframework.core.PriorityOrdered;

/**
 * Gives Spring's creator of AspectJ proxies our factory of advisors, before it makes its
 * own.
 */
final class AnnotatedClassesPostProcessor implements InstantiationAwareBeanPostProcessor, PriorityOrdered {

	private final BeanFactory beanFactory;

	AnnotatedClassesPostProcessor(BeanFactory beanFactory) {
		this.beanFactory = beanFactory;
	}

	@Override
	public int getOrder() {
		return Ordered.HIGHEST_PRECEDENCE;
	}

	@Override
	public boolean postProcessAfterInstantiation(Object bean, String beanName) {
		if (bean instanceof AnnotationAwareAspectJAutoProxyCreator creator) {
			creator.setAspectJAdvisorFactory(new AnnotatedClassesAdvisorFactory(this.beanFactory));
		}
		return true;
	}

}
