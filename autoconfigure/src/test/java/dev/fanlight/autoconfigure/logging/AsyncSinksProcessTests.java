package dev.fanlight.autoconfigure.logging;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

import dev.fanlight.logging.sink.SinkOutcome;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.context.annotation.Bean;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What becomes of the lines of a process that ends while its queue is full and whoever
 * reads its console is slow, which only a process of its own can tell.
 */
@Timeout(180)
class AsyncSinksProcessTests {

	private static final String READY = "ready";

	private static final String COUNTS = "counts of ";

	private static final int LINES = 20_000;

	@TempDir
	private Path directory;

	@ParameterizedTest
	@ValueSource(strings = { "SIGTERM", "System.exit" })
	void everyLineIsWrittenOrCounted(String end) throws Exception {
		Path file = this.directory.resolve("app.log");
		Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path"),
				Application.class.getName(), "--how.to.end=" + end, "--logging.file.name=" + file)
			.start();
		try (BufferedReader errors = new BufferedReader(
				new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
			String first = errors.readLine();
			assertThat(first).isEqualTo(READY);
			if (end.equals("SIGTERM")) {
				process.toHandle().destroy();
			}
			long console = numbered(readSlowly(process.getInputStream()));
			List<String> counts = errors.lines().filter((line) -> line.startsWith(COUNTS)).toList();
			assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
			assertThat(process.exitValue()).isEqualTo(end.equals("SIGTERM") ? 128 + 15 : 3);
			assertThat(console).isBetween(1L, LINES - 1L);
			assertThat(counts).containsExactlyInAnyOrder(counts("CONSOLE", console),
					counts("FILE", numbered(Files.readString(file))));
		}
		finally {
			process.destroyForcibly();
		}
	}

	/** So that the process has to wait for its last line to be taken. */
	private static String readSlowly(InputStream stream) throws IOException {
		StringBuilder text = new StringBuilder();
		byte[] buffer = new byte[16 * 1024];
		for (int length; (length = stream.read(buffer)) >= 0;) {
			text.append(new String(buffer, 0, length, StandardCharsets.ISO_8859_1));
			LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
		}
		return text.toString();
	}

	private static long numbered(String text) {
		return text.lines().filter((line) -> line.startsWith("numbered line ")).count();
	}

	private static String counts(String sink, long written) {
		return COUNTS + sink + ": written " + written + ", dropped " + (LINES - written) + ", failed 0, abandoned 0";
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@ImportAutoConfiguration(AsyncSinksAutoConfiguration.class)
	static class Application {

		private static final Logger logger = LoggerFactory.getLogger("numbered");

		@Bean
		MeterRegistry registry(List<MeterBinder> binders) {
			SimpleMeterRegistry registry = new SimpleMeterRegistry();
			binders.forEach((binder) -> binder.bindTo(registry));
			return registry;
		}

		/** At the very end. Nothing but the numbered lines is at DEBUG. */
		@Bean
		DisposableBean lastWords(MeterRegistry registry) {
			return () -> Stream.of("CONSOLE", "FILE").forEach((sink) -> {
				List<String> counts = new ArrayList<>();
				for (SinkOutcome outcome : SinkOutcome.values()) {
					counts.add(outcome.name().toLowerCase(Locale.ROOT) + " "
							+ (long) registry.get("fanlight.logging.sink.lines")
								.tags("sink", sink, "level", "debug", "outcome", outcome.tag())
								.functionCounter()
								.count());
				}
				System.err.println(COUNTS + sink + ": " + String.join(", ", counts));
			});
		}

		@Bean
		ApplicationRunner runner() {
			return (arguments) -> {
				for (int i = 0; i < LINES; i++) {
					logger.debug("numbered line {} of the many that do not fit into a pipe nobody reads", i);
				}
				System.err.println(READY);
				if (arguments.getOptionValues("how.to.end").contains("System.exit")) {
					System.exit(3);
				}
				Thread.currentThread().join();
			};
		}

		public static void main(String[] args) {
			SpringApplication application = new SpringApplication(Application.class);
			application.setWebApplicationType(WebApplicationType.NONE);
			application.run(Stream
				.concat(Stream.of("--spring.main.banner-mode=off", "--fanlight.logging.sinks.async.enabled=true",
						"--fanlight.logging.sinks.async.shutdown-timeout=30s", "--logging.level.numbered=debug",
						"--logging.pattern.console=%m%n", "--logging.pattern.file=%m%n",
						"--logging.structured.format.console=", "--logging.structured.format.file="), Stream.of(args))
				.toArray(String[]::new));
		}

	}

}
