package dev.fanlight.autoconfigure.endpoint;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who may ask the Actuator endpoints. A token and addresses that are both set must both
 * fit.
 *
 * @param enabled Whether the settings of fanlight.endpoints apply.
 * @param token Token that requests to Actuator endpoints must bring, as bearer token or
 * as the password of any user; at least 16 characters.
 * @param allowedAddresses Addresses and ranges such as 10.0.0.0/8 from which Actuator
 * endpoints may be asked.
 * @param open Patterns of paths below the base path of Actuator that anybody may ask.
 */
@ConfigurationProperties("fanlight.endpoints")
record EndpointProtectionProperties(@DefaultValue("true") boolean enabled, @Nullable String token,
		@DefaultValue List<String> allowedAddresses, @DefaultValue( {
				"/health/liveness", "/health/readiness" }) List<String> open){

	@Override
	public String toString() {
		return "EndpointProtectionProperties[allowedAddresses=" + this.allowedAddresses + ", open=" + this.open + "]";
	}

}
