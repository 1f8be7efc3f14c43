package dev.fanlight.logging;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.AppenderBase;
import ch.qos.logback.core.FileAppender;
import ch.qos.logback.core.status.ErrorStatus;
import ch.qos.logback.core.status.Status;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Logback on a device that is full.
 */
@EnabledIf("isThereAFullDevice")
class LogFileOutagesTests {

	private static final Path FULL = Path.of("/dev/full");

	private final LoggerContext context = new LoggerContext();

	private final Logger logger = this.context.getLogger("shop");

	private final List<String> console = new CopyOnWriteArrayList<>();

	private final List<Status> printed = new CopyOnWriteArrayList<>();

	@TempDir
	Path directory;

	static boolean isThereAFullDevice() {
		return Files.exists(FULL);
	}

	@AfterEach
	void stop() {
		this.context.stop();
	}

	@Test
	void fileOnAFullDiskIsSaidOnceAndItsEndOnce() throws IOException {
		this.context.setMDCAdapter(new LogbackMDCAdapter());
		Path file = Files.createSymbolicLink(this.directory.resolve("shop.log"), FULL);
		this.context.getStatusManager().add(new LogFileOutages(this.context, this.printed::add));
		append(file);
		logUntil(() -> this.console.stream().anyMatch((line) -> line.startsWith("The log file")));
		long failures = failures();
		logUntil(() -> failures() > failures + 10);
		assertThat(said()).containsExactly("The log file " + file
				+ " cannot be written, lines go to the other sinks only: No space left on device");
		Files.delete(file);
		logUntil(() -> said().size() > 1);
		assertThat(said()).hasSize(2);
		assertThat(said().get(1)).matches("The log file .*shop.log is written again, without the lines of \\d+ s");
		assertThat(Files.readString(file)).contains("a line").endsWith("\n");
		assertThat(this.printed).noneMatch((status) -> status.getThrowable() instanceof IOException);
		this.context.getStatusManager().add(new ErrorStatus("something else", this));
		assertThat(this.printed).last().extracting(Status::getMessage).isEqualTo("something else");
	}

	private void append(Path file) {
		PatternLayoutEncoder encoder = new PatternLayoutEncoder();
		encoder.setContext(this.context);
		encoder.setPattern("%msg%n");
		encoder.start();
		FileAppender<ILoggingEvent> appender = new FileAppender<>();
		appender.setContext(this.context);
		appender.setName("FILE");
		appender.setEncoder(encoder);
		appender.setFile(file.toString());
		appender.start();
		AppenderBase<ILoggingEvent> other = new AppenderBase<>() {

			@Override
			protected void append(ILoggingEvent event) {
				LogFileOutagesTests.this.console.add(event.getFormattedMessage());
			}

		};
		other.setContext(this.context);
		other.start();
		Logger root = this.context.getLogger(Logger.ROOT_LOGGER_NAME);
		root.addAppender(appender);
		root.addAppender(other);
	}

	private void logUntil(Callable<Boolean> condition) {
		Awaitility.await().atMost(Duration.ofSeconds(20)).pollInterval(Duration.ofMillis(5)).until(() -> {
			this.logger.info("a line");
			return condition.call();
		});
	}

	private List<String> said() {
		return this.console.stream().filter((line) -> line.startsWith("The log file")).toList();
	}

	private long failures() {
		return this.context.getStatusManager()
			.getCopyOfStatusList()
			.stream()
			.filter((status) -> status.getThrowable() instanceof IOException)
			.count();
	}

}
