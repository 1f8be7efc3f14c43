package dev.fanlight.autoconfigure.logging;

import dev.fanlight.autoconfigure.ConditionalOnFanlight;
import dev.fanlight.logging.LogContextSource;
import io.micrometer.context.ContextRegistry;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.opentelemetry.context.propagation.ContextPropagators;
import org.apache.kafka.clients.producer.Producer;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.util.ClassUtils;
import org.springframework.util.function.SingletonSupplier;

/**
 * Auto-configuration that sends the request id, and what of the own context came from
 * headers, with Kafka messages, and takes it up again in listeners. Traces travel with
 * Spring Kafka's own observations, and with ours for batches.
 */
@AutoConfiguration
@ConditionalOnFanlight({ "logging", "context-propagation.kafka" })
@ConditionalOnClass({ MDC.class, ContextRegistry.class, KafkaTemplate.class, Producer.class })
@EnableConfigurationProperties(LoggingProperties.class)
public final class KafkaCorrelationAutoConfiguration {

	private static final boolean OPEN_TELEMETRY = ClassUtils
		.isPresent("io.opentelemetry.context.propagation.ContextPropagators", null);

	@Bean
	static KafkaCorrelationPostProcessor fanlightKafkaCorrelationPostProcessor(
			ObjectProvider<LoggingProperties> properties, ObjectProvider<ObservationRegistry> registry,
			BeanFactory beanFactory) {
		return new KafkaCorrelationPostProcessor(() -> {
			LoggingProperties settings = properties.getObject();
			return new MessageContext(settings.requestId().headerIfEnabled(),
					LogContextSource.parse(settings.context()), Baggages.CURRENT);
		}, SingletonSupplier.ofNullable(registry::getIfAvailable),
				() -> OPEN_TELEMETRY ? OpenTelemetry.links(beanFactory) : null);
	}

	@Bean
	@ConditionalOnMissingBean(name = "fanlightKafkaBatchEnds")
	ObservationHandler<KafkaBatchContext> fanlightKafkaBatchEnds() {
		return new KafkaBatchContext.End();
	}

	/**
	 * Keeps what need not be there out of the class.
	 */
	private static final class OpenTelemetry {

		static @Nullable KafkaBatchLinks links(BeanFactory beanFactory) {
			ContextPropagators propagators = beanFactory.getBeanProvider(ContextPropagators.class).getIfUnique();
			return (propagators != null) ? new KafkaBatchLinks(propagators) : null;
		}

	}

}
