package dev.fanlight.sample.traffic;

import dev.fanlight.sample.Role;

import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.core.env.Environment;

/**
 * Sends the customer to the own gateway.
 */
@Configuration(proxyBeanMethods = false)
@Profile(Role.GATEWAY)
@ConditionalOnBooleanProperty("shop.traffic.enabled")
class TrafficConfiguration {

	@Bean
	TrafficGenerator trafficGenerator(TrafficProperties properties, Environment environment) {
		return new TrafficGenerator(() -> "http://localhost:" + environment.getRequiredProperty("local.server.port"),
				properties.rate());
	}

}
