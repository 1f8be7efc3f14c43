package dev.fanlight.autoconfigure.logging;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application with Log4j2 in Logback's place, as a process with that class path.
 */
class OtherLoggingSystemTests {

	private static final String LINE = "The logging system is Log4J2, not Logback.";

	@Test
	void oneLineSaysWhatWorksAndWhatDoesNotAndGoesWithTheFeature(@TempDir Path directory) throws Exception {
		// Both at once, since a process takes its time to start
		Process on = start(directory.resolve("on.txt"));
		Process off = start(directory.resolve("off.txt"), "--fanlight.logging.enabled=false");
		try {
			assertThat(on.waitFor(60, TimeUnit.SECONDS)).isTrue();
			assertThat(off.waitFor(60, TimeUnit.SECONDS)).isTrue();
		}
		finally {
			on.destroyForcibly();
			off.destroyForcibly();
		}
		List<String> lines = Files.readAllLines(directory.resolve("on.txt"), StandardCharsets.UTF_8);
		assertThat(lines).filteredOn((line) -> line.contains(LINE))
			.singleElement()
			.asString()
			.contains("JSON log lines", "OTLP logs", "redaction and limits of log lines",
					"lines about requests, calls, jobs and messages", "flight recorder", "storm guard",
					"levels that a token asks for", "asynchronous sinks", "log bill", "errors that are only logged",
					"meters of log lines");
		assertThat(lines).filteredOn((line) -> line.startsWith("Beans: "))
			.singleElement()
			.asString()
			.contains("fanlightErrorInbox", "fanlightJobContext")
			.doesNotContain("fanlightJobLines", "fanlightMessageLines", "fanlightFlightRecorder", "fanlightStormGuard",
					"fanlightLogGate", "fanlightAsyncSinks", "fanlightLogBill", "fanlightLogEventMeters");
		assertThat(lines).anyMatch((line) -> line.contains("Started OtherLoggingSystemTests.Application"));
		lines = Files.readAllLines(directory.resolve("off.txt"), StandardCharsets.UTF_8);
		assertThat(lines).noneMatch((line) -> line.contains(LINE));
		assertThat(lines).anyMatch((line) -> line.contains("Started OtherLoggingSystemTests.Application"));
	}

	private static Process start(Path output, String... arguments) throws IOException {
		List<String> command = Stream
			.concat(Stream.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
					"-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", classPath(), Application.class.getName(),
					"--spring.main.web-application-type=none"), Stream.of(arguments))
			.toList();
		return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile()).start();
	}

	private static String classPath() throws IOException {
		Stream<String> present = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
			.filter((entry) -> !entry
				.matches(".*/(logback-|log4j-to-slf4j|kafka-|logstash-logback-|opentelemetry-logback-).*"));
		try (Stream<Path> log4j = Files.list(Path.of("target/log4j2"))) {
			return Stream.concat(present, log4j.map(Path::toString)).collect(Collectors.joining(File.pathSeparator));
		}
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		public static void main(String[] args) {
			ConfigurableApplicationContext context = SpringApplication.run(Application.class, args);
			System.out.println("Beans: " + List.of(context.getBeanDefinitionNames()));
			context.close();
		}

	}

}
