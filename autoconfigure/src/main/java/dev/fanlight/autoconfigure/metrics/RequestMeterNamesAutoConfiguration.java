package dev.fanlight.autoconfigure.metrics;

import dev.fanlight.autoconfigure.ConditionalOnFanlight;
import dev.fanlight.autoconfigure.RequestMeterNames;
import dev.fanlight.metrics.MeterNaming;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.NamingConvention;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration for the names of the meters of requests.
 */
@AutoConfiguration
@ConditionalOnFanlight("metrics")
@ConditionalOnClass(NamingConvention.class)
@EnableConfigurationProperties(MetricsProperties.class)
public final class RequestMeterNamesAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	RequestMeterNames fanlightRequestMeterNames(MetricsProperties properties) {
		MeterNaming naming = properties.naming();
		return new RequestMeterNames(names(naming.server()), names(naming.client()));
	}

	private static RequestMeterNames.Requests names(MeterNaming.Names names) {
		return new RequestMeterNames.Requests(names.meter(),
				NamingConvention.snakeCase.name(names.meter(), Meter.Type.TIMER) + "_seconds", label(names.route()),
				label(names.method()), label(names.status()), label(names.error()), names.noError(), names.faults(),
				label(names.peer()));
	}

	@SuppressWarnings("NullAway")
	private static @Nullable String label(@Nullable String tag) {
		return (tag != null) ? NamingConvention.snakeCase.tagKey(tag) : null;
	}

}
