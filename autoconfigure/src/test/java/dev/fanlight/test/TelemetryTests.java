package dev.fanlight.test;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.opentelemetry.api.trace.StatusCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Telemetry of contexts that a test starts itself.
 */
class TelemetryTests {

	private static final Logger logger = LoggerFactory.getLogger(TelemetryTests.class);

	@RegisterExtension
	final TelemetryExtension extension = new TelemetryExtension();

	@Test
	void aContextRunnerIsCaptured(Telemetry telemetry) {
		new ApplicationContextRunner().withInitializer(telemetry.initializer())
			.withUserConfiguration(Application.class)
			.run((context) -> {
				work(context, "password=hunter2hunter2");
				assertThat(telemetry).hasSpan("job")
					.withAttribute("step", "one")
					.withException(IllegalStateException.class)
					.and()
					.hasLine("Working")
					.and()
					.hasMeter("job", "error", "IllegalStateException")
					.withCount(1)
					.and()
					.hasMeter("steps")
					.withCount(3)
					.and()
					.doesNotLeak("hunter2hunter2")
					.leaksNothingSecret();
			});
	}

	@Test
	void whatLeaksIsSaidWithItsPlace(Telemetry telemetry) {
		try (ConfigurableApplicationContext context = new SpringApplicationBuilder(Application.class)
			.web(WebApplicationType.NONE)
			.initializers(telemetry.initializer())
			.run("--fanlight.redaction.enabled=false")) {
			work(context, "password=hunter2hunter2");
			assertThat(telemetry).hasLine("Working").withTraceId().inTraceOf("job");
			assertThatExceptionOfType(AssertionError.class)
				.isThrownBy(() -> assertThat(telemetry).doesNotLeak("hunter2hunter2"))
				.withMessageContaining("a line of dev.fanlight.test.TelemetryTests")
				.withMessageContaining("Working with password=hunter2hunter2");
			assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> assertThat(telemetry).leaksNothingSecret())
				.withMessageContaining("password=[REDACTED");
		}
	}

	@Test
	void whatIsMissingIsSaidWithWhatIsThere(Telemetry telemetry) {
		new ApplicationContextRunner().withInitializer(telemetry.within(Duration.ZERO).initializer())
			.withUserConfiguration(Application.class)
			.run((context) -> {
				work(context, "nothing");
				assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> assertThat(telemetry).hasSpan("other"))
					.withMessageContaining("a span named <other> but there were:")
					.withMessageContaining("job");
				assertThatExceptionOfType(AssertionError.class)
					.isThrownBy(() -> assertThat(telemetry).hasSpan("job").withAttribute("step", "two"))
					.withMessageContaining("span <job> with step=two");
				assertThatExceptionOfType(AssertionError.class)
					.isThrownBy(() -> assertThat(telemetry).doesNotHaveSpan("job"));
				assertThat(telemetry).hasSpan("job").withStatus(StatusCode.ERROR);
				assertThatExceptionOfType(AssertionError.class)
					.isThrownBy(() -> assertThat(telemetry).hasSpan("job").withStatus(StatusCode.OK))
					.withMessageContaining("with status OK");
				assertThatExceptionOfType(AssertionError.class)
					.isThrownBy(() -> assertThat(telemetry).doesNotHaveLine("Working"));
				assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> assertThat(telemetry).hasLine("Idle"));
				assertThatExceptionOfType(AssertionError.class)
					.isThrownBy(() -> assertThat(telemetry).hasMeter("steps").withCount(4));
				assertThatExceptionOfType(AssertionError.class)
					.isThrownBy(() -> assertThat(telemetry).hasAtMostSeries(1));
			});
	}

	@Test
	void spanIsBelowItsParentAndALineHasItsFields(Telemetry telemetry) {
		new ApplicationContextRunner().withInitializer(telemetry.within(Duration.ZERO).initializer())
			.withUserConfiguration(Application.class)
			.run((context) -> {
				ObservationRegistry registry = context.getBean(ObservationRegistry.class);
				Observation.createNotStarted("job", registry)
					.observe(() -> Observation.createNotStarted("step", registry).observe(() -> {
						try (MDC.MDCCloseable tenant = MDC.putCloseable("tenant", "acme")) {
							logger.atInfo().addKeyValue("order", 42).log("Stepping");
						}
					}));
				SpanAssert step = assertThat(telemetry).hasSpan("step").childOf("job").times(1);
				LineAssert line = step.and().hasLine("Stepping").withField("order", 42).withField("tenant", "acme");
				assertThatExceptionOfType(AssertionError.class)
					.isThrownBy(() -> assertThat(telemetry).hasSpan("job").childOf("step"))
					.withMessageContaining("Expected span <job> below step but there was:")
					.withMessageContaining("name=job");
				assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> step.childOf("other"))
					.withMessageContaining("Expected a span named <other> but there were:");
				assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> line.withField("order", 43))
					.withMessageContaining("with order=43 but there was:")
					.withMessageContaining("order=42");
				assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> line.withField("nowhere", ""));
				assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> step.withAttribute("nowhere", ""));
			});
	}

	@Test
	void testsSideBySideOnOneContextDoNotSeeOneAnother(Telemetry telemetry) throws Exception {
		try (ConfigurableApplicationContext context = new SpringApplicationBuilder(Application.class)
			.web(WebApplicationType.NONE)
			.initializers(telemetry.initializer())
			.run()) {
			CountDownLatch bothRun = new CountDownLatch(2);
			CompletableFuture<Integer> other = CompletableFuture.supplyAsync(() -> {
				Telemetry own = new Telemetry();
				own.attach(context);
				try {
					meet(bothRun);
					work(context, "the other");
					assertThat(own).hasSpan("job").times(1).and().doesNotHaveLine("the first");
					assertThat(own).hasMeter("steps").withCount(3);
					return own.spans().size();
				}
				finally {
					own.close();
				}
			});
			meet(bothRun);
			work(context, "the first");
			assertThat(other.get(20, TimeUnit.SECONDS)).isEqualTo(1);
			assertThat(telemetry).hasSpan("job").times(1).and().doesNotHaveLine("the other");
			assertThat(telemetry).hasMeter("steps").withCount(3);
		}
	}

	@Test
	void aTestThatIsOverGetsNothingMore(Telemetry telemetry) {
		new ApplicationContextRunner().withInitializer(telemetry.initializer())
			.withUserConfiguration(Application.class)
			.run((context) -> {
				work(context, "once");
				telemetry.close();
				work(context, "twice");
				assertThat(telemetry).hasSpan("job").times(1).and().doesNotHaveLine("twice");
			});
	}

	private static void work(ApplicationContext context, String with) {
		Observation.createNotStarted("job", context.getBean(ObservationRegistry.class))
			.highCardinalityKeyValue("step", "one")
			.observe(() -> {
				logger.info("Working with {}", with);
				context.getBean(MeterRegistry.class).counter("steps").increment(3);
				Observation observation = context.getBean(ObservationRegistry.class).getCurrentObservation();
				if (observation != null) {
					observation.error(new IllegalStateException("no"));
				}
			});
	}

	private static void meet(CountDownLatch latch) {
		latch.countDown();
		try {
			assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
