package dev.fanlight.autoconfigure.logging;

import dev.fanlight.autoconfigure.ConditionalOnFanlight;
import io.micrometer.context.ContextRegistry;
import io.micrometer.observation.ObservationHandler;
import org.apache.kafka.clients.producer.Producer;
import org.slf4j.MDC;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.Order;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.support.micrometer.KafkaRecordReceiverContext;

/**
 * Auto-configuration that sends the request id, and what of the own context came from
 * headers, with Kafka messages, and takes it up again in listeners. Traces travel with
 * Spring Kafka's own observations, and with ours for batches.
 */
@AutoConfiguration
@ConditionalOnFanlight("context-propagation.kafka")
@ConditionalOnClass({ MDC.class, ContextRegistry.class, KafkaTemplate.class, Producer.class })
@EnableConfigurationProperties(LoggingProperties.class)
public final class KafkaCorrelationAutoConfiguration {

	@Bean
	@ConditionalOnFanlight("logging")
	static KafkaCorrelationPostProcessor fanlightKafkaCorrelationPostProcessor(BeanFactory beanFactory) {
		return new KafkaCorrelationPostProcessor(MessageContext.of(beanFactory));
	}

	/** Inside of the span, whose baggage it reads, and around the lines. */
	@Bean
	@Order(0)
	@ConditionalOnFanlight("logging")
	@ConditionalOnMissingBean(name = "fanlightKafkaContext")
	ObservationHandler<KafkaRecordReceiverContext> fanlightKafkaContext(BeanFactory beanFactory) {
		return new KafkaContextHandler(MessageContext.of(beanFactory).get());
	}

	@Bean
	static KafkaBatchPostProcessor fanlightKafkaBatchPostProcessor(BeanFactory beanFactory) {
		return new KafkaBatchPostProcessor(new BatchObservations(MessageContext.of(beanFactory), beanFactory));
	}

	@Bean
	@ConditionalOnMissingBean(name = "fanlightKafkaBatchEnds")
	ObservationHandler<BatchContext> fanlightKafkaBatchEnds() {
		return new BatchContext.End();
	}

}
