package dev.fanlight.autoconfigure.environment;

import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.env.PropertySourceInfo;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.OriginLookup;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.util.StringUtils;

/**
 * Values that did not come from the process environment and yet bind like it:
 * {@code MANAGEMENT_SERVER_PORT} is {@code management.server.port}. Boot grants that to
 * this type of source under a name of this ending only.
 */
final class EnvironmentStylePropertySource extends SystemEnvironmentPropertySource
		implements OriginLookup<String>, PropertySourceInfo {

	private static final String SUFFIX = "-" + StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME;

	private final Map<String, Origin> origins;

	private final @Nullable String prefix;

	/**
	 * Create a source.
	 * @param name the name of the source, completed by the ending that Boot asks for
	 * @param values the values by name
	 * @param origins where the values were written
	 * @param prefix the application's prefix for environment variables
	 */
	EnvironmentStylePropertySource(String name, Map<String, Object> values, Map<String, Origin> origins,
			@Nullable String prefix) {
		super(name + SUFFIX, values);
		this.origins = origins;
		this.prefix = StringUtils.hasText(prefix) ? prefix.replaceFirst("[._-]$", "") : null;
	}

	static String nameFor(String name) {
		return name + SUFFIX;
	}

	@Override
	public @Nullable Origin getOrigin(String key) {
		return this.origins.get(resolvePropertyName(key));
	}

	@Override
	public boolean isImmutable() {
		return true;
	}

	@Override
	public @Nullable String getPrefix() {
		return this.prefix;
	}

}
