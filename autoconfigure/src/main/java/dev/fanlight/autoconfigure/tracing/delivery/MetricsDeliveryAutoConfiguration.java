package dev.fanlight.autoconfigure.tracing.delivery;

import java.util.Arrays;

import javax.net.ssl.X509TrustManager;

import dev.fanlight.autoconfigure.ConditionalOnFanlight;
import dev.fanlight.tracing.delivery.DeliveringMetricsSender;
import dev.fanlight.tracing.delivery.Delivery;
import io.micrometer.registry.otlp.OtlpConfig;
import io.micrometer.registry.otlp.OtlpMetricsSender;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.ConditionalOnEnabledMetricsExport;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.otlp.OtlpMetricsConnectionDetails;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.otlp.OtlpMetricsExportAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.otlp.OtlpMetricsProperties;
import org.springframework.boot.opentelemetry.autoconfigure.OpenTelemetryProperties;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/**
 * Auto-configuration that delivers what Micrometer pushes over OTLP.
 */
@AutoConfiguration(after = DeliveryAutoConfiguration.class, before = OtlpMetricsExportAutoConfiguration.class,
		beforeName = "dev.fanlight.autoconfigure.metrics.OtlpMetricsTransportAutoConfiguration")
@ConditionalOnFanlight({ "delivery", "metrics" })
@ConditionalOnClass({ OtlpMetricsSender.class, OtlpMetricsExportAutoConfiguration.class,
		OpenTelemetryProperties.class })
@ConditionalOnBean(Delivery.class)
@ConditionalOnEnabledMetricsExport("otlp")
@EnableConfigurationProperties(OtlpMetricsProperties.class)
public final class MetricsDeliveryAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(OtlpMetricsSender.class)
	DeliveringMetricsSender fanlightDeliveringMetricsSender(Delivery delivery, OtlpMetricsProperties properties,
			ObjectProvider<OtlpMetricsConnectionDetails> connectionDetails, Environment environment) {
		OtlpMetricsConnectionDetails details = connectionDetails.getIfAvailable();
		SslBundle bundle = (details != null) ? details.getSslBundle() : null;
		boolean grpc = "grpc".equalsIgnoreCase(environment.getProperty("fanlight.metrics.otlp.transport"));
		return new DeliveringMetricsSender(delivery, grpc, properties.getConnectTimeout(),
				properties.getConnectTimeout().plus(properties.getReadTimeout()),
				(bundle != null) ? bundle.createSslContext() : null, trustManager(bundle));
	}

	@Bean
	@ConditionalOnMissingBean
	MetricCanary fanlightMetricCanary(ObjectProvider<OtlpConfig> config, OtlpMetricsSender sender) {
		return new MetricCanary(config, sender);
	}

	private static @Nullable X509TrustManager trustManager(@Nullable SslBundle bundle) {
		if (bundle == null) {
			return null;
		}
		return Arrays.stream(bundle.getManagers().getTrustManagers())
			.filter(X509TrustManager.class::isInstance)
			.map(X509TrustManager.class::cast)
			.findFirst()
			.orElseThrow(() -> new IllegalStateException(
					"The SSL bundle of management.otlp.metrics.export.ssl.bundle trusts nobody"));
	}

}
