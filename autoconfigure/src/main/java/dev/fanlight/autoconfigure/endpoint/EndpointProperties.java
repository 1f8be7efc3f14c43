package dev.fanlight.autoconfigure.endpoint;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The actuator endpoint {@code fanlight}.
 *
 * @param enabled Whether the endpoint fanlight is there, where Actuator exposes it.
 * @param defaultExpiry Time after which a change made through the endpoint is reverted
 * when the request names none; never longer than max-expiry.
 * @param maxExpiry Longest time for which a change made through the endpoint may be asked
 * for.
 */
@ConfigurationProperties("fanlight.endpoint")
public record EndpointProperties(@DefaultValue("true") boolean enabled, @DefaultValue("10m") Duration defaultExpiry,
		@DefaultValue("24h") Duration maxExpiry) {
}
