package dev.fanlight.autoconfigure.logging;

import java.util.List;

import ch.qos.logback.classic.LoggerContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The format of log lines is the user's choice: ours, Boot's or plain text.
 */
@ExtendWith(OutputCaptureExtension.class)
class FormatTests {

	private static final String TRACE_ID = "4bf92f3577b34da6a3ce929d0e0e4736";

	@Test
	void everyLineIsJsonFromTheFirstOnWithoutBanner(CapturedOutput output) {
		greet();
		List<String> lines = output.getOut().lines().toList();
		assertThat(lines.get(0)).contains("\"message\":\"Starting ");
		assertThat(lines).allSatisfy((line) -> assertThat(JsonMapper.shared().readTree(line).isObject()).isTrue());
	}

	@Test
	void textCarriesTraceSpanAndRequestId(CapturedOutput output) {
		greet("--fanlight.logging.format=text");
		assertThat(output.getOut().lines()).noneMatch((line) -> line.startsWith("{"))
			.anyMatch((line) -> line.contains("/hello text")
					&& line.matches(".* \\[" + TRACE_ID + " [0-9a-f]{16} r-1] .*"))
			.anyMatch((line) -> line.matches(".* \\[ +main\\] [^ ]+ +: Starting .*"));
	}

	@Test
	void formatOfBootWins(CapturedOutput output) {
		greet("--logging.structured.format.console=ecs");
		assertThat(output.getOut()).contains("\"ecs\":{\"version\":");
	}

	@Test
	void stackTracesFollowTheSettingsOfBoot(CapturedOutput output) {
		try (RunningApplication application = start("--logging.structured.json.stacktrace.max-length=200")) {
			application.get("/boom");
		}
		String trace = LogLines.withMessage(output, "Servlet.service()").get("error").get("stack_trace").asString();
		assertThat(trace).hasSizeLessThanOrEqualTo(200).contains("boom");
	}

	@ParameterizedTest
	@ValueSource(strings = { "ecs", "gelf", "logstash" })
	void stackTracesOfBootsFormatsAreCutWhereOursAre(String format, CapturedOutput output) {
		String cut = trace(output, "--logging.structured.format.console=" + format,
				"--fanlight.logging.limits.stack-trace=300");
		assertThat(cut).hasSizeLessThanOrEqualTo(300).contains("boom");
		assertThat(trace(output, "--logging.structured.format.console=" + format,
				"--fanlight.logging.limits.stack-trace=300", "--logging.structured.json.stacktrace.max-length=2000"))
			.hasSizeBetween(301, 2000);
	}

	private static String trace(CapturedOutput output, String... arguments) {
		int before = output.getOut().length();
		try (RunningApplication application = start(arguments)) {
			application.get("/boom");
		}
		return output.getOut()
			.substring(before)
			.lines()
			.filter((line) -> line.contains("Servlet.service()"))
			.map((line) -> JsonMapper.shared().readTree(line))
			// GELF has message, blank line and trace in one
			.map((line) -> line.has("full_message")
					? line.get("full_message").asString("").replaceFirst("(?s).*?\\n\\n", "")
					: line.findValuesAsString("stack_trace").get(0))
			.findFirst()
			.orElseThrow();
	}

	@ParameterizedTest
	@CsvSource({ "--fanlight.logging.format=json,false", "--logging.structured.format.console=ecs,false",
			"--fanlight.logging.format=text,true", "--fanlight.logging.enabled=false,true" })
	void jarOfEachFrameIsLookedUpForTextAlone(String argument, boolean lookedUp) {
		// Boot leaves behind what an earlier application has set
		System.clearProperty("CONSOLE_LOG_STRUCTURED_FORMAT");
		SpringApplication application = new SpringApplication(Empty.class);
		application.setWebApplicationType(WebApplicationType.NONE);
		try (ConfigurableApplicationContext context = application.run(argument)) {
			assertThat(((LoggerContext) LoggerFactory.getILoggerFactory()).isPackagingDataEnabled())
				.isEqualTo(lookedUp);
		}
	}

	private static void greet(String... arguments) {
		try (RunningApplication application = start(arguments)) {
			application.get("/hello?marker=text", "X-Request-ID", "r-1", "traceparent",
					"00-" + TRACE_ID + "-00f067aa0ba902b7-01");
		}
	}

	private static RunningApplication start(String... arguments) {
		return RunningApplication.start(ServletCorrelationTests.Application.class, arguments);
	}

	static class Empty {

	}

}
