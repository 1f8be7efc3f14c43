package dev.fanlight.sample.traffic;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of the built-in traffic.
 *
 * @param enabled whether there is any
 * @param rate requests per second, 0.01 to 100; fewer when the shop answers slowly
 */
@Validated
@ConfigurationProperties("shop.traffic")
record TrafficProperties(@DefaultValue("true") boolean enabled,
		@DefaultValue("2") @DecimalMin("0.01") @DecimalMax("100") double rate) {
}
