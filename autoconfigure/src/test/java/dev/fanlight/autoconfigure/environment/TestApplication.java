package dev.fanlight.autoconfigure.environment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * A real application run with settings in chosen places.
 */
final class TestApplication {

	private final Path directory;

	private final Map<String, Object> variables = new LinkedHashMap<>();

	private final Map<String, String> systemProperties = new LinkedHashMap<>();

	private final List<String> arguments = new ArrayList<>();

	private Class<?> configuration = Empty.class;

	TestApplication(Path directory) {
		this.directory = directory;
		this.arguments.add("--spring.config.location=" + directory.toUri());
	}

	TestApplication argument(String argument) {
		this.arguments.add("--" + argument);
		return this;
	}

	TestApplication variable(String name, String value) {
		this.variables.put(name, value);
		return this;
	}

	TestApplication systemProperty(String name, String value) {
		this.systemProperties.put(name, value);
		return this;
	}

	TestApplication yaml(String... lines) {
		write("application.yml", lines);
		return this;
	}

	TestApplication dotenv(String... lines) {
		this.variables.put("FANLIGHT_DOTENV_LOCATION", write(".env", lines).toString());
		return this;
	}

	Path write(String name, String... lines) {
		try {
			return Files.write(this.directory.resolve(name), List.of(lines));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	TestApplication configuration(Class<?> type) {
		this.configuration = type;
		return this;
	}

	void run(Consumer<ConfigurableEnvironment> assertions) {
		runContext((context) -> assertions.accept(context.getEnvironment()));
	}

	void runContext(Consumer<ConfigurableApplicationContext> assertions) {
		try (ConfigurableApplicationContext context = start()) {
			assertions.accept(context);
		}
	}

	ConfigurableApplicationContext start() {
		SpringApplication application = new SpringApplication(this.configuration);
		application.setWebApplicationType(WebApplicationType.NONE);
		application.setEnvironment(environment());
		// Boot keeps the format of the first start of a process
		System.clearProperty("CONSOLE_LOG_STRUCTURED_FORMAT");
		System.clearProperty("FILE_LOG_STRUCTURED_FORMAT");
		this.systemProperties.forEach(System::setProperty);
		try {
			return application.run(this.arguments.toArray(String[]::new));
		}
		finally {
			this.systemProperties.keySet().forEach(System::clearProperty);
		}
	}

	private StandardEnvironment environment() {
		StandardEnvironment environment = new StandardEnvironment();
		environment.getPropertySources()
			.replace(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, new SystemEnvironmentPropertySource(
					StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, this.variables));
		return environment;
	}

	@Configuration(proxyBeanMethods = false)
	static class Empty {

	}

}
