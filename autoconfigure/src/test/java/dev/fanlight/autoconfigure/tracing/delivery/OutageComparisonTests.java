package dev.fanlight.autoconfigure.tracing.delivery;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.fanlight.test.OtlpAnswer;
import dev.fanlight.test.OtlpReceiver;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What an outage is like with Boot's own stack and with delivery: lines a minute and
 * seconds to end. Only on request: {@code -Dfanlight.chaos.minutes=1}.
 */
@EnabledIfSystemProperty(named = "fanlight.chaos.minutes", matches = "\\d+")
@Timeout(3600)
class OutageComparisonTests {

	@TempDir
	Path spool;

	@ParameterizedTest
	@CsvSource({ "refused, false", "refused, true", "hanging, false", "hanging, true", "503, false", "503, true" })
	void outage(String how, boolean fanlight) throws Exception {
		OtlpReceiver receiver = OtlpReceiver.start();
		switch (how) {
			case "refused" -> receiver.close();
			case "hanging" -> receiver.answerAlways(OtlpAnswer.hang());
			default -> receiver.answerAlways(OtlpAnswer.unavailable());
		}
		Shop shop = new Shop(Shop.to(receiver, "http", "fanlight.enabled=" + fanlight,
				"fanlight.delivery.spool.enabled=true", "fanlight.delivery.spool.directory=" + this.spool,
				"fanlight.delivery.initial-backoff=1s", "fanlight.delivery.max-backoff=30s",
				"management.opentelemetry.tracing.export.schedule-delay=5s",
				"management.opentelemetry.logging.export.schedule-delay=1s"));
		ListAppender<ILoggingEvent> lines = new ListAppender<>();
		lines.start();
		((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).addAppender(lines);
		long end = System.nanoTime() + Duration.ofSeconds(fanlight ? 30 : 60).toNanos();
		for (int i = 0; System.nanoTime() < end; i++) {
			shop.get("/items/" + i);
			Thread.sleep(100);
		}
		List<ILoggingEvent> said = List.copyOf(lines.list)
			.stream()
			.filter((line) -> line.getLevel().isGreaterOrEqual(Level.WARN))
			.toList();
		long start = System.nanoTime();
		shop.close();
		double seconds = (System.nanoTime() - start) / 1e9;
		receiver.close();
		System.out.printf("OUTAGE %s %s: %d lines in %d s, %d with stack trace, %.1f s to end%n", how,
				fanlight ? "Fanlight" : "Boot", said.size(), fanlight ? 30 : 60,
				said.stream().filter((line) -> line.getThrowableProxy() != null).count(), seconds);
		if (fanlight) {
			assertThat(said).hasSizeLessThanOrEqualTo(1);
			assertThat(seconds).isLessThan(7);
		}
	}

}
