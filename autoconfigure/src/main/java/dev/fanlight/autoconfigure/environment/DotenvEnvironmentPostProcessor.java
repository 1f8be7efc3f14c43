package dev.fanlight.autoconfigure.environment;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.fanlight.autoconfigure.EarlySettings;
import dev.fanlight.autoconfigure.FanlightProperties;
import dev.fanlight.autoconfigure.Mistake;
import org.apache.commons.logging.Log;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.bootstrap.ConfigurableBootstrapContext;
import org.springframework.boot.logging.DeferredLogFactory;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.TextResourceOrigin;
import org.springframework.boot.origin.TextResourceOrigin.Location;
import org.springframework.boot.support.SpringApplicationJsonEnvironmentPostProcessor;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.FileSystemResource;

/**
 * Puts the variables of a {@code .env} file right behind those of the process, early
 * enough that {@code SPRING_PROFILES_ACTIVE} or {@code SPRING_APPLICATION_JSON} in it
 * count.
 */
final class DotenvEnvironmentPostProcessor implements EnvironmentPostProcessor, Ordered {

	static final String SOURCE = EnvironmentStylePropertySource.nameFor("fanlightDotenv");

	private static final int LARGEST_FILE = 1024 * 1024;

	private static final int MOST_LINES_REPORTED = 10;

	private final Log logger;

	private final Findings findings;

	DotenvEnvironmentPostProcessor(DeferredLogFactory logFactory, ConfigurableBootstrapContext bootstrapContext) {
		this.logger = logFactory.getLog(DotenvEnvironmentPostProcessor.class);
		this.findings = Findings.of(bootstrapContext);
	}

	@Override
	public int getOrder() {
		return SpringApplicationJsonEnvironmentPostProcessor.DEFAULT_ORDER - 1;
	}

	@Override
	public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
		environment.getPropertySources().remove(SOURCE);
		DotenvProperties properties = EarlySettings.read(environment, "fanlight.dotenv", DotenvProperties.class);
		if (!properties.enabled() || FanlightProperties.isOff(environment)) {
			return;
		}
		Path file = find(properties.location(), environment);
		if (file != null) {
			load(file, environment.getPropertySources(), application.getEnvironmentPrefix());
		}
	}

	private @Nullable Path find(String location, ConfigurableEnvironment environment) {
		try {
			Path file = Path.of(location);
			if (Files.isRegularFile(file)) {
				return file;
			}
		}
		catch (InvalidPathException ex) {
			// Reported like a file that is not there
		}
		if (!location.equals(DotenvProperties.DEFAULT_LOCATION)) {
			Mistake mistake = SettingChecks.mistake("fanlight.dotenv.location", environment,
					"must be the path of an existing file");
			if (mistake != null) {
				this.findings.add(mistake);
			}
		}
		return null;
	}

	private void load(Path file, MutablePropertySources sources, @Nullable String prefix) {
		DotenvParser.Dotenv dotenv;
		try {
			if (Files.size(file) > LARGEST_FILE) {
				this.findings.note("Ignored " + file + ": it is larger than 1 MiB");
				return;
			}
			dotenv = DotenvParser.parse(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
		}
		catch (IOException ex) {
			this.findings.note("Ignored " + file + ": it cannot be read (" + ex.getClass().getSimpleName() + ")");
			return;
		}
		this.logger.info("Read " + file.toAbsolutePath());
		report(file, dotenv.malformed());
		add(file, dotenv.entries(), sources, prefix);
	}

	private void report(Path file, List<Integer> malformed) {
		malformed.stream()
			.limit(MOST_LINES_REPORTED)
			.forEach((line) -> this.findings.note("Ignored " + file + ":" + line + ": it is not NAME=value"));
		if (malformed.size() > MOST_LINES_REPORTED) {
			this.findings.note("Ignored " + (malformed.size() - MOST_LINES_REPORTED) + " more lines of " + file);
		}
	}

	private void add(Path file, List<DotenvParser.Entry> entries, MutablePropertySources sources,
			@Nullable String prefix) {
		FileSystemResource resource = new FileSystemResource(file);
		Map<String, Object> values = new HashMap<>();
		Map<String, Origin> origins = new HashMap<>();
		for (DotenvParser.Entry entry : entries) {
			values.put(entry.name(), entry.value());
			origins.put(entry.name(),
					new TextResourceOrigin(resource, new Location(entry.line() - 1, entry.column() - 1)));
		}
		EnvironmentStylePropertySource source = new EnvironmentStylePropertySource("fanlightDotenv", values, origins,
				prefix);
		if (sources.contains(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME)) {
			sources.addAfter(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, source);
		}
		else {
			sources.addLast(source);
		}
	}

}
