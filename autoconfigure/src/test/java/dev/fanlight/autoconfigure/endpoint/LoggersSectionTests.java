package dev.fanlight.autoconfigure.endpoint;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;

import dev.fanlight.autoconfigure.endpoint.LiveChangesTests.ManualTimer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggerConfiguration;
import org.springframework.boot.logging.LoggerGroups;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

@ExtendWith(OutputCaptureExtension.class)
class LoggersSectionTests {

	private static final Duration MINUTE = Duration.ofMinutes(1);

	private final LoggingSystem system = LoggingSystem.get(getClass().getClassLoader());

	private final ManualTimer timer = new ManualTimer();

	private final LiveChanges changes = new LiveChanges(Clock.systemUTC(), this.timer);

	private final LoggersSection section = new LoggersSection(this.system,
			new LoggerGroups(Map.of("own", List.of("own.one", "own.two"), "audit", List.of(LiveChanges.AUDIT))));

	@AfterEach
	void reset() {
		List.of("own.one", "own.two").forEach((logger) -> this.system.setLogLevel(logger, null));
	}

	@Test
	void levelThatWasSetElsewhereMeanwhileStays(CapturedOutput output) {
		this.changes.change(this.section, "own.one", "DEBUG", MINUTE, "alice");
		this.system.setLogLevel("own.one", LogLevel.WARN);
		this.timer.tasks.get(0).run();
		assertThat(level("own.one")).isEqualTo(LogLevel.WARN);
		assertThat(this.changes.list(null)).isEmpty();
		assertThat(output).contains("expiry did not revert loggers own.one: DEBUG -> INFO, since it was changed"
				+ " elsewhere: own.one is WARN");
	}

	@Test
	void groupIsChangedLoggerByLoggerAndReturnsSo() {
		this.system.setLogLevel("own.two", LogLevel.ERROR);
		LiveChange change = this.changes.change(this.section, "own", "DEBUG", MINUTE, "alice");
		assertThat(change.before()).isEqualTo("INFO, ERROR");
		assertThat(level("own.one")).isEqualTo(LogLevel.DEBUG);
		assertThat(level("own.two")).isEqualTo(LogLevel.DEBUG);
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.changes.change(this.section, "own.two", "TRACE", MINUTE, "bob"))
			.withMessage("the level of own.two is changed with own already, revert that first");
		this.changes.change(this.section, "own", "TRACE", MINUTE, "bob");
		this.changes.revert("loggers", "own", "bob");
		assertThat(level("own.one")).isNull();
		assertThat(level("own.two")).isEqualTo(LogLevel.ERROR);
	}

	@Test
	void auditIsNotChangedWithAGroupEither() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.changes.change(this.section, "audit", "OFF", MINUTE, "alice"));
	}

	@Test
	void whatNoTimerCanRevertIsNotChanged() {
		LiveChanges ending = new LiveChanges(Clock.systemUTC(), (task, delay) -> {
			throw new RejectedExecutionException("shut down");
		});
		assertThatExceptionOfType(RejectedExecutionException.class)
			.isThrownBy(() -> ending.change(this.section, "own.one", "DEBUG", MINUTE, "alice"));
		assertThat(level("own.one")).isNull();
		assertThat(ending.list(null)).isEmpty();
	}

	private LogLevel level(String logger) {
		LoggerConfiguration configuration = this.system.getLoggerConfiguration(logger);
		return (configuration != null) ? configuration.getConfiguredLevel() : null;
	}

}
