package dev.fanlight.autoconfigure.metrics;

import java.util.Arrays;

import javax.net.ssl.X509TrustManager;

import dev.fanlight.autoconfigure.ConditionalOnFanlight;
import dev.fanlight.metrics.OtlpGrpcMetricsSender;
import dev.fanlight.metrics.OtlpMetricsStateLog;
import io.micrometer.registry.otlp.OtlpHttpMetricsSender;
import io.micrometer.registry.otlp.OtlpMetricsSender;
import io.opentelemetry.sdk.common.export.GrpcSenderProvider;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.ConditionalOnEnabledMetricsExport;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.otlp.OtlpMetricsConnectionDetails;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.otlp.OtlpMetricsExportAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.otlp.OtlpMetricsProperties;
import org.springframework.boot.opentelemetry.autoconfigure.OpenTelemetryProperties;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration that sends metrics over OTLP/gRPC when asked to, and that says once
 * when they do not arrive.
 */
@AutoConfiguration(before = OtlpMetricsExportAutoConfiguration.class)
@ConditionalOnFanlight("metrics")
@ConditionalOnClass({ OtlpMetricsSender.class, GrpcSenderProvider.class, OtlpMetricsExportAutoConfiguration.class,
		OpenTelemetryProperties.class })
@ConditionalOnEnabledMetricsExport("otlp")
@EnableConfigurationProperties({ OtlpMetricsTransportProperties.class, OtlpMetricsProperties.class })
public final class OtlpMetricsTransportAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(OtlpMetricsSender.class)
	@ConditionalOnProperty(name = "fanlight.metrics.otlp.transport", havingValue = "grpc")
	OtlpMetricsStateLog fanlightOtlpGrpcMetricsSender(OtlpMetricsProperties properties,
			ObjectProvider<OtlpMetricsConnectionDetails> connectionDetails) {
		OtlpMetricsConnectionDetails details = connectionDetails.getIfAvailable();
		return new OtlpMetricsStateLog(new OtlpGrpcMetricsSender(properties.getConnectTimeout(),
				properties.getConnectTimeout().plus(properties.getReadTimeout()),
				tls((details != null) ? details.getSslBundle() : null)));
	}

	/**
	 * Lets Boot's sender over HTTP be as calm as ours; a sender of the user is left
	 * alone.
	 */
	@Bean
	static BeanPostProcessor fanlightOtlpHttpMetricsStateLog() {
		return new BeanPostProcessor() {

			@Override
			public Object postProcessAfterInitialization(Object bean, String beanName) {
				return (bean instanceof OtlpHttpMetricsSender sender && beanName.equals("otlpMetricsSender"))
						? new OtlpMetricsStateLog(sender) : bean;
			}

		};
	}

	private static OtlpGrpcMetricsSender.@Nullable Tls tls(@Nullable SslBundle bundle) {
		if (bundle == null) {
			return null;
		}
		return Arrays.stream(bundle.getManagers().getTrustManagers())
			.filter(X509TrustManager.class::isInstance)
			.map((trustManager) -> new OtlpGrpcMetricsSender.Tls(bundle.createSslContext(),
					(X509TrustManager) trustManager))
			.findFirst()
			.orElseThrow(() -> new IllegalStateException(
					"The SSL bundle of management.otlp.metrics.export.ssl.bundle trusts nobody"));
	}

}
