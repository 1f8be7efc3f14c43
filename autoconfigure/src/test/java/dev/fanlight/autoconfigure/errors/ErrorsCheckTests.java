package dev.fanlight.autoconfigure.errors;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.fanlight.autoconfigure.Mistake;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ErrorsCheck}.
 */
class ErrorsCheckTests {

	@Test
	void nothingAndWhatCanBeMeantIsAccepted() {
		assertThat(mistakes(Map.of())).isEmpty();
		assertThat(mistakes(Map.of("max-groups", " 2000 ", "resolve-after", "1m", "store.interval", "1s",
				"application-packages", "shop, com.example.größe")))
			.isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "max-groups, 0, from 1 to 2000", "max-groups, 2001, from 1 to 2000",
			"max-groups, many, from 1 to 2000", "resolve-after, 59s, at least 1m",
			"resolve-after, soon, must be a duration", "store.interval, 999ms, at least 1s",
			"application-packages[0], shop., must be a package" })
	void mistakeIsReportedWithItsKey(String key, String value, String fix) {
		assertThat(mistakes(Map.of(key, value))).singleElement().satisfies((mistake) -> {
			assertThat(mistake.key()).isEqualTo("fanlight.errors." + key);
			assertThat(mistake.value()).isEqualTo(value);
			assertThat(mistake.origin()).contains("test");
			assertThat(mistake.fix()).contains(fix);
		});
	}

	private static List<Mistake> mistakes(Map<String, String> settings) {
		StandardEnvironment environment = new StandardEnvironment();
		Map<String, Object> properties = new java.util.HashMap<>();
		settings.forEach((key, value) -> properties.put("fanlight.errors." + key, value));
		environment.getPropertySources().addFirst(new MapPropertySource("test", properties));
		List<Mistake> mistakes = new ArrayList<>();
		new ErrorsCheck().check(environment, mistakes::add);
		return mistakes;
	}

}
