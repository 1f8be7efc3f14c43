package dev.fanlight.autoconfigure.tracing;

import java.util.concurrent.atomic.AtomicInteger;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import org.junit.jupiter.api.Test;
import org.slf4j.helpers.NOPLoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

class ErrorLinesTests {

	private final LoggerContext context = new LoggerContext();

	private final Logger logger = this.context.getLogger("shop");

	private final AtomicInteger seen = new AtomicInteger();

	private final ErrorLines lines = new ErrorLines(this.seen::incrementAndGet, this.context);

	@Test
	void seesLinesOfLevelErrorAndNoOthers() {
		this.lines.afterPropertiesSet();
		this.logger.warn("warned");
		this.logger.isErrorEnabled();
		assertThat(this.seen).hasValue(0);
		this.logger.error("failed");
		this.logger.error("failed", new IllegalStateException());
		this.logger.atError().log("failed");
		assertThat(this.seen).hasValue(3);
		this.logger.setLevel(Level.OFF);
		this.logger.error("not written");
		assertThat(this.seen).hasValue(3);
	}

	@Test
	void outlivesANewConfigurationAndEndsWithTheApplication() {
		this.lines.afterPropertiesSet();
		this.context.reset();
		this.logger.error("failed");
		assertThat(this.seen).hasValue(1);
		this.lines.destroy();
		this.context.reset();
		this.logger.error("failed");
		assertThat(this.seen).hasValue(1);
	}

	@Test
	void staysAwayFromOtherLoggingSystems() {
		ErrorLines other = new ErrorLines(this.seen::incrementAndGet, new NOPLoggerFactory());
		other.afterPropertiesSet();
		other.destroy();
		assertThat(this.seen).hasValue(0);
	}

}
