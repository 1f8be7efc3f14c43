package dev.fanlight.autoconfigure.environment;

import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class UnknownKeysTests {

	@TempDir
	private Path directory;

	@ParameterizedTest
	@ValueSource(strings = { "fanlight.enabled", "fanlight.tracing.sampling.keep-errors",
			"fanlight.tracing.sampling.keepErrors", "fanlight.redaction.keys[0]", "fanlight.redaction.keys",
			"fanlight.metrics.descriptions.shop.orders", "fanlight.logging.context.tenant.header", "fanlightly.odd" })
	void aKeyThatIsReadIsNoComplaint(String key) {
		assertThat(UnknownKeys.complaint(environment(Map.of(key, "x")))).isNull();
	}

	@ParameterizedTest
	@CsvSource({ "fanlight.tracing.sampling.keep-erors, fanlight.tracing.sampling.keep-errors",
			"fanlight.logging.formt, fanlight.logging.format",
			"fanlight.sampling.keep-slower-than, fanlight.tracing.sampling.keep-slower-than" })
	void aKeyThatNobodyReadsIsSaidWithTheOneThatIsMeant(String key, String meant) {
		assertThat(UnknownKeys.complaint(environment(Map.of(key, "x"))))
			.startsWith("Nobody reads these keys of Fanlight: " + key + " (")
			.endsWith("): did you mean " + meant + "?");
	}

	@Test
	void aKeyOfItsOwnIsSaidWithoutAGuess() {
		assertThat(UnknownKeys.complaint(environment(Map.of("fanlight.unheard.of", "x")))).endsWith(")");
	}

	@Test
	void variablesAreNotJudgedBecauseTheirWordsHaveNoEnd() {
		ConfigurableEnvironment environment = new StandardEnvironment();
		environment.getPropertySources()
			.addFirst(new SystemEnvironmentPropertySource("variables",
					Map.of("FANLIGHT_LOGGING_REQUEST_ID_HEADER", "x")));
		ConfigurationPropertySources.attach(environment);
		assertThat(UnknownKeys.complaint(environment)).isNull();
	}

	@Test
	void theLineIsWrittenAtStart(CapturedOutput output) {
		new TestApplication(this.directory).yaml("fanlight.tracing.sampling.keep-erors: false").run((environment) -> {
		});
		assertThat(output.getAll().lines().filter((line) -> line.contains("Nobody reads"))).singleElement()
			.asString()
			.contains("application.yml] - 1:39): did you mean fanlight.tracing.sampling.keep-errors?");
	}

	private static ConfigurableEnvironment environment(Map<String, Object> properties) {
		ConfigurableEnvironment environment = new StandardEnvironment();
		environment.getPropertySources().addFirst(new MapPropertySource("test", properties));
		ConfigurationPropertySources.attach(environment);
		return environment;
	}

}
