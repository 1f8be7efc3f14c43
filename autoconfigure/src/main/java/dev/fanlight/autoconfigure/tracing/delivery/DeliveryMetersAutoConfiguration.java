package dev.fanlight.autoconfigure.tracing.delivery;

import dev.fanlight.autoconfigure.ConditionalOnFanlight;
import dev.fanlight.tracing.delivery.Delivery;
import io.micrometer.core.instrument.binder.MeterBinder;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration that shows delivery as meters.
 */
@AutoConfiguration(after = DeliveryAutoConfiguration.class)
@ConditionalOnFanlight({ "delivery", "metrics" })
@ConditionalOnClass(MeterBinder.class)
@ConditionalOnBean(Delivery.class)
public final class DeliveryMetersAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(name = "fanlightDeliveryMeters")
	DeliveryMeters fanlightDeliveryMeters(Delivery delivery) {
		return new DeliveryMeters(delivery);
	}

}
