package dev.fanlight.autoconfigure.logging;

import dev.fanlight.autoconfigure.ConditionalOnFanlight;
import dev.fanlight.logging.LogContextSource;
import io.micrometer.context.ContextRegistry;
import org.apache.kafka.clients.producer.Producer;
import org.slf4j.MDC;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.kafka.core.KafkaTemplate;

/**
 * Auto-configuration that sends the request id, and what of the own context came from
 * headers, with Kafka messages, and takes it up again in listeners of single records.
 * Traces travel with Spring Kafka's own observations.
 */
@AutoConfiguration
@ConditionalOnFanlight({ "logging", "context-propagation.kafka" })
@ConditionalOnClass({ MDC.class, ContextRegistry.class, KafkaTemplate.class, Producer.class })
@EnableConfigurationProperties(LoggingProperties.class)
public final class KafkaCorrelationAutoConfiguration {

	@Bean
	static KafkaCorrelationPostProcessor fanlightKafkaCorrelationPostProcessor(
			ObjectProvider<LoggingProperties> properties) {
		return new KafkaCorrelationPostProcessor(() -> {
			LoggingProperties settings = properties.getObject();
			return new KafkaHeaders(settings.requestId().headerIfEnabled(), LogContextSource.parse(settings.context()),
					Baggages.CURRENT);
		});
	}

}
