package dev.fanlight.autoconfigure.logging;

import dev.fanlight.autoconfigure.ConditionalOnFanlight;
import io.micrometer.context.ContextRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import org.slf4j.MDC;

import org.springframework.amqp.rabbit.support.micrometer.RabbitMessageReceiverContext;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/**
 * Auto-configuration that sends the request id, and what of the own context came from
 * headers, with RabbitMQ messages, and takes it up again in listeners. Traces travel with
 * Spring AMQP's own observations, and with ours for batches.
 */
@AutoConfiguration
@ConditionalOnFanlight("context-propagation.rabbitmq")
@ConditionalOnClass({ MDC.class, ContextRegistry.class, RabbitMessageReceiverContext.class })
@EnableConfigurationProperties(LoggingProperties.class)
@ImportRuntimeHints(RabbitObservationPostProcessor.Hints.class)
public final class RabbitCorrelationAutoConfiguration {

	/** Inside of the span, whose baggage it reads, and around the lines. */
	@Bean
	@Order(0)
	@ConditionalOnFanlight("logging")
	@ConditionalOnMissingBean(name = "fanlightRabbitContext")
	ObservationHandler<Observation.Context> fanlightRabbitContext(BeanFactory beanFactory) {
		return new RabbitContextHandler(MessageContext.of(beanFactory).get());
	}

	@Bean
	static RabbitObservationPostProcessor fanlightRabbitObservationPostProcessor(BeanFactory beanFactory,
			Environment environment) {
		return new RabbitObservationPostProcessor(new BatchObservations(MessageContext.of(beanFactory), beanFactory),
				environment);
	}

}
