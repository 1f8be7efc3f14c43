package dev.fanlight.autoconfigure.tracing.delivery;

import dev.fanlight.autoconfigure.ConditionalOnFanlight;
import dev.fanlight.tracing.delivery.Delivery;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration that shows delivery to those who look at the health of the
 * application.
 */
@AutoConfiguration(after = DeliveryAutoConfiguration.class)
@ConditionalOnFanlight("delivery")
@ConditionalOnClass({ HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class })
@ConditionalOnBean(Delivery.class)
@ConditionalOnEnabledHealthIndicator("delivery")
public final class DeliveryHealthAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(name = "deliveryHealthIndicator")
	DeliveryHealthIndicator deliveryHealthIndicator(Delivery delivery) {
		return new DeliveryHealthIndicator(delivery);
	}

}
