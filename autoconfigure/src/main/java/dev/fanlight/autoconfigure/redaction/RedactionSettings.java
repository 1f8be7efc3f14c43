package dev.fanlight.autoconfigure.redaction;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import dev.fanlight.autoconfigure.InvalidConfigurationException;
import dev.fanlight.autoconfigure.Mistake;
import dev.fanlight.autoconfigure.redaction.RedactionProperties.DetectorSettings;
import dev.fanlight.redaction.DetectorGroup;
import dev.fanlight.redaction.InvalidRedactionPolicyException;
import dev.fanlight.redaction.RedactionPolicy;
import dev.fanlight.redaction.TokenPattern;
import dev.fanlight.redaction.TokenPrefix;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.AbstractBindHandler;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.core.env.Environment;

/**
 * {@code fanlight.redaction.*} as a policy, and everything in it that cannot be meant.
 * With mistakes the policy is the default one, so that nothing leaks until they are
 * reported.
 *
 * @param enabled whether anything is redacted
 * @param policy the policy
 * @param mistakes all mistakes
 */
record RedactionSettings(boolean enabled, RedactionPolicy policy, List<Mistake> mistakes) {

	static RedactionSettings of(Environment environment) {
		List<Mistake> mistakes = new ArrayList<>();
		RedactionProperties properties = Binder.get(environment)
			.bindOrCreate(RedactionProperties.PREFIX, Bindable.of(RedactionProperties.class),
					new Collector(new NoUnboundElementsBindHandler(BindHandler.DEFAULT), mistakes));
		RedactionPolicy policy = RedactionPolicy.defaults();
		try {
			policy = builder(properties).build();
		}
		catch (InvalidRedactionPolicyException ex) {
			ex.problems()
				.forEach((problem) -> mistakes
					.add(Mistake.in(problem.property(), problem.value(), environment, problem.fix())));
		}
		for (int i = 0; i < properties.patterns().size(); i++) {
			if (properties.patterns().get(i).regex().isEmpty()) {
				mistakes.add(Mistake.of(RedactionProperties.PREFIX + ".patterns[" + i + "].regex", "", null,
						"give an expression"));
			}
		}
		return new RedactionSettings(properties.enabled(), mistakes.isEmpty() ? policy : RedactionPolicy.defaults(),
				List.copyOf(mistakes));
	}

	/**
	 * The policy, unless there are mistakes.
	 * @return the policy
	 */
	RedactionPolicy valid() {
		if (!this.mistakes.isEmpty()) {
			throw new InvalidConfigurationException(this.mistakes);
		}
		return this.policy;
	}

	private static RedactionPolicy.Builder builder(RedactionProperties properties) {
		RedactionPolicy.Builder builder = RedactionPolicy.builder()
			.mode(properties.mode())
			.group(DetectorGroup.SECRETS, properties.groups().secrets())
			.group(DetectorGroup.FINANCIAL, properties.groups().financial())
			.group(DetectorGroup.PII, properties.groups().pii())
			.keys(properties.keys())
			.allowKeys(properties.allowKeys())
			.hmacKey(properties.hmacKey())
			.maxLength(properties.maxLength())
			.prefixes(properties.prefixes()
				.stream()
				.map((prefix) -> new TokenPrefix(prefix.id(), prefix.prefix(), prefix.alphabet(), prefix.minLength(),
						prefix.maxLength()))
				.toList())
			.patterns(properties.patterns()
				.stream()
				.map((pattern) -> new TokenPattern(pattern.id(), pattern.trigger(), pattern.regex(),
						pattern.maxLength()))
				.toList());
		List<String> known = new ArrayList<>(RedactionPolicy.defaults().detectorIds());
		properties.prefixes().forEach((prefix) -> known.add(prefix.id()));
		properties.patterns().forEach((pattern) -> known.add(pattern.id()));
		properties.detectors().forEach((id, settings) -> detector(builder, known(id, known), settings));
		return builder;
	}

	private static void detector(RedactionPolicy.Builder builder, String id, DetectorSettings settings) {
		if (settings.enabled() != null) {
			builder.enabled(id, settings.enabled());
		}
		if (settings.action() != null) {
			builder.action(id, settings.action());
		}
	}

	/** An environment variable cannot hold the hyphens of an id. */
	private static String known(String id, List<String> known) {
		return known.stream().filter((candidate) -> plain(candidate).equals(plain(id))).findFirst().orElse(id);
	}

	private static String plain(String id) {
		return id.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
	}

	/**
	 * Notes what cannot be bound and goes on.
	 */
	private static final class Collector extends AbstractBindHandler {

		private final List<Mistake> mistakes;

		Collector(NoUnboundElementsBindHandler parent, List<Mistake> mistakes) {
			super(parent);
			this.mistakes = mistakes;
		}

		@Override
		public @Nullable Object onFailure(ConfigurationPropertyName name, Bindable<?> target, BindContext context,
				Exception error) {
			ConfigurationProperty property = context.getConfigurationProperty();
			if (error instanceof UnboundConfigurationPropertiesException unbound) {
				unbound(unbound);
			}
			else if (property != null) {
				add(property, fix(target, error));
			}
			else {
				this.mistakes.add(Mistake.of(name.toString(), "", null, String.valueOf(error.getMessage())));
			}
			return null;
		}

		@Override
		public void onFinish(ConfigurationPropertyName name, Bindable<?> target, BindContext context,
				@Nullable Object result) throws Exception {
			try {
				super.onFinish(name, target, context, result);
			}
			catch (UnboundConfigurationPropertiesException ex) {
				unbound(ex);
			}
		}

		private void unbound(UnboundConfigurationPropertiesException ex) {
			ex.getUnboundProperties().forEach((property) -> {
				if (this.mistakes.stream()
					.noneMatch((mistake) -> mistake.key().equals(property.getName().toString()))) {
					add(property, "is no setting of " + RedactionProperties.PREFIX + "; correct or remove it");
				}
			});
		}

		private void add(ConfigurationProperty property, String fix) {
			this.mistakes.add(Mistake.of(property.getName().toString(), String.valueOf(property.getValue()),
					property.getOrigin(), fix));
		}

		private static String fix(Bindable<?> target, Exception error) {
			Class<?> type = target.getType().resolve(Object.class);
			if (type.isEnum()) {
				return "must be one of " + Arrays.stream(type.getEnumConstants())
					.map((constant) -> ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-'))
					.collect(Collectors.joining(", "));
			}
			if (type == boolean.class || type == Boolean.class) {
				return "must be true or false";
			}
			return (type == int.class) ? "must be a whole number" : String.valueOf(error.getMessage());
		}

	}

}
