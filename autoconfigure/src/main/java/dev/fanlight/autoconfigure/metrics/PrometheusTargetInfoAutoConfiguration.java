package dev.fanlight.autoconfigure.metrics;

import java.util.Map;
import java.util.TreeMap;

import dev.fanlight.autoconfigure.ConditionalOnFanlight;
import dev.fanlight.metrics.RedactedResource;
import dev.fanlight.metrics.TargetInfo;
import dev.fanlight.redaction.Redactor;
import io.opentelemetry.sdk.resources.Resource;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.model.registry.PrometheusRegistry;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration for {@code target_info}: the identity of the service on
 * {@code /actuator/prometheus}, once.
 */
@AutoConfiguration(afterName = {
		"org.springframework.boot.micrometer.metrics.autoconfigure.export.prometheus.PrometheusMetricsExportAutoConfiguration",
		"org.springframework.boot.opentelemetry.autoconfigure.OpenTelemetrySdkAutoConfiguration" })
@ConditionalOnFanlight({ "metrics", "metrics.target-info" })
@ConditionalOnClass({ PrometheusRegistry.class, Info.class, Resource.class })
@ConditionalOnBean({ PrometheusRegistry.class, Resource.class })
@EnableConfigurationProperties(MetricsProperties.class)
public final class PrometheusTargetInfoAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(name = "fanlightTargetInfo")
	Info fanlightTargetInfo(PrometheusRegistry registry, Resource resource, ObjectProvider<Redactor> redactor) {
		Map<String, String> attributes = new TreeMap<>();
		resource.getAttributes().forEach((key, value) -> attributes.put(key.getKey(), String.valueOf(value)));
		Redactor available = redactor.getIfAvailable();
		return TargetInfo.register(registry,
				(available != null) ? RedactedResource.of(attributes, available) : attributes);
	}

}
