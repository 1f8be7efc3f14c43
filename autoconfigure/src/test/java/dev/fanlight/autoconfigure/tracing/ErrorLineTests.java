package dev.fanlight.autoconfigure.tracing;

import ch.qos.logback.classic.LoggerContext;
import dev.fanlight.allocation.Allocation;
import dev.fanlight.autoconfigure.ErrorLineListener;
import dev.fanlight.test.OtlpReceiver;
import dev.fanlight.test.ReceivedSpan;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A line of level ERROR keeps its trace, and no other line costs more for it.
 */
class ErrorLineTests {

	private static final Logger logger = LoggerFactory.getLogger("org.library.Thing");

	@RegisterExtension
	static final OtlpReceiver receiver = OtlpReceiver.start();

	private ConfigurableApplicationContext context;

	@AfterEach
	void close() {
		this.context.close();
	}

	@Test
	void errorLineKeepsItsTraceAndNoOtherDoes() {
		run("--fanlight.logging.storm-guard.error-limit=1");
		observe("calm", () -> logger.warn("something"));
		observe("first", () -> logger.error("something failed"));
		observe("suppressed", () -> logger.error("something failed"));
		observe("fluent", () -> logger.atError().log("fluent"));
		this.context.close();
		assertThat(receiver.spans()).extracting(ReceivedSpan::name)
			.containsExactlyInAnyOrder("first", "suppressed", "fluent");
		assertThat(receiver.spans())
			.allSatisfy((span) -> assertThat(span.attributes()).containsEntry("fanlight.kept", "error_log"));
	}

	@Test
	void disabledLineAllocatesNothing() {
		// Whose filter would be a second one
		run("--spring.autoconfigure.exclude=org.springframework.boot.micrometer.metrics.autoconfigure.logging.logback.LogbackMetricsAutoConfiguration");
		assertThat(this.context.getBeansOfType(ErrorLineListener.class))
			.containsOnlyKeys("fanlightKeepTracesOfErrorLines", "fanlightErrorLines");
		// With two of them Logback allocates for each call
		assertThat(((LoggerContext) LoggerFactory.getILoggerFactory()).getTurboFilterList()).hasSize(1);
		assertThat(Allocation.perCall(20_000, () -> logger.debug("message"))).isLessThan(1);
	}

	@Test
	void staysAwayWithTheTail() {
		run("--fanlight.tracing.tail.enabled=false");
		assertThat(this.context.getBeansOfType(ErrorLineListener.class)).containsOnlyKeys("fanlightErrorLines");
	}

	private void run(String argument) {
		this.context = new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
			.run(argument, "--management.tracing.sampling.probability=0",
					"--management.opentelemetry.tracing.export.otlp.endpoint=" + receiver.httpEndpoint()
							+ "/v1/traces");
	}

	private void observe(String name, Runnable work) {
		Observation.createNotStarted(name, this.context.getBean(ObservationRegistry.class)).observe(work);
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
