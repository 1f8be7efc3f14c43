package dev.fanlight.autoconfigure;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.core.convert.ConversionException;
import org.springframework.core.env.Environment;
import org.springframework.util.PlaceholderResolutionException;
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

	private static final String UNNAMED = "unknown_service";

	/**
	 * Whether a deployment environment is meant to serve users.
	 * @param environment its name, in any case
	 * @return whether it is called {@code production} or {@code prod}
	 */
	public static boolean isProduction(String environment) {
		String name = environment.strip();
		return name.equalsIgnoreCase("production") || name.equalsIgnoreCase("prod");
	}

	/**
	 * Whether the master switch is off.
	 * @param environment the environment
	 * @return whether it is off
	 */
	public static boolean isOff(Environment environment) {
		return isOff(environment, "fanlight.enabled");
	}

	/**
	 * Whether a switch that is on by default is off, in any word that is bound as
	 * {@code false}. A value that is no truth value counts as on here and is reported
	 * later.
	 * @param environment the environment
	 * @param property the switch
	 * @return whether it is off
	 */
	public static boolean isOff(Environment environment, String property) {
		try {
			return !environment.getProperty(property, Boolean.class, true);
		}
		catch (ConversionException | PlaceholderResolutionException ex) {
			return false;
		}
	}

	/**
	 * Identity of the service.
	 *
	 * @param name Name of the service. Taken from spring.application.name,
	 * OTEL_SERVICE_NAME or SERVICE_NAME when not set.
	 * @param version Version of the service. Taken from service.version in
	 * OTEL_RESOURCE_ATTRIBUTES or from the build information when not set.
	 */
	public record Service(@DefaultValue(UNNAMED) String name, @Nullable String version) {

		public Service {
			name = StringUtils.hasText(name) ? name : UNNAMED;
		}

		/**
		 * The name under which the service finds again what it left on disk. Services
		 * without a name are told apart by the directory they run in.
		 * @return the name, with a suffix where nobody gave one
		 */
		public String stateName() {
			return this.name.equals(UNNAMED)
					? UNNAMED + '-' + Integer.toHexString(System.getProperty("user.dir", "").hashCode()) : this.name;
		}

	}

}
