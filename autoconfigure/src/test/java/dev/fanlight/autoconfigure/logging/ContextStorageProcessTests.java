package dev.fanlight.autoconfigure.logging;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import dev.fanlight.autoconfigure.EndpointSection;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import io.opentelemetry.context.Context;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What happens when somebody uses OpenTelemetry's context before Boot starts, which only
 * a process of its own can tell.
 */
class ContextStorageProcessTests {

	private static final String WARNING = "OpenTelemetry's Context was used before SpringApplication.run";

	@TempDir
	private Path directory;

	@Test
	void idsFollowEvenThenAndALostHookIsSaidOnce() throws Exception {
		// Both at once, since a process takes its time to start
		Process following = start("following");
		Process lost = start("lost", "-Dio.opentelemetry.context.contextStorageProvider=default");
		idsFollowEvenThenAndDuringTheRefresh(output(following, "following"));
		lostHookIsSaidOnceAndJsonLinesHaveTheirIdsAllTheSame(output(lost, "lost"));
	}

	private static void idsFollowEvenThenAndDuringTheRefresh(List<String> output) {
		assertThat(output).noneMatch((line) -> line.contains(WARNING));
		assertThat(output).noneMatch((line) -> line.contains("probe") || line.contains("subject=logs"));
		for (String message : List.of("during refresh", "started")) {
			assertThat(line(output, message).path("trace_id").asString("")).as(message).matches("[0-9a-f]{32}");
		}
		assertThat(line(output, "outside").has("trace_id")).isFalse();
	}

	private static void lostHookIsSaidOnceAndJsonLinesHaveTheirIdsAllTheSame(List<String> output) {
		assertThat(output).filteredOn((line) -> line.startsWith("{\"") && line.contains(WARNING))
			.singleElement()
			.asString()
			.contains("\"level\":\"warn\"")
			.contains(
					"-Dio.opentelemetry.context.contextStorageProvider=dev.fanlight.logging.MdcContextStorageProvider");
		assertThat(output).anyMatch((line) -> line.contains("{subject=logs, finding=Text lines lack trace ids: "));
		assertThat(line(output, "started").path("trace_id").asString("")).matches("[0-9a-f]{32}");
	}

	private Process start(String output, String... options) throws IOException {
		List<String> command = new ArrayList<>();
		command.addAll(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
		command.addAll(List.of(options));
		command.addAll(List.of("-cp", System.getProperty("java.class.path"), Application.class.getName()));
		return new ProcessBuilder(command).redirectErrorStream(true)
			.redirectOutput(this.directory.resolve(output).toFile())
			.start();
	}

	private List<String> output(Process process, String output) throws Exception {
		try {
			assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
		}
		finally {
			process.destroyForcibly();
		}
		List<String> lines = Files.readAllLines(this.directory.resolve(output));
		assertThat(process.exitValue()).as("%s", lines).isZero();
		return lines;
	}

	private static JsonNode line(List<String> output, String message) {
		return output.stream()
			.filter((line) -> line.contains("\"message\":\"" + message + "\""))
			.findFirst()
			.map(JsonMapper.shared()::readTree)
			.orElseThrow();
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		private static final Logger logger = LoggerFactory.getLogger(Application.class);

		@Bean
		ApplicationRunner runner(Tracer tracer, EndpointSection fanlightDoctorSection) {
			inSpan(tracer, "during refresh");
			return (arguments) -> {
				inSpan(tracer, "started");
				logger.info("outside");
				System.out.println(fanlightDoctorSection.read());
			};
		}

		private static void inSpan(Tracer tracer, String message) {
			Span span = tracer.nextSpan().start();
			try (Tracer.SpanInScope scope = tracer.withSpan(span)) {
				logger.info(message);
			}
			span.end();
		}

		public static void main(String[] args) {
			Context.current();
			SpringApplication application = new SpringApplication(Application.class);
			application.setWebApplicationType(WebApplicationType.NONE);
			application.run(args);
		}

	}

}
