package dev.fanlight.autoconfigure.logging;

import java.time.Duration;
import java.util.UUID;

import io.micrometer.core.instrument.MeterRegistry;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;

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
				"--spring.main.web-application-type=servlet")) {
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
			assertThat(application.context().getBean(LogBillSection.class).read().toString()).contains("worst");
		}
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
