package dev.fanlight.autoconfigure.environment;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import dev.fanlight.autoconfigure.FanlightProperties;
import dev.fanlight.autoconfigure.Mistake;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.bootstrap.ConfigurableBootstrapContext;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.env.OriginTrackedMapPropertySource;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.PropertySourceOrigin;
import org.springframework.context.aot.AbstractAotProcessor;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertyResolver;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.PropertySource.StubPropertySource;
import org.springframework.core.io.DefaultResourceLoader;
import org.springframework.util.StringUtils;

/**
 * Completes the environment once Boot has loaded the application's configuration: gives
 * imported {@code .env} files the names of the environment, maps variables of every
 * source, says who the service is and puts the defaults last. With
 * {@code fanlight.enabled=false} all of that is taken away again, but for profiles that a
 * {@code .env} file chose before the switch could be read, and with one exception: since
 * the OTLP meter registry is on the class path because of Fanlight, metrics are not
 * pushed to a default address even then.
 */
final class FanlightEnvironmentPostProcessor implements EnvironmentPostProcessor, Ordered {

	/**
	 * After configuration data and whatever else orders itself, before Boot's own mapping
	 * of OTEL_* names.
	 */
	static final int ORDER = Ordered.LOWEST_PRECEDENCE - 100;

	/** Begins the name of every source that is made from another one. */
	static final String OURS = "fanlight: ";

	static final String DERIVED = OURS + "variables of ";

	private static final String ENABLED = "fanlight.enabled";

	private static final Pattern IMPORTED_DOTENV = Pattern.compile("^Config resource .*\\.env[\\w.-]*\\]' via .*");

	private final Findings findings;

	FanlightEnvironmentPostProcessor(ConfigurableBootstrapContext bootstrapContext) {
		this.findings = Findings.of(bootstrapContext);
	}

	@Override
	public int getOrder() {
		return ORDER;
	}

	@Override
	public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
		MutablePropertySources sources = environment.getPropertySources();
		removeOurs(sources);
		addImported(sources, application.getEnvironmentPrefix());
		Map<String, Object> defaults = new LinkedHashMap<>();
		if (FanlightProperties.isOff(environment)) {
			removeOurs(sources);
			sources.remove(DotenvEnvironmentPostProcessor.SOURCE);
			if (!FanlightProperties.isOff(environment)) {
				defaults.put(ENABLED, "false");
			}
			if (!willBootPushMetrics(environment)) {
				FanlightDefaults.NO_METRICS_PUSH.addTo(defaults);
			}
		}
		else {
			complete(environment, application, defaults);
		}
		sources.addLast(new OriginTrackedMapPropertySource(FanlightDefaults.SOURCE, defaults, true));
	}

	private void complete(ConfigurableEnvironment environment, SpringApplication application,
			Map<String, Object> defaults) {
		findUnresolved(environment);
		List<VariableSource> variables = variableSources(environment);
		VariableMapper mapper = new VariableMapper(variables, environment, this.findings);
		boolean openTelemetry = !FanlightProperties.isOff(environment, FanlightDefaults.MAP_VARIABLES);
		mapper.map(openTelemetry);
		Map<String, String> identity = new ServiceIdentity(variables, this.findings).publish(environment,
				new DefaultResourceLoader(application.getClassLoader()));
		variables.forEach((source) -> source.addDerivedTo(environment.getPropertySources()));
		FanlightDefaults.ALWAYS.forEach((entry) -> entry.addTo(defaults));
		FanlightDefaults.chosen(environment, application.getClassLoader()).forEach((entry) -> entry.addTo(defaults));
		defaults.putAll(identity);
		String sampler = mapper.variable(Conversions.SAMPLER);
		if (openTelemetry && sampler != null && Conversions.isRatio(sampler)) {
			FanlightDefaults.WHOLE_RATIO.addTo(defaults);
		}
		if (environment.getProperty(AbstractAotProcessor.AOT_PROCESSING, Boolean.class, false)) {
			FanlightDefaults.AHEAD_OF_TIME.forEach((entry) -> entry.addTo(defaults));
		}
		else if (!mapper.hasProperty(Conversions.METRICS_URL)) {
			FanlightDefaults.NO_METRICS_PUSH.addTo(defaults);
		}
	}

	private void findUnresolved(ConfigurableEnvironment environment) {
		// Variables of the machine that builds an image are not those it will run with
		boolean building = environment.getProperty(AbstractAotProcessor.AOT_PROCESSING, Boolean.class, false);
		for (Mistake mistake : SettingChecks.unresolved(environment)) {
			if (!building) {
				this.findings.add(mistake);
				// Whoever reads on until the report finds text instead of an exception
				environment.setIgnoreUnresolvableNestedPlaceholders(true);
			}
			this.findings.addUnresolved(mistake.key());
		}
	}

	private static List<VariableSource> variableSources(ConfigurableEnvironment environment) {
		MutablePropertySources sources = environment.getPropertySources();
		Map<Object, ConfigurationPropertySource> keys = new IdentityHashMap<>();
		ConfigurationPropertySources.get(environment)
			.forEach((source) -> keys.put(source.getUnderlyingSource(), source));
		return sources.stream()
			.filter((source) -> !(source instanceof StubPropertySource))
			.filter((source) -> !List.of("configurationProperties", "applicationInfo").contains(source.getName()))
			// Its twin says the same and more
			.filter((source) -> !sources.contains(EnvironmentStylePropertySource.nameFor(OURS + source.getName())))
			.map((source) -> new VariableSource(source, keys.get(source), environment))
			.toList();
	}

	private static void addImported(MutablePropertySources sources, @Nullable String prefix) {
		for (PropertySource<?> source : sources.stream().toList()) {
			if (source instanceof EnumerablePropertySource<?> enumerable
					&& IMPORTED_DOTENV.matcher(source.getName()).matches()) {
				Map<String, Object> values = new HashMap<>();
				Map<String, Origin> origins = new HashMap<>();
				for (String name : enumerable.getPropertyNames()) {
					values.put(name, String.valueOf(source.getProperty(name)));
					origins.put(name, PropertySourceOrigin.get(source, name));
				}
				sources.addAfter(source.getName(),
						new EnvironmentStylePropertySource(OURS + source.getName(), values, origins, prefix));
			}
		}
	}

	private static void removeOurs(MutablePropertySources sources) {
		sources.remove(FanlightDefaults.SOURCE);
		sources.stream()
			.map(PropertySource::getName)
			.filter((name) -> name.startsWith(OURS))
			.toList()
			.forEach(sources::remove);
	}

	/**
	 * Whether somebody gave a key a value that is not empty.
	 * @param key the key
	 * @param environment the environment
	 * @return whether it has a value
	 */
	static boolean isSet(String key, PropertyResolver environment) {
		return StringUtils.hasText(environment.resolvePlaceholders("${" + key + ":}"));
	}

	private static boolean willBootPushMetrics(ConfigurableEnvironment environment) {
		return isSet(Conversions.METRICS_URL, environment) || StringUtils.hasText(System.getenv(Conversions.ENDPOINT))
				|| StringUtils.hasText(System.getenv(Conversions.METRICS_ENDPOINT));
	}

}
