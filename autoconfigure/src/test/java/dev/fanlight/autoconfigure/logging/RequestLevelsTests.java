package dev.fanlight.autoconfigure.logging;

import java.util.Map;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.event.Level;

import org.springframework.boot.logging.LogLevel;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RequestLevels}.
 */
class RequestLevelsTests {

	private static final Map<String, LogLevel> ROUTES = Map.of("/quiet", LogLevel.OFF, "/usual", LogLevel.INFO, "/loud",
			LogLevel.ERROR);

	@ParameterizedTest
	@CsvSource({ "INFO, /any, 200, false, INFO", "INFO, , 404, false, INFO", "INFO, /any, 500, true, WARN",
			"DEBUG, /any, 500, true, WARN", "ERROR, /any, 200, false, ERROR", "ERROR, /any, 500, true, ERROR",
			"FATAL, /any, 200, true, ERROR", "OFF, /any, 200, false,", "OFF, /any, 500, true,",
			"INFO, /quiet, 404, false,", "INFO, /quiet, 500, true, WARN", "ERROR, /quiet, 500, true, ERROR",
			"INFO, /loud, 200, false, ERROR", "INFO, /loud, 500, true, ERROR", "ERROR, /usual, 500, true, WARN",
			"OFF, /usual, 200, false, INFO", "OFF, /usual, 500, true, WARN", "INFO, , 0, false, INFO" })
	void failureLowersNoLevelAndHasALineWhereThereAreLines(LogLevel level, String route, int status, boolean fault,
			Level expected) {
		assertThat(new RequestLevels(level, Map.of(), ROUTES).of(route, status, fault)).isEqualTo(expected);
	}

	@ParameterizedTest
	@CsvSource({ "/any, 200, false,", "/any, 201, false, DEBUG", "/any, 404, false, DEBUG", "/any, 400, false, WARN",
			"/usual, 404, false, INFO", "/usual, 200, false, INFO", "/any, 503, true,", "/loud, 503, true,",
			"/any, 500, true, INFO", "/loud, 500, true, INFO", "/any, 200, true, INFO", "/any, 404, true, DEBUG" })
	void statusSaysOtherwiseForFaultsAndWhereTheRouteSaysNothing(String route, int status, boolean fault,
			Level expected) {
		Map<String, LogLevel> levels = Map.of("200", LogLevel.OFF, "2xx", LogLevel.DEBUG, "404", LogLevel.DEBUG, "4xx",
				LogLevel.WARN, "503", LogLevel.OFF, "5xx", LogLevel.INFO);
		assertThat(new RequestLevels(LogLevel.ERROR, levels, ROUTES).of(route, status, fault)).isEqualTo(expected);
	}

}
