package dev.fanlight.autoconfigure.metrics;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ThreadPoolExecutor;

import dev.fanlight.autoconfigure.ConditionalOnFanlight;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.jvm.ExecutorServiceMetrics;

import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration that measures the application's own pools of threads and their
 * queues; Boot measures Spring's.
 */
@AutoConfiguration
@ConditionalOnFanlight({ "metrics", "metrics.executors" })
@ConditionalOnClass({ MeterRegistry.class, AopProxyUtils.class })
@EnableConfigurationProperties(ExecutorMetersProperties.class)
public final class ExecutorMetersAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(name = "fanlightExecutorMeters")
	MeterBinder fanlightExecutorMeters(ListableBeanFactory beanFactory) {
		return (registry) -> beanFactory.getBeansOfType(ExecutorService.class, false, false).forEach((name, bean) -> {
			Object target = AopProxyUtils.getSingletonTarget(bean);
			if ((target != null ? target : bean) instanceof ExecutorService executor && isPool(executor)) {
				new ExecutorServiceMetrics(executor, name, List.of()).bindTo(registry);
			}
		});
	}

	private static boolean isPool(ExecutorService executor) {
		return executor instanceof ThreadPoolExecutor || executor instanceof ForkJoinPool;
	}

}
