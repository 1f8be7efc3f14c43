package dev.fanlight.autoconfigure.logging;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

import dev.fanlight.autoconfigure.Mistake;
import dev.fanlight.autoconfigure.SettingCheck;
import dev.fanlight.logging.LogContextSource;
import dev.fanlight.logging.LogContextSource.Kind;
import dev.fanlight.logging.MdcKey;
import dev.fanlight.redaction.InvalidRedactionPolicyException;
import dev.fanlight.redaction.RedactionPolicy;
import dev.fanlight.redaction.Redactor;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Checks that {@code fanlight.logging.context} names keys and sources.
 */
final class LogContextCheck implements SettingCheck {

	private static final String PREFIX = "fanlight.logging.context";

	private static final int MAX_KEYS = 16;

	private static final Pattern KEY = Pattern.compile("[A-Za-z0-9_.-]{1,64}");

	private static final Pattern HEADER = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

	private static final Set<String> RESERVED = Set.of(MdcKey.TRACE_ID, MdcKey.SPAN_ID, MdcKey.TRACE_SAMPLED,
			MdcKey.REQUEST_ID);

	private static final Set<String> CREDENTIALS = Set.of("authorization", "proxy-authorization", "cookie",
			"set-cookie");

	@Override
	public void check(ConfigurableEnvironment environment, Consumer<Mistake> mistakes) {
		Map<String, String> settings = Binder.get(environment)
			.bind(PREFIX, Bindable.mapOf(String.class, String.class))
			.orElse(Map.of());
		int count = 0;
		for (Map.Entry<String, String> setting : settings.entrySet()) {
			String complaint = (++count > MAX_KEYS) ? "is one too many: at most " + MAX_KEYS + " keys are carried"
					: complaint(setting.getKey(), setting.getValue(), environment);
			if (complaint != null) {
				mistakes.accept(mistake(setting, environment, complaint));
			}
		}
	}

	private static Mistake mistake(Map.Entry<String, String> setting, ConfigurableEnvironment environment,
			String complaint) {
		String plain = PREFIX + '.' + setting.getKey();
		ConfigurationProperty property = Mistake.effective(ConfigurationPropertyName.adapt(plain, '.'), environment);
		if (property == null) {
			return Mistake.in(PREFIX + '[' + setting.getKey() + ']', setting.getValue(), environment, complaint);
		}
		return Mistake.of(plain, setting.getValue(), property.getOrigin(), complaint);
	}

	private static @Nullable String complaint(String key, String written, ConfigurableEnvironment environment) {
		if (!KEY.matcher(key).matches()) {
			return "must be a key of at most 64 letters, digits and ._-";
		}
		if (RESERVED.contains(key)) {
			return "must be another key: Fanlight writes " + key + " itself";
		}
		LogContextSource source;
		try {
			source = LogContextSource.parse(key, written);
		}
		catch (IllegalArgumentException ex) {
			return "must be one of user, client-ip, mdc, header:NAME, path:VARIABLE, baggage:NAME";
		}
		if (source.kind() == Kind.HEADER && !HEADER.matcher(source.name()).matches()) {
			return "must name an HTTP header, for example header:X-Tenant";
		}
		if (source.kind() == Kind.HEADER && CREDENTIALS.contains(source.name().toLowerCase(Locale.ROOT))) {
			return "must be another header: this one holds credentials";
		}
		if (source.kind() == Kind.HEADER && Names.REDACTOR.isSensitive(source.name())
				&& !isAllowed(source.name(), environment)) {
			return "must be another header: this one is named like a secret. "
					+ "If it holds none, name it in fanlight.redaction.allow-keys";
		}
		return null;
	}

	private static boolean isAllowed(String header, ConfigurableEnvironment environment) {
		List<String> keys = Binder.get(environment)
			.bind("fanlight.redaction.allow-keys", Bindable.listOf(String.class))
			.orElse(List.of());
		try {
			return !Redactor.of(RedactionPolicy.builder().allowKeys(keys).build()).isSensitive(header);
		}
		catch (InvalidRedactionPolicyException ex) {
			// Redaction tells of it
			return false;
		}
	}

	/** Made when a header is named, and not before. */
	private static final class Names {

		static final Redactor REDACTOR = Redactor.of(RedactionPolicy.defaults());

	}

}
