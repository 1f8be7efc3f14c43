package dev.fanlight.autoconfigure.environment;

import java.nio.file.Path;

import dev.fanlight.autoconfigure.InvalidConfigurationException;
import dev.fanlight.autoconfigure.Mistake;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.context.properties.bind.Binder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * A variable that is missing leaves no setting behind that means something else.
 */
class UnresolvedPlaceholderTests {

	private static final String KEY = "FANLIGHT_REQUEST_TOKEN_KEY_PROD";

	@TempDir
	private Path directory;

	@Test
	void whatBootBindsForAMissingVariableIsThePlaceholder() {
		application().yaml("shop.key: ${" + KEY + "}").run((environment) -> {
			assertThat(Binder.get(environment).bind("shop.key", String.class).get()).isEqualTo("${" + KEY + "}");
			assertThatIllegalArgumentException().isThrownBy(() -> environment.getProperty("shop.key"));
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "fanlight.request-token.key", "fanlight.endpoints.token", "fanlight.redaction.hmac-key",
			"fanlight.service.name", "fanlight.logging.requests.slow-threshold", "fanlight.slo.selector",
			"fanlight.logging.sinks.async.appenders", "fanlight.enabled", "fanlight.logging.enabled",
			"fanlight.logging.format", "fanlight.dotenv.location", "fanlight.environment", "fanlight.endpoint.enabled",
			"fanlight.errors.enabled", "fanlight.tracing.sampling.keep-slower-than", "fanlight.redaction.enabled",
			"fanlight.logging.flight-recorder.enabled", "OTEL_EXPORTER_OTLP_HEADERS", "OTEL_EXPORTER_OTLP_ENDPOINT",
			"LOG_LEVEL", "management.tracing.sampling.probability" })
	void missingVariableStopsTheStart(String key) {
		assertThat(mistakes(application().yaml(key + ": ${" + KEY + "}"))).singleElement().satisfies((mistake) -> {
			assertThat(mistake.key()).isEqualTo(key);
			assertThat(mistake.value()).isIn("${" + KEY + "}", "***", "(hidden)");
			assertThat(mistake.origin()).contains("application.yml");
			assertThat(mistake.fix())
				.isEqualTo("needs " + KEY + ", which nobody has set: set it, or write a default behind a colon");
		});
	}

	@Test
	void variablesAndDotenvAreReadInTheSameWay() {
		assertThat(mistakes(application().dotenv("FANLIGHT_REQUEST_TOKEN_KEY=${" + KEY + "}"))).singleElement()
			.satisfies((mistake) -> assertThat(mistake.key()).isEqualTo("FANLIGHT_REQUEST_TOKEN_KEY"));
		assertThat(mistakes(application().variable("FANLIGHT_SLO_SELECTOR", "${" + KEY + "}"))).singleElement()
			.satisfies((mistake) -> assertThat(mistake.key()).isEqualTo("FANLIGHT_SLO_SELECTOR"));
	}

	@Test
	void otherMistakesAreReportedWithIt() {
		assertThat(mistakes(application().yaml("fanlight.logging.enabled: ${" + KEY + "}",
				"fanlight.logging.format: xml", "fanlight.slo.minimum-failures: ${" + KEY + "}")))
			.extracting(Mistake::key)
			.containsExactlyInAnyOrder("fanlight.logging.enabled", "fanlight.logging.format",
					"fanlight.slo.minimum-failures");
	}

	@Test
	void whatStandsBesideAPlaceholderIsNotShown() {
		assertThat(mistakes(application().yaml("fanlight.endpoints.token: hunter2${" + KEY + "}"))).singleElement()
			.satisfies((mistake) -> assertThat(mistake.value()).isEqualTo("***"));
	}

	@Test
	void whatAStrongerPlaceReplacesIsNotLookedAt() {
		application()
			.yaml("fanlight.request-token.key: ${" + KEY + "}", "fanlight.logging.sinks.async.appenders:", "  - FILE",
					"  - ${" + KEY + "}")
			.variable("FANLIGHT_REQUEST_TOKEN_KEY", "0123456789abcdef0123456789abcdef")
			.argument("fanlight.logging.sinks.async.appenders=CONSOLE")
			.run((environment) -> assertThat(environment.getProperty("fanlight.request-token.key")).hasSize(32));
	}

	@Test
	void defaultsAndEscapesAreNoMistakes() {
		application()
			.yaml("fanlight.environment: ${" + KEY + ":${ALSO_MISSING:test}}",
					"fanlight.request-token.key: ${" + KEY + ":}")
			.run((environment) -> assertThat(environment.getProperty("fanlight.environment")).isEqualTo("test"));
	}

	@Test
	void variablesOfTheMachineThatBuildsAreNotAskedFor() {
		application().argument("spring.aot.processing=true")
			.yaml("fanlight.request-token.key: ${NO_KEY}", "fanlight.slo.selector: ${" + KEY + "}")
			.run((environment) -> assertThat(environment.containsProperty("fanlight.request-token.key")).isTrue());
	}

	private TestApplication application() {
		return new TestApplication(this.directory);
	}

	private static Iterable<Mistake> mistakes(TestApplication application) {
		InvalidConfigurationException failure = catchThrowableOfType(InvalidConfigurationException.class,
				application::start);
		assertThat(failure).isNotNull();
		return failure.mistakes();
	}

}
