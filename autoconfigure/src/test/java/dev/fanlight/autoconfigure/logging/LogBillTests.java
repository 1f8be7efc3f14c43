package dev.fanlight.autoconfigure.logging;

import java.time.Duration;
import java.util.UUID;

import dev.fanlight.logging.LogBill;
import io.micrometer.core.instrument.MeterRegistry;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The bill and the limits of a running application.
 */
@ExtendWith(OutputCaptureExtension.class)
class LogBillTests {

	@Test
	void metersAndEndpointShowWhoWritesAndLinesAreCut(CapturedOutput output) {
		try (RunningApplication application = RunningApplication.start(Application.class,
				"--fanlight.logging.bill.max-loggers=100000", "--fanlight.logging.limits.message=300",
				"--management.endpoints.web.exposure.include=fanlight", "--spring.main.web-application-type=servlet")) {
			String name = "bill." + UUID.randomUUID();
			for (int i = 0; i < 3; i++) {
				LoggerFactory.getLogger(name).warn("x".repeat(2000));
			}
			MeterRegistry registry = application.context().getBean(MeterRegistry.class);
			Awaitility.await()
				.atMost(Duration.ofSeconds(30))
				.until(() -> registry.find("fanlight.logging.bytes").tag("logger", name).functionCounter() != null);
			assertThat(registry.get("fanlight.logging.lines").tag("logger", name).functionCounter().count())
				.isEqualTo(3);
			assertThat(registry.get("fanlight.logging.bytes").tag("logger", name).functionCounter().count())
				.isBetween(3 * 300.0, 3 * 900.0);
			assertThat(output).contains("\u2026[+1714]");
			JsonNode bill = JsonMapper.shared()
				.readTree(application.get("/actuator/fanlight/log-bill").body())
				.get("log-bill");
			assertThat(bill.get("lines").asLong()).isGreaterThanOrEqualTo(3);
			assertThat(bill.get("bytes").asLong()).isGreaterThan(3 * 300);
			assertThat(bill.get("worst")).isNotEmpty()
				.allMatch((item) -> item.get("lines").asLong() > 0 && item.get("bytes").asLong() > 0
						&& item.has("logger") && item.has("level"));
		}
	}

	@ParameterizedTest
	@CsvSource({ "fanlight.logging.bill.enabled=false, false", "fanlight.logging.bill.enabled=off, false",
			"fanlight.redaction.enabled=false, true", "logging.structured.format.console=, true" })
	void textIsCountedAndNothingIsWhereSwitchedOff(String option, boolean counted) {
		try (RunningApplication application = RunningApplication.start(Application.class,
				"--fanlight.logging.bill.max-loggers=100000", "--spring.main.web-application-type=none",
				"--" + option)) {
			String name = "bill." + UUID.randomUUID();
			LoggerFactory.getLogger(name).warn("counted?");
			assertThat(LogBill.shared().items().stream().anyMatch((item) -> item.logger().equals(name)))
				.isEqualTo(counted);
			assertThat(application.context().getBeanNamesForType(LogBillSection.class))
				.hasSize(option.contains("bill") ? 0 : 1);
		}
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
