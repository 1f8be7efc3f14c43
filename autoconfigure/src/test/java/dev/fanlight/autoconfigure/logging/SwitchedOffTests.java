package dev.fanlight.autoconfigure.logging;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import dev.fanlight.logging.MdcKey;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * With {@code fanlight.enabled=false} the application behaves as if Fanlight were absent.
 */
@Tag("one-jdk")
@ExtendWith(OutputCaptureExtension.class)
class SwitchedOffTests {

	@ParameterizedTest
	@CsvSource({ "servlet", "reactive" })
	void nothingOfFanlightIsLeft(String type, CapturedOutput output) {
		try (RunningApplication application = start(type, "--fanlight.enabled=false",
				"--management.endpoints.web.exposure.include=health,prometheus")) {
			RunningApplication.Answer answer = application.get("/hello?marker=off");
			assertThat(answer.statusCode()).isEqualTo(200);
			assertThat(answer.headers().get("X-Request-ID")).isNull();
			application.get("/actuator/health");
			// Counted after the answer has left
			await().until(() -> application.scrape().anyMatch((line) -> line.contains("uri=\"/actuator/health\"")));
			assertThat(application.scrape()).noneMatch((line) -> line.startsWith("target_info"))
				.noneMatch((line) -> line.contains("_bucket"));
			assertThat(beansOfFanlight(application)).isEmpty();
			assertThat(
					application.context().getEnvironment().getPropertySources().stream().map(PropertySource::getName))
				.filteredOn((name) -> name.contains("anlight"))
				.singleElement()
				.satisfies((name) -> assertThat(propertyNames(application, name))
					.containsExactly("management.otlp.metrics.export.enabled"));
		}
		assertThat(output.getOut().lines()).noneMatch((line) -> line.startsWith("{"))
			.anyMatch((line) -> line.contains("/hello off"));
		assertThat(output.getOut()).doesNotContain(MdcKey.REQUEST_ID);
	}

	@Test
	void onlyHealthIsExposed() {
		try (RunningApplication application = RunningApplication.start(ServletCorrelationTests.Application.class,
				"--fanlight.enabled=false")) {
			assertThat(application.get("/actuator/prometheus").statusCode()).isEqualTo(404);
			assertThat(application.get("/actuator/health").statusCode()).isEqualTo(200);
		}
	}

	@Test
	void loggingAloneCanBeOff(CapturedOutput output) {
		try (RunningApplication application = RunningApplication.start(ServletCorrelationTests.Application.class,
				"--fanlight.logging.enabled=false")) {
			assertThat(application.get("/hello?marker=off").headers().get("X-Request-ID")).isNull();
			assertThat(application.scrape()).anyMatch((line) -> line.startsWith("target_info"));
		}
		assertThat(output.getOut().lines()).noneMatch((line) -> line.startsWith("{"));
	}

	@ParameterizedTest
	@CsvSource({ "true, true", "no, false" })
	void errorInboxAloneCanBeOff(String enabled, boolean fingerprint, CapturedOutput output) {
		try (RunningApplication application = RunningApplication.start(ServletCorrelationTests.Application.class,
				"--fanlight.errors.enabled=" + enabled)) {
			LoggerFactory.getLogger("shop.Orders").error("failed", new IllegalStateException("why"));
		}
		assertThat(LogLines.withMessage(output, "failed").get("error").has("fingerprint")).isEqualTo(fingerprint);
	}

	@ParameterizedTest
	@CsvSource({ "servlet", "reactive" })
	void requestIdAndIdsInErrorsCanBeOff(String type, CapturedOutput output) {
		try (RunningApplication application = start(type, "--fanlight.logging.request-id.enabled=false",
				"--fanlight.logging.error-responses.enabled=false")) {
			assertThat(application.get("/hello?marker=anonymous").headers().get("X-Request-ID")).isNull();
			for (String path : new String[] { "/problem", "/boom" }) {
				assertThat(application.get(path, "Accept", "application/json").body()).contains("\"status\":")
					.doesNotContain("traceId");
			}
		}
		JsonNode line = LogLines.withMessage(output, "/hello anonymous");
		assertThat(line.has("trace_id")).isTrue();
		assertThat(line.has("request_id")).isFalse();
	}

	private static RunningApplication start(String type, String... arguments) {
		List<String> all = new ArrayList<>(List.of(arguments));
		all.add("--spring.main.web-application-type=" + type);
		return RunningApplication.start(type.equals("servlet") ? ServletCorrelationTests.Application.class
				: ReactiveCorrelationTests.Application.class, all.toArray(String[]::new));
	}

	private static Stream<String> beansOfFanlight(RunningApplication application) {
		DefaultListableBeanFactory factory = (DefaultListableBeanFactory) application.context().getBeanFactory();
		return Arrays.stream(factory.getBeanNamesForType(Object.class)).filter((name) -> {
			Class<?> type = factory.getType(name);
			return type != null && type.getName().startsWith("dev.fanlight.")
					&& Stream.of(ServletCorrelationTests.class, ReactiveCorrelationTests.class, ServletEdges.class)
						.noneMatch((own) -> type.getName().startsWith(own.getName()));
		});
	}

	private static String[] propertyNames(RunningApplication application, String source) {
		return ((EnumerablePropertySource<?>) application.context().getEnvironment().getPropertySources().get(source))
			.getPropertyNames();
	}

}
