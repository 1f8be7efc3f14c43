package dev.fanlight.autoconfigure.metrics;

import dev.fanlight.autoconfigure.ConditionalOnFanlight;

import org.aspectj.weaver.Advice;

import org.springframework.aop.aspectj.annotation.AnnotationAwareAspectJAutoProxyCreator;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration that lets AspectJ look at the classes that carry an annotation of
 * Micrometer, instead of at every bean.
 */
@AutoConfiguration
@ConditionalOnFanlight({ "metrics", "metrics.annotated-classes-only" })
@ConditionalOnClass({ AnnotationAwareAspectJAutoProxyCreator.class, Advice.class })
@EnableConfigurationProperties(AnnotatedClassesProperties.class)
public final class AnnotatedClassesAutoConfiguration {

	@Bean
	static AnnotatedClassesPostProcessor fanlightAnnotatedClassesPostProcessor(BeanFactory beanFactory) {
		return new AnnotatedClassesPostProcessor(beanFactory);
	}

}
