package org.springframework.boot.opentelemetry.autoconfigure;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.apache.commons.logging.LogFactory;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.logging.DeferredLogFactory;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * Opens Boot's own mapping of OTEL_* names to the test that compares ours with it.
 */
public final class BootVariableMapping {

	private BootVariableMapping() {
	}

	/**
	 * What Boot makes of an environment.
	 * @param variables the environment
	 * @return the properties
	 */
	public static Map<String, String> map(Map<String, String> variables) {
		DeferredLogFactory logs = (supplier) -> LogFactory.getLog(BootVariableMapping.class);
		StandardEnvironment environment = new StandardEnvironment();
		new OpenTelemetryEnvironmentVariableEnvironmentPostProcessor(logs,
				OpenTelemetryEnvironmentVariables.forMap(logs, variables))
			.postProcessEnvironment(environment, new SpringApplication());
		EnumerablePropertySource<?> mapped = (EnumerablePropertySource<?>) environment.getPropertySources()
			.get("openTelemetryEnvironmentVariables");
		return (mapped == null) ? Map.of()
				: Arrays.stream(mapped.getPropertyNames())
					.collect(Collectors.toMap((name) -> name, (name) -> String.valueOf(mapped.getProperty(name)),
							(first, second) -> first, LinkedHashMap::new));
	}

	/**
	 * Every name that Boot maps, read from the constants of its class.
	 * @return the names
	 */
	public static Set<String> names() {
		String type = OpenTelemetryEnvironmentVariableEnvironmentPostProcessor.class.getSimpleName() + ".class";
		try (InputStream stream = OpenTelemetryEnvironmentVariableEnvironmentPostProcessor.class
			.getResourceAsStream(type)) {
			String constants = new String(stream.readAllBytes(), StandardCharsets.ISO_8859_1);
			return Pattern.compile("OTEL_[A-Z_]+")
				.matcher(constants)
				.results()
				.map((result) -> result.group())
				.collect(Collectors.toCollection(TreeSet::new));
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
