package dev.fanlight.autoconfigure.logging;

import dev.fanlight.autoconfigure.ConditionalOnFanlight;
import dev.fanlight.logging.LogContextSource;
import io.micrometer.context.ContextRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import org.slf4j.MDC;

import org.springframework.amqp.rabbit.support.micrometer.RabbitMessageReceiverContext;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.Order;

/**
 * Auto-configuration that sends the request id, and what of the own context came from
 * headers, with RabbitMQ messages, and takes it up again in listeners. Traces travel with
 * Spring AMQP's own observations.
 */
@AutoConfiguration
@ConditionalOnFanlight({ "logging", "context-propagation.rabbitmq" })
@ConditionalOnClass({ MDC.class, ContextRegistry.class, RabbitMessageReceiverContext.class })
@EnableConfigurationProperties(LoggingProperties.class)
public final class RabbitCorrelationAutoConfiguration {

	/** Inside of the span, whose baggage it reads, and around the lines. */
	@Bean
	@Order(0)
	@ConditionalOnMissingBean(name = "fanlightRabbitContext")
	ObservationHandler<Observation.Context> fanlightRabbitContext(LoggingProperties properties) {
		return new RabbitContextHandler(new MessageContext(properties.requestId().headerIfEnabled(),
				LogContextSource.parse(properties.context()), Baggages.CURRENT));
	}

}
