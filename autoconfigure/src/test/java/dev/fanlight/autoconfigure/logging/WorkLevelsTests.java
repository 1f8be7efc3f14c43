package dev.fanlight.autoconfigure.logging;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import dev.fanlight.allocation.Allocation;
import io.micrometer.common.KeyValue;
import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.event.Level;

import org.springframework.boot.logging.LogLevel;
import org.springframework.scheduling.support.ScheduledTaskObservationContext;
import org.springframework.util.ReflectionUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link WorkLevels}.
 */
class WorkLevelsTests {

	private static final Map<String, LogLevel> RULES = Map.of("quiet", LogLevel.OFF, "usual", LogLevel.INFO, "loud",
			LogLevel.ERROR, "orders.*", LogLevel.DEBUG, "orders.eu.*", LogLevel.WARN, "orders.eu.one", LogLevel.TRACE,
			"*.last", LogLevel.OFF);

	@ParameterizedTest
	@CsvSource({ "INFO, any, INFO, WARN", "INFO, , INFO, WARN", "ERROR, any, ERROR, ERROR", "OFF, any, ,",
			"INFO, quiet, , WARN", "ERROR, quiet, , ERROR", "OFF, quiet, ,", "INFO, loud, ERROR, ERROR",
			"ERROR, usual, INFO, WARN", "OFF, usual, INFO, WARN", "INFO, gone, ,", "INFO, gone.too, ,",
			"INFO, gone.usual, ,", "INFO, Usual, INFO, WARN" })
	void nameSaysTheLevelAFailureRaisesItAndWhatIsExcludedHasNone(LogLevel level, String name, Level usual,
			Level failed) {
		WorkLevels levels = messages(level, RULES, "gone", "gone.*");
		for (int i = 0; i < 2; i++) {
			assertThat(levels.of(message(name))).isEqualTo(new WorkLevels.Levels(usual, failed));
		}
	}

	@ParameterizedTest
	@CsvSource({ "orders.us, DEBUG", "orders.eu.two, WARN", "orders.eu.one, TRACE", "orders, INFO",
			"orders.last, DEBUG", "other.last," })
	void nameWinsOverAPatternAndALongerPatternOverAShorterOne(String name, Level expected) {
		assertThat(messages(LogLevel.INFO, RULES).of(message(name)).usual()).isEqualTo(expected);
	}

	@Test
	void jobHasTheNameOfItsMessageAndThatOfItsField() {
		for (String name : List.of("WorkLevelsTests.message", WorkLevelsTests.class.getName() + ".message",
				"dev.fanlight.*", "*.message")) {
			WorkLevels levels = new WorkLevels(new WorkDescriptions.Job(),
					new CanonicalJobProperties(true, false, Duration.ZERO, LogLevel.INFO, Map.of(), List.of(name)));
			assertThat(levels.of(job("message"))).as(name).isEqualTo(WorkLevels.Levels.NONE);
		}
	}

	@Test
	void callsWithoutAHostAreToldApartByTheirObservation() {
		WorkLevels levels = new WorkLevels(new WorkDescriptions.Call(), new CanonicalCallProperties(true, false,
				Duration.ofSeconds(1), LogLevel.INFO, Map.of("jdbc.query", LogLevel.WARN), List.of("jdbc.connection")));
		for (int i = 0; i < 2; i++) {
			assertThat(levels.of(call("jdbc.connection"))).isEqualTo(WorkLevels.Levels.NONE);
			assertThat(levels.of(call("jdbc.query")).usual()).isEqualTo(Level.WARN);
			assertThat(levels.of(call("other")).usual()).isEqualTo(Level.INFO);
		}
	}

	@Test
	void moreNamesThanTheTableHasSlotsAreToldApart() {
		WorkLevels levels = messages(LogLevel.INFO, Map.of("orders.*", LogLevel.WARN));
		for (int round = 0; round < 2; round++) {
			assertThat(IntStream.range(0, 2_000)
				.mapToObj((i) -> levels.of(message(((i % 2 == 0) ? "orders." : "other.") + i)).usual())
				.toList())
				.isEqualTo(IntStream.range(0, 2_000).mapToObj((i) -> (i % 2 == 0) ? Level.WARN : Level.INFO).toList());
		}
	}

	@Test
	void knownNameCostsNothing() throws Exception {
		WorkLevels levels = new WorkLevels(new WorkDescriptions.Job(), new CanonicalJobProperties(true, false,
				Duration.ZERO, LogLevel.INFO, Map.of("Other.*", LogLevel.OFF), List.of("*.message")));
		Observation.Context job = job("message");
		assertThat(Allocation.perCall(20_000, () -> levels.of(job))).isLessThan(1);
	}

	private static WorkLevels messages(LogLevel level, Map<String, LogLevel> rules, String... excluded) {
		return new WorkLevels(new WorkDescriptions.Message(),
				new CanonicalMessageProperties(true, false, Duration.ofSeconds(1), level, rules, List.of(excluded)));
	}

	private static Observation.Context message(@Nullable String destination) {
		Observation.Context context = new Observation.Context();
		if (destination != null) {
			context.addLowCardinalityKeyValue(KeyValue.of("messaging.destination.name", destination));
		}
		return context;
	}

	private static Observation.Context call(String name) {
		Observation.Context context = new Observation.Context();
		context.setName(name);
		return context;
	}

	private static Observation.Context job(String method) {
		return new ScheduledTaskObservationContext(new WorkLevelsTests(),
				ReflectionUtils.findMethod(WorkLevelsTests.class, method, String.class));
	}

}
