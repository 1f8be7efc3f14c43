package dev.fanlight.autoconfigure.propagation;

import dev.fanlight.autoconfigure.ConditionalOnFanlight;
import io.micrometer.context.ContextSnapshotFactory;
import org.aopalliance.intercept.MethodInterceptor;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.core.env.Environment;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;

/**
 * Auto-configuration that makes the executors of the application carry context, as Boot's
 * own executor does.
 */
@AutoConfiguration
@ConditionalOnFanlight("context-propagation.executors")
@ConditionalOnClass({ ContextSnapshotFactory.class, MethodInterceptor.class })
@EnableConfigurationProperties(ContextPropagationProperties.class)
@ImportRuntimeHints(SpringExecutors.Hints.class)
public final class ExecutorPropagationAutoConfiguration {

	@Bean
	static ExecutorPostProcessor fanlightExecutorPostProcessor(Environment environment) {
		boolean boot = environment.getProperty("spring.task.execution.propagate-context", Boolean.class, true);
		return new ExecutorPostProcessor(boot);
	}

	@Bean
	static AsyncMethodsPostProcessor fanlightAsyncMethodsPostProcessor() {
		return new AsyncMethodsPostProcessor();
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(RequestMappingHandlerAdapter.class)
	static class MvcConfiguration {

		@Bean
		static MvcExecutorPostProcessor fanlightMvcExecutorPostProcessor() {
			return new MvcExecutorPostProcessor();
		}

	}

}
