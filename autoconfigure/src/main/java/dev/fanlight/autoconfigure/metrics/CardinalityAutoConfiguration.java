package dev.fanlight.autoconfigure.metrics;

import dev.fanlight.autoconfigure.ConditionalOnFanlight;
import dev.fanlight.metrics.CardinalityGuard;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/**
 * Auto-configuration that keeps the number of series within limits, whatever the values
 * of tags are made of.
 */
@AutoConfiguration(after = { RedactMetricsAutoConfiguration.class, RequestMeterNamesAutoConfiguration.class })
@ConditionalOnFanlight({ "metrics", "metrics.cardinality" })
@ConditionalOnClass(MeterRegistry.class)
@EnableConfigurationProperties({ CardinalityProperties.class, MetricsProperties.class })
public final class CardinalityAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	CardinalityGuard fanlightCardinalityGuard(CardinalityProperties properties, RequestCardinality requests) {
		return new CardinalityGuard(properties.limits(requests.limits(), requests.other()), requests::isForgettable,
				System::nanoTime);
	}

	@Bean
	@ConditionalOnMissingBean
	RequestCardinality fanlightRequestCardinality(MetricsProperties properties, Environment environment) {
		return new RequestCardinality(properties.naming(), environment);
	}

	/** Behind redaction and names: what it lets in is what others see. */
	@Bean
	static BeanPostProcessor fanlightCardinalityPostProcessor(ObjectProvider<CardinalityGuard> guard,
			ObjectProvider<RequestCardinality> requests) {
		return new MeterRegistryPostProcessor((registry) -> {
			requests.ifAvailable((available) -> available.addTo(registry));
			guard.ifAvailable((available) -> available.guard(registry));
		});
	}

	@Bean
	@ConditionalOnMissingBean(name = "fanlightCardinalityMeters")
	MeterBinder fanlightCardinalityMeters(CardinalityGuard guard) {
		return guard::bindTo;
	}

	@Bean
	@ConditionalOnMissingBean
	CardinalityLifecycle fanlightCardinalityLifecycle(CardinalityGuard guard, CardinalityProperties properties) {
		return new CardinalityLifecycle(guard, properties.forgetAfter());
	}

	@Bean
	@ConditionalOnMissingBean
	CardinalitySection fanlightCardinalitySection(CardinalityGuard guard, CardinalityProperties properties) {
		return new CardinalitySection(guard, properties.series());
	}

}
