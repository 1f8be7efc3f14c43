package dev.fanlight.autoconfigure.logging;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import ch.qos.logback.classic.LoggerContext;
import dev.fanlight.logging.gate.FlightRecorder;
import dev.fanlight.logging.gate.RecorderLimits;
import dev.fanlight.logging.gate.ReplayReason;
import dev.fanlight.logging.gate.StormGuard;
import dev.fanlight.logging.gate.StormLimits;
import dev.fanlight.test.OtlpReceiver;
import dev.fanlight.test.ReceivedLog;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.ReceiverContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.scheduling.support.ScheduledTaskObservationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Flight recorder and storm guard are there, back off and stay away; what they decide
 * holds for every appender.
 */
@ExtendWith(OutputCaptureExtension.class)
class LogGateTests {

	private static final Logger logger = LoggerFactory.getLogger(LogGateTests.class);

	@RegisterExtension
	static final OtlpReceiver receiver = OtlpReceiver.start();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(LogGateAutoConfiguration.class));

	@Test
	void suppliesAndLeavesLogbackAsItWas() {
		LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
		this.runner.withBean(SimpleMeterRegistry.class).run((running) -> {
			assertThat(running).hasSingleBean(FlightRecorder.class)
				.hasSingleBean(StormGuard.class)
				.hasSingleBean(FlightRecorderObservationHandler.class)
				.hasBean("fanlightLogGateMeters");
			assertThat(context.getCopyOfListenerList())
				.anyMatch((listener) -> listener.getClass().getName().contains("LastTurboFilter"));
		});
		assertThat(context.getTurboFilterList())
			.noneMatch((filter) -> filter.getClass().getName().contains("GateFilter"));
		assertThat(context.getCopyOfListenerList())
			.noneMatch((listener) -> listener.getClass().getName().contains("LastTurboFilter"));
	}

	@Test
	void registryOfObservationsIsLookedUpOnceAndNotForEveryScope() {
		AtomicInteger lookups = new AtomicInteger();
		this.runner.withBean(ObservationRegistry.class, () -> {
			lookups.incrementAndGet();
			return ObservationRegistry.create();
		}, (definition) -> definition.setScope(BeanDefinition.SCOPE_PROTOTYPE)).run((running) -> {
			ObservationRegistry registry = ObservationRegistry.create();
			registry.observationConfig().observationHandler(running.getBean(FlightRecorderObservationHandler.class));
			for (int i = 0; i < 3; i++) {
				Observation.createNotStarted("work", registry).observe(() -> {
				});
			}
			assertThat(lookups).hasValue(1);
		});
	}

	@ParameterizedTest
	@CsvSource({ "fanlight.logging.enabled=false,0,0", "fanlight.logging.flight-recorder.enabled=false,0,1",
			"fanlight.logging.storm-guard.enabled=false,1,0" })
	void staysAway(String property, int recorders, int guards) {
		this.runner.withPropertyValues(property).run((context) -> {
			assertThat(context.getBeansOfType(FlightRecorder.class)).hasSize(recorders);
			assertThat(context.getBeansOfType(FlightRecorderObservationHandler.class)).hasSize(recorders);
			assertThat(context.getBeansOfType(StormGuard.class)).hasSize(guards);
		});
	}

	@Test
	void worksWithoutMetersObservationsAndWeb() {
		this.runner
			.withClassLoader(new FilteredClassLoader("io.micrometer.core", "io.micrometer.observation",
					"jakarta.servlet", "reactor"))
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(StormGuard.class)
				.doesNotHaveBean(FlightRecorder.class));
	}

	@Test
	void ownBeansWin() {
		StormGuard own = new StormGuard(new StormLimits(1, 1, 8), List.of(), null, System::nanoTime);
		this.runner.withBean(StormGuard.class, () -> own)
			.run((context) -> assertThat(context.getBean(StormGuard.class)).isSameAs(own));
	}

	@Test
	void mistakesStopTheStart(CapturedOutput output) {
		SpringApplication application = new SpringApplication(Application.class);
		application.setWebApplicationType(WebApplicationType.NONE);
		assertThatThrownBy(() -> application.run("--fanlight.logging.flight-recorder.max-size=much",
				"--fanlight.logging.flight-recorder.max-age=0s", "--fanlight.logging.storm-guard.limit=0",
				"--fanlight.logging.flight-recorder.render-objects=maybe"))
			.isInstanceOf(RuntimeException.class);
		assertThat(output).contains("4 settings cannot be used:").contains("must be a size such as 256KB or 16MB");
	}

	@Test
	void jobsMayTakeLongerThanRequestsAndMessages() {
		this.runner
			.withPropertyValues("fanlight.logging.flight-recorder.slow-threshold=2s",
					"fanlight.logging.flight-recorder.slow-job-threshold=30s")
			.run((running) -> {
				FlightRecorderVerdict verdict = new FlightRecorderVerdict(
						running.getBean(FlightRecorderProperties.class));
				Observation.Context job = new ScheduledTaskObservationContext(this, getClass().getMethods()[0]);
				Observation.Context message = new ReceiverContext<>((carrier, key) -> null, Kind.CONSUMER);
				assertThat(verdict.of(message, 1_999_999_999L)).isNull();
				assertThat(verdict.of(message, 2_000_000_000L)).isEqualTo(ReplayReason.SLOW);
				assertThat(verdict.of(job, 29_999_999_999L)).isNull();
				assertThat(verdict.of(job, 30_000_000_000L)).isEqualTo(ReplayReason.SLOW);
			});
		this.runner.withPropertyValues("fanlight.logging.flight-recorder.slow-threshold=0s")
			.run((running) -> assertThat(new FlightRecorderVerdict(running.getBean(FlightRecorderProperties.class))
				.of(new Observation.Context(), Long.MAX_VALUE - 1)).isNull());
	}

	@ParameterizedTest
	@CsvSource({ "true, 2", "false, 0" })
	void messageThatFailsInsideAJobThatSucceedsWritesTheLinesOfTheJob(boolean fails, int held, CapturedOutput output) {
		SpringApplication application = new SpringApplication(Application.class);
		application.setWebApplicationType(WebApplicationType.NONE);
		try (ConfigurableApplicationContext context = application.run()) {
			ObservationRegistry registry = context.getBean(ObservationRegistry.class);
			Observation
				.createNotStarted("job", () -> new ScheduledTaskObservationContext(this, getClass().getMethods()[0]),
						registry)
				.observe(() -> {
					logger.debug("relayed nothing yet");
					Observation message = Observation.start("message",
							() -> new ReceiverContext<>((carrier, key) -> null, Kind.CONSUMER), registry);
					message.scoped(() -> logger.debug("relayed one"));
					if (fails) {
						message.error(new IllegalStateException("message"));
					}
					message.stop();
				});
		}
		assertThat(LogLines.of(output).stream().map((line) -> line.get("message").asString()))
			.filteredOn((message) -> message.startsWith("relayed "))
			.hasSize(held);
	}

	@ParameterizedTest
	@CsvSource({ "'', of the application", "org.other, of a library" })
	void linesOfTheApplicationAreHeldUnlessOthersAreChosen(String loggers, String held, CapturedOutput output) {
		SpringApplication application = new SpringApplication(Application.class);
		application.setWebApplicationType(WebApplicationType.NONE);
		try (ConfigurableApplicationContext context = application
			.run("--fanlight.logging.flight-recorder.loggers=" + loggers)) {
			Observation.createNotStarted("work", context.getBean(ObservationRegistry.class)).observe(() -> {
				logger.debug("of the application");
				LoggerFactory.getLogger("org.other.Library").debug("of a library");
				LoggerFactory.getLogger("org.others.Library").debug("of another library");
				logger.error("failed");
			});
		}
		assertThat(LogLines.of(output).stream().map((line) -> line.get("message").asString()))
			.filteredOn((message) -> message.startsWith("of "))
			.containsExactly(held);
	}

	@Test
	void boundsAreThoseOfTheSettings() {
		this.runner.withPropertyValues("fanlight.logging.flight-recorder.max-lines=7",
				"fanlight.logging.flight-recorder.max-size=8KB", "fanlight.logging.flight-recorder.max-total-size=9KB",
				"fanlight.logging.flight-recorder.max-age=10s",
				"fanlight.logging.flight-recorder.max-replayed-lines=11", "fanlight.logging.storm-guard.limit=12",
				"fanlight.logging.storm-guard.error-limit=13", "fanlight.logging.storm-guard.max-keys=14")
			.run((running) -> {
				assertThat(running.getBean(FlightRecorderProperties.class).limits())
					.isEqualTo(new RecorderLimits(7, 8 * 1024, 9 * 1024, Duration.ofSeconds(10), 11));
				assertThat(running.getBean(StormGuardProperties.class).limits()).isEqualTo(new StormLimits(12, 13, 14));
			});
	}

	@Test
	void stormGuardCountsForItsIntervalAndExempts(CapturedOutput output) {
		SpringApplication application = new SpringApplication(Application.class);
		application.setWebApplicationType(WebApplicationType.NONE);
		try (ConfigurableApplicationContext context = application.run("--fanlight.logging.storm-guard.limit=1",
				"--fanlight.logging.storm-guard.interval=2m",
				"--fanlight.logging.storm-guard.exempt-loggers=org.exempt")) {
			for (int i = 0; i < 3; i++) {
				logger.info("counted {}", i);
				LoggerFactory.getLogger("org.exempt.Audit").info("exempt {}", i);
			}
		}
		assertThat(LogLines.of(output).stream().map((line) -> line.get("message").asString()))
			.filteredOn((message) -> message.matches("(counted|exempt) .*"))
			.map((message) -> message.replaceFirst("[\\d.]+ s$", "s"))
			.containsExactly("counted 0", "exempt 0", "exempt 1", "exempt 2", "counted {} ... repeated 2 times in s");
	}

	@Test
	void everyAppenderGetsTheSame(CapturedOutput output) {
		SpringApplication application = new SpringApplication(Application.class);
		application.setWebApplicationType(WebApplicationType.NONE);
		try (ConfigurableApplicationContext context = application.run(
				"--management.opentelemetry.logging.export.otlp.endpoint=" + receiver.httpEndpoint() + "/v1/logs",
				"--fanlight.logging.storm-guard.limit=3", "--management.tracing.sampling.probability=0")) {
			Observation.createNotStarted("work", context.getBean(ObservationRegistry.class)).observe(() -> {
				logger.debug("held {}", 1);
				logger.error("failed");
			});
			for (int i = 0; i < 8; i++) {
				logger.info("again {}", i);
			}
		}
		List<ReceivedLog> received = receiver.logs();
		ReceivedLog held = received.stream().filter((log) -> log.message().equals("held 1")).findFirst().orElseThrow();
		ReceivedLog failed = received.stream()
			.filter((log) -> log.message().equals("failed"))
			.findFirst()
			.orElseThrow();
		assertThat(held.traceId()).hasSize(32).isEqualTo(failed.traceId());
		assertThat(held.spanId()).isEqualTo(failed.spanId());
		assertThat(held.attributes()).containsEntry("replayed", true);
		assertThat(received.stream().filter((log) -> log.message().startsWith("again")))
			.extracting((log) -> log.message().replaceFirst("[\\d.]+ s$", "s"))
			.containsExactly("again 0", "again 1", "again 2", "again {} ... repeated 5 times in s");
		assertThat(LogLines.of(output).stream().map((line) -> line.get("message").asString()))
			.filteredOn((message) -> message.startsWith("again"))
			.map((message) -> message.replaceFirst("[\\d.]+ s$", "s"))
			.containsExactly("again 0", "again 1", "again 2", "again {} ... repeated 5 times in s");
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
