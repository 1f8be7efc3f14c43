package dev.fanlight.autoconfigure.logging;

import ch.qos.logback.classic.LoggerContext;
import dev.fanlight.autoconfigure.ConditionalOnFanlight;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.jctools.queues.atomic.MpscAtomicArrayQueue;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Auto-configuration for appenders that write on a thread of their own, where the user
 * asks for it.
 */
@AutoConfiguration
@ConditionalOnFanlight("logging")
@ConditionalOnClass({ LoggerContext.class, MpscAtomicArrayQueue.class })
@EnableConfigurationProperties(AsyncSinksProperties.class)
public final class AsyncSinksAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	AsyncSinksLifecycle fanlightAsyncSinks(AsyncSinksProperties properties) {
		return new AsyncSinksLifecycle(properties);
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(MeterBinder.class)
	static class MeterConfiguration {

		@Bean
		@ConditionalOnMissingBean(name = "fanlightSinkMeters")
		MeterBinder fanlightSinkMeters(AsyncSinksLifecycle sinks) {
			return sinks::bindTo;
		}

	}

}
