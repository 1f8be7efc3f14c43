package dev.fanlight.autoconfigure.metrics;

import java.util.Map;
import java.util.TreeMap;

import dev.fanlight.autoconfigure.ConditionalOnFanlight;
import dev.fanlight.metrics.TargetInfo;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.opentelemetry.sdk.resources.Resource;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.micrometer.metrics.autoconfigure.MeterRegistryCustomizer;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration for {@code target_info}: the identity of the service on
 * {@code /actuator/prometheus}, once.
 */
@AutoConfiguration
@ConditionalOnFanlight({ "metrics", "metrics.target-info" })
@ConditionalOnClass({ PrometheusMeterRegistry.class, MeterRegistryCustomizer.class, Resource.class })
public final class PrometheusTargetInfoAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(name = "fanlightTargetInfoCustomizer")
	MeterRegistryCustomizer<PrometheusMeterRegistry> fanlightTargetInfoCustomizer(ObjectProvider<Resource> resource) {
		return (registry) -> resource.ifAvailable((present) -> new TargetInfo(attributes(present)).bindTo(registry));
	}

	private static Map<String, String> attributes(Resource resource) {
		Map<String, String> attributes = new TreeMap<>();
		resource.getAttributes().forEach((key, value) -> attributes.put(key.getKey(), String.valueOf(value)));
		return attributes;
	}

}
