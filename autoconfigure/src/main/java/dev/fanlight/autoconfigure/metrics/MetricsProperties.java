package dev.fanlight.autoconfigure.metrics;

import java.util.Map;

import dev.fanlight.metrics.MeterNaming;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the meters.
 *
 * @param enabled Whether Fanlight adds to Boot's metrics.
 * @param targetInfo Settings of target_info.
 * @param descriptions Help texts by meter name, for meters that come without one, such as
 * those of an observation.
 * @param naming What the meters of HTTP requests and their tags are called.
 */
@ConfigurationProperties("fanlight.metrics")
record MetricsProperties(@DefaultValue("true") boolean enabled, @DefaultValue TargetInfo targetInfo,
		@DefaultValue Map<String, String> descriptions, @DefaultValue("micrometer") MeterNaming naming) {

	/**
	 * Settings of target_info.
	 *
	 * @param enabled Whether the resource of the service is shown to Prometheus as
	 * target_info.
	 */
	record TargetInfo(@DefaultValue("true") boolean enabled) {
	}

}
