package dev.fanlight.autoconfigure.tracing;

import java.util.List;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which requests are traffic: the others are neither counted nor traced, nor is anything
 * they cause.
 *
 * @param enabled Whether requests are told apart at all.
 * @param excludeManagement Whether Actuator endpoints and health probes on the server's
 * port are left out.
 * @param excludePaths Further paths to leave out, as patterns below the context path, for
 * example /internal/**.
 */
@ConfigurationProperties("fanlight.traffic")
public record TrafficProperties(@DefaultValue("true") boolean enabled, @DefaultValue("true") boolean excludeManagement,
		@DefaultValue List<String> excludePaths) {
}
