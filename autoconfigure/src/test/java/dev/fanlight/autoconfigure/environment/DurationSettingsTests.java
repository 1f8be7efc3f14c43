package dev.fanlight.autoconfigure.environment;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import dev.fanlight.autoconfigure.FanlightProperties;
import dev.fanlight.autoconfigure.InvalidConfigurationException;
import dev.fanlight.autoconfigure.Mistake;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Every setting that is a time, of those in the metadata and of those under names of the
 * user: it works, or it is a mistake in words.
 */
@ExtendWith(OutputCaptureExtension.class)
class DurationSettingsTests {

	private static final String RULE = "fanlight.alerts.rules.first.";

	private static final Map<String, String> NAMED = Map.of(RULE + "when", "error-rate > 5%",
			"fanlight.alerts.channels.lines.type", "log");

	@TempDir
	private Path directory;

	@ParameterizedTest
	@ValueSource(strings = { "-1s", "36501d", "300000d", "PT9223372036854775807S", "9223372036854775807d", "1 parsec" })
	void whatNoTimeIsIsAMistake(String value) throws Exception {
		List<String> keys = durations();
		Map<String, Mistake> mistakes = mistakes(keys, value);
		assertThat(mistakes).containsOnlyKeys(keys);
		assertThat(mistakes.values()).allSatisfy((mistake) -> assertThat(mistake.fix()).startsWith("must "));
	}

	@ParameterizedTest
	@ValueSource(strings = { "0s", "1ms", "36500d" })
	void whatIsNoMistakeStartsAndEnds(String value, CapturedOutput output) throws Exception {
		List<String> keys = new ArrayList<>(durations());
		keys.removeAll(mistakes(keys, value).keySet());
		assertThat(keys).isNotEmpty();
		application(keys, value).configuration(WholeStartTests.Everything.class)
			.argument("fanlight.logging.sinks.async.enabled=true")
			.argument("fanlight.slo.objectives.first.availability=99%")
			.argument("fanlight.slo.objectives.first.route=GET /")
			.argument("fanlight.delivery.spool.directory=" + this.directory.resolve("spool"))
			.argument("fanlight.alerts.directory=" + this.directory.resolve("alerts"))
			.runContext((context) -> assertThat(context.isRunning()).isTrue());
		assertThat(output).doesNotContain("ArithmeticException", "overflow");
	}

	private Map<String, Mistake> mistakes(List<String> keys, String value) {
		InvalidConfigurationException failure = catchThrowableOfType(InvalidConfigurationException.class,
				application(keys, value).argument("fanlight.logging.limits.keys=0")::start);
		return failure.mistakes()
			.stream()
			.filter((mistake) -> keys.contains(mistake.key()))
			.collect(Collectors.toMap(Mistake::key, Function.identity()));
	}

	private TestApplication application(List<String> keys, String value) {
		TestApplication application = new TestApplication(this.directory);
		NAMED.forEach((key, named) -> application.argument(key + "=" + named));
		keys.forEach((key) -> application.argument(key + "=" + value));
		return application;
	}

	private static List<String> durations() throws Exception {
		Path metadata = Path.of(FanlightProperties.class.getProtectionDomain().getCodeSource().getLocation().toURI())
			.resolve("META-INF/spring-configuration-metadata.json");
		List<String> keys = new ArrayList<>(
				List.of(RULE + "for", RULE + "cooldown", "fanlight.alerts.channels.lines.repeat-after"));
		for (JsonNode property : JsonMapper.shared().readTree(Files.readString(metadata)).get("properties")) {
			String name = property.get("name").asString();
			if (name.startsWith("fanlight.") && property.get("type").asString().equals("java.time.Duration")) {
				keys.add(name);
			}
		}
		assertThat(keys).hasSizeGreaterThan(30);
		return keys;
	}

}
