package dev.fanlight.autoconfigure.logging;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

import ch.qos.logback.classic.LoggerContext;
import dev.fanlight.logging.sink.SinkOutcome;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * Sinks are asynchronous where the user asks, on real files, and a file that cannot be
 * written stops nothing.
 */
@ExtendWith(OutputCaptureExtension.class)
class AsyncSinksTests {

	private static final Logger logger = LoggerFactory.getLogger(AsyncSinksTests.class);

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(AsyncSinksAutoConfiguration.class))
		.withBean(SimpleMeterRegistry.class);

	@TempDir
	private Path directory;

	/** Boot hands its settings to Logback this way, and leaves them behind. */
	@AfterEach
	void forgetSettings() {
		System.getProperties()
			.stringPropertyNames()
			.stream()
			.filter((name) -> name.startsWith("LOGBACK_ROLLINGPOLICY_")
					|| List.of("CONSOLE_LOG_THRESHOLD", "LOG_FILE", "LOG_PATH").contains(name))
			.forEach(System::clearProperty);
	}

	private static List<String> sinkThreads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.map(Thread::getName)
			.filter((name) -> name.startsWith("fanlight-sink-"))
			.toList();
	}

	@Test
	void writesWhereLinesAreLoggedUnlessAskedOtherwise() {
		this.runner.run((context) -> {
			assertThat(context).hasSingleBean(AsyncSinksLifecycle.class).hasBean("fanlightSinkMeters");
			assertThat(sinkThreads()).isEmpty();
		});
	}

	@Test
	void staysAway() {
		this.runner.withPropertyValues("fanlight.logging.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(AsyncSinksLifecycle.class));
		this.runner.withClassLoader(new FilteredClassLoader("org.jctools"))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(AsyncSinksLifecycle.class));
		this.runner.withClassLoader(new FilteredClassLoader(LoggerContext.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(AsyncSinksLifecycle.class));
		this.runner.withClassLoader(new FilteredClassLoader("io.micrometer"))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean("fanlightSinkMeters"));
	}

	@Test
	void chosenSinkWritesEverythingToRollingCompressedFilesAndCountsIt() {
		Path file = this.directory.resolve("app.log");
		double counted;
		try (ConfigurableApplicationContext context = run("fanlight.logging.sinks.async.enabled=true",
				"fanlight.logging.sinks.async.appenders=file", "fanlight.logging.sinks.async.max-block=10s",
				"logging.threshold.console=off", "logging.file.name=" + file,
				"logging.logback.rollingpolicy.max-file-size=20KB")) {
			assertThat(sinkThreads()).containsExactly("fanlight-sink-FILE");
			for (int i = 0; i < 1000; i++) {
				logger.info("numbered line {}", i);
			}
			context.stop();
			counted = written(context.getBean(MeterRegistry.class));
		}
		assertThat(sinkThreads()).isEmpty();
		assertThat(counted).isGreaterThanOrEqualTo(1000);
		// Logback compresses on a thread of its own
		Awaitility.await().ignoreException(IOException.class).untilAsserted(() -> {
			List<Path> archives = files(".gz");
			assertThat(archives).isNotEmpty();
			assertThat(lines(file, archives)).isEqualTo(1000);
		});
	}

	private static double written(MeterRegistry registry) {
		return registry.find("fanlight.logging.sink.lines")
			.tags("sink", "FILE", "level", "info", "outcome", SinkOutcome.WRITTEN.tag())
			.functionCounters()
			.stream()
			.mapToDouble(FunctionCounter::count)
			.sum();
	}

	private List<Path> files(String part) throws IOException {
		try (var files = Files.list(this.directory)) {
			return files.filter((each) -> each.getFileName().toString().contains(part)).toList();
		}
	}

	private static long lines(Path file, List<Path> archives) throws IOException {
		List<String> lines = new ArrayList<>(Files.readAllLines(file));
		for (Path archive : archives) {
			try (GZIPInputStream input = new GZIPInputStream(Files.newInputStream(archive))) {
				lines.addAll(new String(input.readAllBytes()).lines().toList());
			}
		}
		return lines.stream().filter((line) -> line.contains("numbered line")).count();
	}

	@Test
	void logFilesAreCappedInTotalUnlessTheUserCapsThemOtherwise() {
		try (ConfigurableApplicationContext context = run()) {
			assertThat(context.getEnvironment().getProperty("logging.logback.rollingpolicy.total-size-cap"))
				.isEqualTo("1GB");
		}
		try (ConfigurableApplicationContext context = run("logging.logback.rollingpolicy.total-size-cap=5MB")) {
			assertThat(context.getEnvironment().getProperty("logging.logback.rollingpolicy.total-size-cap"))
				.isEqualTo("5MB");
		}
	}

	@Test
	void oldestFilesAreDeletedWhenAllTogetherAreOverTheCap() {
		Path file = this.directory.resolve("app.log");
		try (ConfigurableApplicationContext context = run("logging.threshold.console=off", "logging.file.name=" + file,
				"logging.logback.rollingpolicy.file-name-pattern=" + file + ".%d{yyyy-MM-dd}.%i",
				"logging.logback.rollingpolicy.max-file-size=20KB",
				"logging.logback.rollingpolicy.total-size-cap=70KB")) {
			// Logback asks for a file's size now and then, and deletes on a thread of its
			// own
			Awaitility.await().untilAsserted(() -> {
				List<Path> old = files("app.log.");
				for (int i = 0; i < 300; i++) {
					logger.info("numbered line {}", i);
				}
				assertThat(old).hasSizeBetween(1, 3);
				assertThat(old).extracting((each) -> each.toString().replaceAll(".*\\.", ""))
					.allSatisfy((index) -> assertThat(Integer.parseInt(index)).isGreaterThan(5));
			});
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "logging.file.name=%s/file/app.log", "logging.file.path=%s/file", "logging.file.name=%s" })
	void fileThatCannotBeWrittenIsOneLine(String property, CapturedOutput output) throws IOException {
		Files.createFile(this.directory.resolve("file"));
		try (ConfigurableApplicationContext context = run(property.formatted(this.directory))) {
			assertThat(context.isRunning()).isTrue();
		}
		assertThat(output.getAll().lines().filter((line) -> line.contains("log file cannot be written"))).hasSize(1)
			.allMatch((line) -> line.contains(this.directory.toString()) && line.contains("logging.file.name"));
	}

	@Test
	void fileOnAFullDiskIsOneLine(CapturedOutput output) throws IOException {
		Path full = Path.of("/dev/full");
		assumeThat(full).exists();
		Path file = Files.createSymbolicLink(this.directory.resolve("app.log"), full);
		// A rolling one would be rolled: the device is as old as the machine
		String configuration = """
				<configuration>
					<include resource="org/springframework/boot/logging/logback/defaults.xml"/>
					<include resource="org/springframework/boot/logging/logback/console-appender.xml"/>
					<appender name="FILE" class="ch.qos.logback.core.FileAppender">
						<file>%s</file>
						<encoder><pattern>%%m%%n</pattern></encoder>
					</appender>
					<root level="info"><appender-ref ref="CONSOLE"/><appender-ref ref="FILE"/></root>
				</configuration>
				""".formatted(file);
		Path xml = Files.writeString(this.directory.resolve("logback.xml"), configuration);
		try (ConfigurableApplicationContext context = run("logging.config=" + xml)) {
			Awaitility.await().pollInterval(Duration.ofMillis(5)).untilAsserted(() -> {
				logger.info("a line");
				assertThat(output).contains("log file " + file + " cannot be written");
			});
			for (int i = 0; i < 100; i++) {
				logger.info("a line");
			}
		}
		assertThat(output).containsOnlyOnce("cannot be written").doesNotContain("IO failure").doesNotContain("\tat ");
	}

	private static ConfigurableApplicationContext run(String... properties) {
		SpringApplication application = new SpringApplication(Application.class);
		application.setWebApplicationType(WebApplicationType.NONE);
		List<String> arguments = new ArrayList<>(List.of("--spring.main.banner-mode=off"));
		List.of(properties).forEach((property) -> arguments.add("--" + property));
		return application.run(arguments.toArray(String[]::new));
	}

	@SpringBootConfiguration
	@ImportAutoConfiguration(AsyncSinksAutoConfiguration.class)
	static class Application {

		@Bean
		MeterRegistry registry(ObjectProvider<MeterBinder> binders) {
			SimpleMeterRegistry registry = new SimpleMeterRegistry();
			binders.forEach((binder) -> binder.bindTo(registry));
			return registry;
		}

	}

}
