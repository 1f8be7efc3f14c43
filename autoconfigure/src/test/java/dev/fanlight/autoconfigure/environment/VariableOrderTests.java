package dev.fanlight.autoconfigure.environment;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Variables work alike wherever they stand, in the order command line, system properties,
 * environment, .env, the application's configuration, defaults.
 */
@ExtendWith(OutputCaptureExtension.class)
class VariableOrderTests {

	private static final String ENDPOINT = "management.opentelemetry.tracing.export.otlp.endpoint";

	/** Places from the strongest to the weakest. */
	private static final List<BiConsumer<TestApplication, String>> PLACES = List.of(
			(application, value) -> application.argument("OTEL_EXPORTER_OTLP_ENDPOINT=http://" + value),
			(application, value) -> application.systemProperty("OTEL_EXPORTER_OTLP_ENDPOINT", "http://" + value),
			(application, value) -> application.variable("OTEL_EXPORTER_OTLP_ENDPOINT", "http://" + value),
			(application, value) -> application.dotenv("OTEL_EXPORTER_OTLP_ENDPOINT=http://" + value),
			(application, value) -> application.yaml("OTEL_EXPORTER_OTLP_ENDPOINT: http://" + value));

	@TempDir
	private Path directory;

	static List<Integer> places() {
		return List.of(0, 1, 2, 3, 4);
	}

	@ParameterizedTest
	@MethodSource("places")
	void strongestPlaceWins(int strongest) {
		TestApplication application = new TestApplication(this.directory);
		for (int place = strongest; place < PLACES.size(); place++) {
			PLACES.get(place).accept(application, "place" + place);
		}
		application.run((environment) -> assertThat(environment.getProperty(ENDPOINT))
			.isEqualTo("http://place" + strongest + "/v1/traces"));
	}

	@ParameterizedTest
	@CsvSource({ "LOG_LEVEL,WARNING,logging.level.root,WARN", "LOG_LEVEL,critical,logging.level.root,ERROR",
			"LOG_FORMAT,TEXT,fanlight.logging.format,text", "PROMETHEUS_SCRAPE_PORT,9464,management.server.port,9464",
			"APP_ENV,staging,fanlight.environment,staging", "SERVICE_NAME,shop,fanlight.service.name,shop",
			"OTEL_SERVICE_NAME,shop,spring.application.name,shop",
			"otel.service.name,shop,fanlight.service.name,shop" })
	void nameWorksInEveryPlace(String name, String value, String key, String expected) {
		String variable = name.toUpperCase(Locale.ROOT).replace('.', '_');
		new TestApplication(this.directory).argument(name + "=" + value)
			.run((environment) -> assertThat(environment.getProperty(key)).isEqualTo(expected));
		new TestApplication(this.directory).systemProperty(name, value)
			.run((environment) -> assertThat(environment.getProperty(key)).isEqualTo(expected));
		new TestApplication(this.directory).variable(variable, value)
			.run((environment) -> assertThat(environment.getProperty(key)).isEqualTo(expected));
		new TestApplication(this.directory).dotenv("export " + variable + "='" + value + "' # comment")
			.run((environment) -> assertThat(environment.getProperty(key)).isEqualTo(expected));
		new TestApplication(this.directory).yaml(name + ": " + value)
			.run((environment) -> assertThat(environment.getProperty(key)).isEqualTo(expected));
	}

	@Test
	void keyOfBootInTheSamePlaceWins() {
		new TestApplication(this.directory).variable("OTEL_EXPORTER_OTLP_ENDPOINT", "http://general")
			.variable("MANAGEMENT_OPENTELEMETRY_TRACING_EXPORT_OTLP_ENDPOINT", "http://boot")
			.run((environment) -> assertThat(environment.getProperty(ENDPOINT)).isEqualTo("http://boot"));
	}

	@Test
	void keyOfBootInTheApplicationLosesAgainstTheEnvironment() {
		new TestApplication(this.directory).variable("OTEL_EXPORTER_OTLP_ENDPOINT", "http://general")
			.yaml(ENDPOINT + ": http://boot")
			.run((environment) -> assertThat(environment.getProperty(ENDPOINT)).isEqualTo("http://general/v1/traces"));
	}

	@Test
	void commandLineOutranksTheEnvironmentForKeysOfBoot() {
		new TestApplication(this.directory).variable("OTEL_EXPORTER_OTLP_ENDPOINT", "http://general")
			.argument(ENDPOINT + "=http://argument")
			.run((environment) -> assertThat(environment.getProperty(ENDPOINT)).isEqualTo("http://argument"));
	}

