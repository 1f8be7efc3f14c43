package dev.fanlight.autoconfigure.environment;

import java.util.List;
import java.util.Map;

import io.micrometer.core.instrument.Meter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsProperties;
import org.springframework.boot.micrometer.metrics.autoconfigure.ServiceLevelObjectiveBoundary;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.PropertySource;
import org.springframework.core.env.ConfigurableEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

class FanlightDefaultsTests {

	@Test
	void standLastAndApplyWhenNobodySetsThem() {
		try (ConfigurableApplicationContext context = application(Map.of()).run()) {
			ConfigurableEnvironment environment = context.getEnvironment();
			FanlightDefaults.ALWAYS
				.forEach((entry) -> assertThat(environment.getProperty(entry.key())).isEqualTo(entry.value()));
			assertThat(environment.getPropertySources().stream().toList()).last()
				.extracting(org.springframework.core.env.PropertySource::getName)
				.isEqualTo(FanlightDefaults.SOURCE);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "false", "off", "no", " 0 " })
	void thoseOfMetersGoWithTheFeature(String off) {
		try (ConfigurableApplicationContext context = application(Map.of()).run("--fanlight.metrics.enabled=" + off)) {
			assertThat(FanlightDefaults.METRICS).isNotEmpty()
				.noneMatch((entry) -> context.getEnvironment().containsProperty(entry.key()));
		}
	}

	@Test
	void bucketsBindAndReachFromFiveMillisecondsToTenSeconds() {
		try (ConfigurableApplicationContext context = application(Map.of()).run()) {
			MetricsProperties metrics = Binder.get(context.getEnvironment())
				.bind("management.metrics", MetricsProperties.class)
				.get();
			ServiceLevelObjectiveBoundary[] buckets = metrics.getDistribution().getSlo().get("http.server.requests");
			assertThat(buckets).extracting((bucket) -> bucket.getValue(Meter.Type.TIMER))
				.containsExactly(5e6, 10e6, 25e6, 50e6, 100e6, 250e6, 500e6, 1e9, 2.5e9, 5e9, 10e9);
			assertThat(metrics.getObservations().getIgnoredMeters()).hasToString("[LONG_TASK_TIMER]");
		}
	}

	@Test
	void loseAgainstDefaultPropertiesOfTheApplication() {
		try (ConfigurableApplicationContext context = application(Map.of(FanlightDefaults.PROBABILITY, "0.7")).run()) {
			assertThat(context.getEnvironment().getProperty(FanlightDefaults.PROBABILITY)).isEqualTo("0.7");
		}
	}

	@Test
	void loseAgainstPropertySourceAnnotations() {
		SpringApplication application = application(Map.of());
		application.setMainApplicationClass(Annotated.class);
		application.addPrimarySources(List.of(Annotated.class));
		try (ConfigurableApplicationContext context = application.run()) {
			assertThat(context.getEnvironment().getProperty(FanlightDefaults.PROBABILITY)).isEqualTo("0.6");
		}
	}

	@Test
	void variableAmongDefaultPropertiesLosesAgainstAKeyBesideIt() {
		String key = "management.opentelemetry.tracing.export.otlp.endpoint";
		Map<String, Object> properties = Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "http://variable", key, "http://key");
		try (ConfigurableApplicationContext context = application(properties).run()) {
			assertThat(context.getEnvironment().getProperty(key)).isEqualTo("http://key");
			assertThat(context.getEnvironment().getProperty("management.opentelemetry.logging.export.otlp.endpoint"))
				.isEqualTo("http://variable/v1/logs");
		}
	}

	@Test
	void linesAreJsonUnlessSomebodyChoseOtherwise() {
		assertThat(format()).isEqualTo(FanlightDefaults.FORMATTER);
		assertThat(format("--fanlight.logging.format=text")).isNull();
		assertThat(format("--LOG_FORMAT=text")).isNull();
		for (String off : List.of("false", "off", "NO", "0")) {
			assertThat(format("--fanlight.logging.enabled=" + off)).as(off).isNull();
		}
		assertThat(format("--logging.structured.format.console=ecs")).isEqualTo("ecs");
		assertThat(format("--logging.structured.format.file=ecs")).isNull();
	}

	@Test
	void linesAreLeftAloneWithoutLogback() {
		System.setProperty(LoggingSystem.SYSTEM_PROPERTY, LoggingSystem.NONE);
		try {
			assertThat(format()).isNull();
		}
		finally {
			System.clearProperty(LoggingSystem.SYSTEM_PROPERTY);
		}
	}

	private static String format(String... arguments) {
		try (ConfigurableApplicationContext context = application(Map.of()).run(arguments)) {
			return context.getEnvironment().getProperty(FanlightDefaults.CONSOLE_FORMAT);
		}
	}

	@Test
	void areAbsentWhenFanlightIsOff() {
		try (ConfigurableApplicationContext context = application(Map.of()).run("--fanlight.enabled=false")) {
			FanlightDefaults.ALWAYS
				.forEach((entry) -> assertThat(context.getEnvironment().containsProperty(entry.key())).isFalse());
		}
	}

	@Test
	void eachHasASentence() {
		assertThat(FanlightDefaults.ALWAYS).allSatisfy((entry) -> assertThat(entry.why()).endsWith("."));
	}

	private static SpringApplication application(Map<String, Object> defaultProperties) {
		SpringApplication application = new SpringApplication(Empty.class);
		application.setWebApplicationType(WebApplicationType.NONE);
		application.setDefaultProperties(defaultProperties);
		return application;
	}

	@Configuration(proxyBeanMethods = false)
	static class Empty {

	}

	@Configuration(proxyBeanMethods = false)
	@PropertySource("classpath:dev/fanlight/autoconfigure/environment/annotated.properties")
	static class Annotated {

	}

}
