package dev.fanlight.autoconfigure;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.StringUtils;

/**
 * What all of Fanlight shares: the master switch and the identity of the service.
 *
 * @param enabled Whether Fanlight does anything at all.
 * @param environment Deployment environment, for example production. Taken from APP_ENV
 * or deployment.environment.name in OTEL_RESOURCE_ATTRIBUTES when not set.
 * @param service Identity of the service in logs, metrics and traces.
 */
@ConfigurationProperties("fanlight")
public record FanlightProperties(@DefaultValue("true") boolean enabled, @DefaultValue("development") String environment,
		@DefaultValue Service service) {

	/**
	 * Identity of the service.
	 *
	 * @param name Name of the service. Taken from spring.application.name,
	 * OTEL_SERVICE_NAME or SERVICE_NAME when not set.
	 * @param version Version of the service. Taken from service.version in
	 * OTEL_RESOURCE_ATTRIBUTES or from the build information when not set.
	 */
	public record Service(@DefaultValue("unknown_service") String name, @Nullable String version) {

		public Service {
			name = StringUtils.hasText(name) ? name : "unknown_service";
		}

	}

}
