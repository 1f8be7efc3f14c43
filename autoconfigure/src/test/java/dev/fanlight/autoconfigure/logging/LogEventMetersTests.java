package dev.fanlight.autoconfigure.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.turbo.TurboFilter;
import dev.fanlight.allocation.Allocation;
import dev.fanlight.logging.LogRedaction;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.logging.LogbackMetrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.logging.logback.LogbackMetricsAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Lines are counted as Boot counts them, and Logback has one turbo filter to ask.
 */
class LogEventMetersTests {

	private static final int CALLS = 50_000;

	private final LoggerContext logback = (LoggerContext) LoggerFactory.getILoggerFactory();

	private final Logger logger = this.logback.getLogger(LogEventMetersTests.class);

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(MetricsAutoConfiguration.class, LogbackMetricsAutoConfiguration.class,
				LogEventMetersAutoConfiguration.class, LogGateAutoConfiguration.class))
		.withBean(SimpleMeterRegistry.class);

	@BeforeEach
	void redact() {
		this.logback.getTurboFilterList().clear();
		LogRedaction.install(this.logback, null);
		this.logger.setLevel(Level.INFO);
	}

	@AfterEach
	void restore() {
		this.logger.setLevel(null);
		LogRedaction.uninstall(this.logback);
	}

	@Test
	void countsBehindTheOneFilterThatLogbackAsks() {
		this.runner.withPropertyValues("fanlight.logging.storm-guard.limit=2").run((context) -> {
			assertThat(this.logback.getTurboFilterList()).hasSize(1);
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			for (int i = 0; i < 5; i++) {
				// Of which the storm guard suppresses three
				this.logger.info("counted {}", i);
			}
			this.logger.atWarn().log("counted fluently");
			this.logger.debug("not {}", "counted");
			assertThat(count(registry, "info")).isEqualTo(5);
			assertThat(count(registry, "warn")).isOne();
			assertThat(count(registry, "debug")).isZero();
			this.logback.reset();
			this.logger.error("counted after the reset");
			assertThat(count(registry, "error")).isOne();
		});
		assertThat(this.logback.getTurboFilterList()).extracting(TurboFilter::getClass)
			.noneMatch((type) -> type.getName().contains("LogEventMeters"));
		assertThat(this.logback.getCopyOfListenerList())
			.noneMatch((listener) -> listener.getClass().getName().contains("LastTurboFilter"));
	}

	@Test
	void callBelowItsLevelAllocatesNothing() {
		this.runner.run((context) -> assertThat(Allocation.perCall(CALLS, () -> this.logger.debug("not written")))
			.isLessThan(1));
	}

	@Test
	void backsOffAndStaysAway() {
		LogbackMetrics own = new LogbackMetrics();
		this.runner.withBean(LogbackMetrics.class, () -> own)
			.run((context) -> assertThat(context.getBean(LogbackMetrics.class)).isSameAs(own));
		this.runner.withPropertyValues("fanlight.logging.enabled=false")
			.run((context) -> assertThat(context.getBean(LogbackMetrics.class))
				.isExactlyInstanceOf(LogbackMetrics.class));
	}

	private static double count(MeterRegistry registry, String level) {
		return registry.get("logback.events").tag("level", level).functionCounter().count();
	}

}