	@Test
	void headersComeFromOnePlaceOnly() {
		new TestApplication(this.directory).variable("OTEL_EXPORTER_OTLP_HEADERS", "a=1")
			.yaml("OTEL_EXPORTER_OTLP_TRACES_HEADERS: b=2")
			.run((environment) -> assertThat(Binder.get(environment)
				.bind("management.opentelemetry.tracing.export.otlp.headers", Map.class)
				.get()).isEqualTo(Map.of("a", "1")));
	}

	@ParameterizedTest
	@ValueSource(strings = { "traceidratio", "parentbased_traceidratio" })
	void ratioWithoutArgumentIsOne(String sampler) {
		new TestApplication(this.directory).dotenv("OTEL_TRACES_SAMPLER=" + sampler)
			.run((environment) -> assertThat(environment.getProperty(FanlightDefaults.PROBABILITY)).isEqualTo("1.0"));
	}

	@Test
	void ratioOfTheApplicationIsAnArgument() {
		new TestApplication(this.directory).variable("OTEL_TRACES_SAMPLER", "traceidratio")
			.yaml(FanlightDefaults.PROBABILITY + ": 0.2")
			.run((environment) -> assertThat(environment.getProperty(FanlightDefaults.PROBABILITY)).isEqualTo("0.2"));
	}

	@Test
	void samplerAndItsArgumentMayStandInTwoPlaces() {
		new TestApplication(this.directory).variable("OTEL_TRACES_SAMPLER", "parentbased_traceidratio")
			.dotenv("OTEL_TRACES_SAMPLER_ARG=0.25")
			.run((environment) -> assertThat(environment.getProperty(FanlightDefaults.PROBABILITY)).isEqualTo("0.25"));
	}

	@Test
	void argumentWithoutSamplerIsSaidOnce(CapturedOutput output) {
		new TestApplication(this.directory).variable("OTEL_TRACES_SAMPLER_ARG", "0.25")
			.run((environment) -> assertThat(environment.getProperty(FanlightDefaults.PROBABILITY)).isEqualTo("0.1"));
		assertThat(output).containsOnlyOnce("OTEL_TRACES_SAMPLER_ARG=0.25 (environment variable "
				+ "OTEL_TRACES_SAMPLER_ARG): has no effect without OTEL_TRACES_SAMPLER");
	}

	@Test
	void exporterThatIsNotThereIsSaidInOneLine(CapturedOutput output) {
		new TestApplication(this.directory).argument("OTEL_TRACES_EXPORTER=console")
			.run((environment) -> assertThat(environment.getProperty("management.tracing.export.otlp.enabled"))
				.isEqualTo("false"));
		assertThat(output).containsOnlyOnce("OTEL_TRACES_EXPORTER=console (command line): only otlp and none are "
				+ "supported, console is ignored and OTLP export is off");
	}

	@Test
	void ownMappingIsOffWithThatOfBoot() {
		new TestApplication(this.directory).argument("OTEL_EXPORTER_OTLP_ENDPOINT=http://collector")
			.argument("LOG_FORMAT=text")
			.yaml(FanlightDefaults.MAP_VARIABLES + ": false")
			.run((environment) -> {
				assertThat(environment.containsProperty(ENDPOINT)).isFalse();
				assertThat(environment.getProperty("fanlight.logging.format")).isEqualTo("text");
			});
	}

	@Test
	void placeholderIsResolvedBeforeItIsChecked() {
		new TestApplication(this.directory).variable("COLLECTOR", "http://collector:4318")
			.yaml("OTEL_EXPORTER_OTLP_ENDPOINT: ${COLLECTOR}")
			.run((environment) -> assertThat(environment.getProperty(ENDPOINT))
				.isEqualTo("http://collector:4318/v1/traces"));
	}

	@Test
	void transportOfMetricsIsPublished() {
		String key = "fanlight.metrics.otlp.transport";
		new TestApplication(this.directory).variable("OTEL_EXPORTER_OTLP_PROTOCOL", "grpc")
			.run((environment) -> assertThat(environment.getProperty(key)).isEqualTo("grpc"));
		new TestApplication(this.directory).variable("OTEL_EXPORTER_OTLP_PROTOCOL", "grpc")
			.variable("OTEL_EXPORTER_OTLP_METRICS_PROTOCOL", "http/protobuf")
			.run((environment) -> assertThat(environment.getProperty(key)).isEqualTo("http"));
	}

	@Test
	void nothingIsLeftWhenFanlightIsOff() {
		new TestApplication(this.directory).argument("LOG_FORMAT=text")
			.dotenv("SHOP_NAME=shop")
			.yaml("fanlight.enabled: false")
			.run((environment) -> {
				assertThat(environment.containsProperty("SHOP_NAME")).isFalse();
				assertThat(environment.containsProperty("fanlight.logging.format")).isFalse();
				assertThat(environment.getPropertySources().stream())
					.noneMatch((source) -> source.getName().startsWith(FanlightEnvironmentPostProcessor.OURS));
			});
	}

}
