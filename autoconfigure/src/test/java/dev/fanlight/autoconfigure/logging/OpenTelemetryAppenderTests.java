package dev.fanlight.autoconfigure.logging;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import dev.fanlight.autoconfigure.redaction.RedactionAutoConfiguration;
import dev.fanlight.autoconfigure.tracing.RedactTracingAutoConfiguration;
import dev.fanlight.test.OtlpAnswer;
import dev.fanlight.test.OtlpReceiver;
import dev.fanlight.test.OtlpSignal;
import dev.fanlight.test.ReceivedLog;
import dev.fanlight.test.ReceivedRequest;
import io.grpc.Status;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.instrumentation.logback.appender.v1_0.OpenTelemetryAppender;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.opentelemetry.autoconfigure.OpenTelemetrySdkAutoConfiguration;
import org.springframework.boot.opentelemetry.autoconfigure.logging.OpenTelemetryLoggingAutoConfiguration;
import org.springframework.boot.opentelemetry.autoconfigure.logging.otlp.OtlpLoggingAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.event.ContextClosedEvent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * The lines of applications that follow one another in one process, at a real receiver.
 */
@ExtendWith(OutputCaptureExtension.class)
class OpenTelemetryAppenderTests {

	private static final String ENDPOINT = "management.opentelemetry.logging.export.otlp.endpoint=";

	private static final String NO_ENDPOINT = "no.endpoint=true";

	private static final org.slf4j.Logger logger = LoggerFactory.getLogger(OpenTelemetryAppenderTests.class);

	@RegisterExtension
	static final OtlpReceiver receiver = OtlpReceiver.start();

	@AfterEach
	void leavesNothingBehind() {
		assertThat(appenders()).noneMatch((name) -> name.startsWith("FANLIGHT_"));
		assertThat(context().getCopyOfListenerList()).noneMatch(
				(listener) -> listener.getClass().getName().startsWith("dev.fanlight.logging.OpenTelemetryAppender"));
	}

	@Test
	void exportsLinesOfStartRunAndShutdownOnce() {
		try (ConfigurableApplicationContext context = run(Talking.class)) {
			logger.info("run");
		}
		assertThat(messages()).containsOnlyOnce("constructed", "started", "run", "closing");
		assertThat(messages()).anyMatch((message) -> message.startsWith("Starting "));
	}

	@Test
	void everyApplicationInOneProcessExportsItsOwnLines() {
		for (int i = 1; i <= 3; i++) {
			receiver.reset();
			try (ConfigurableApplicationContext context = run(Talking.class)) {
				logger.info("application {}", i);
			}
			logger.info("between applications");
			assertThat(messages()).containsOnlyOnce("constructed", "started", "application " + i)

				.doesNotContain("between applications");
		}
	}

	@Test
	void survivesAResetWhileTheApplicationRuns() {
		try (ConfigurableApplicationContext context = run(Quiet.class)) {
			context().reset();
			logger.info("after reset");
		}
		assertThat(messages()).containsOnlyOnce("after reset");
	}

	@Test
	void childContextAddsNoSecondCopy() {
		try (ConfigurableApplicationContext parent = run(Quiet.class)) {
			try (ConfigurableApplicationContext child = new SpringApplicationBuilder(Quiet.class).parent(parent)
				.web(WebApplicationType.NONE)
				.run("--" + ENDPOINT + receiver.httpEndpoint(OtlpSignal.LOGS))) {
				logger.info("in the child");
			}
			logger.info("in the parent");
		}
		assertThat(messages()).containsOnlyOnce("in the child", "in the parent");
	}

	@Test
	void lazyInitializationExportsToo() {
		try (ConfigurableApplicationContext context = run(Quiet.class, "spring.main.lazy-initialization=true")) {
			logger.info("lazy");
		}
		assertThat(messages()).containsOnlyOnce("lazy");
	}

	@ParameterizedTest
	@ValueSource(strings = { NO_ENDPOINT, "fanlight.enabled=false", "fanlight.logging.enabled=false",
			"fanlight.logging.otlp.enabled=false", "management.opentelemetry.enabled=false",
			"management.logging.export.enabled=false", "management.logging.export.otlp.enabled=false" })
	void attachesNothing(String setting) {
		try (ConfigurableApplicationContext context = run(Quiet.class, setting)) {
			assertThat(appenders()).doesNotContain("FANLIGHT_OTLP");
			logger.info("not exported");
		}
		assertThat(receiver.requests()).isEmpty();
	}

	@Test
	void attachesWhileAnEndpointIsConfigured() {
		try (ConfigurableApplicationContext context = run(Quiet.class)) {
			assertThat(appenders()).contains("FANLIGHT_OTLP");
		}
	}

	@Test
	void appenderInTheLogbackConfigurationWins() {
		try (ConfigurableApplicationContext context = run(Talking.class,
				"logging.config=classpath:dev/fanlight/autoconfigure/logging/own-appender.xml")) {
			assertThat(appenders()).contains("OWN").doesNotContain("FANLIGHT_OTLP");
			logger.info("run");
		}
		assertThat(messages()).containsOnlyOnce("constructed", "run");
	}

	@ParameterizedTest
	@ValueSource(strings = { "no.config=true",
			"logging.config=classpath:dev/fanlight/autoconfigure/logging/own-appender.xml" })
	void receiverIsSentNoSecret(String setting) {
		try (ConfigurableApplicationContext context = run(Redacting.class, setting)) {
			Secrets.log(logger);
		}
		assertThat(receiver.logs()).filteredOn((log) -> log.message().startsWith("line-")).hasSize(Secrets.LINES);
		assertThat(receiver.requests()).asString()
			.contains("[REDACTED:kv]", "[REDACTED:sensitive]")
			.doesNotContain(Secrets.SECRET);
	}

	@Test
	void longTextsAreCutAndTracesStartWithTheirRootCause() {
		try (ConfigurableApplicationContext context = run(Redacting.class, "fanlight.logging.limits.message=200",
				"fanlight.logging.limits.value=1000", "fanlight.logging.limits.stack-trace=400")) {
			logger.atError()
				.addKeyValue("payload", "password=hunter2-hunter2 " + "p".repeat(3_000_000))
				.setCause(new RuntimeException("outer" + "o".repeat(1000), new IllegalStateException("the root of it")))
				.log("long {} password=hunter2-hunter2", "m".repeat(1000));
		}
		assertThat(receiver.logs()).filteredOn((log) -> log.message().startsWith("long"))
			.singleElement()
			.satisfies((log) -> {
				assertThat(log.message()).hasSizeLessThanOrEqualTo(200).matches("long m+\u2026\\[\\+\\d+]");
				assertThat(log.attributes().get("payload").toString()).hasSizeLessThanOrEqualTo(1000)
					.matches("password=\\[REDACTED:kv] p+\u2026\\[\\+2999\\d{3}]");
				assertThat(log.attributes().get("exception.message").toString()).hasSizeLessThanOrEqualTo(200)
					.matches("outero{100,}\u2026\\[\\+\\d+]");
				assertThat(log.attributes().get("exception.stacktrace").toString())
					.startsWith("java.lang.IllegalStateException: the root of it")
					.hasSizeLessThanOrEqualTo(400)
					.matches("(?s).*\u2026\\[\\+\\d+]");
			});
	}

	@Test
	void appenderBeanWins() {
		try (ConfigurableApplicationContext context = run(OwnAppender.class)) {
			assertThat(appenders()).contains("OWN").doesNotContain("FANLIGHT_OTLP");
			logger.info("run");
			context.getBean(OpenTelemetryAppender.class).stop();
		}
		assertThat(messages()).containsOnlyOnce("run");
	}

	@Test
	void detachesWhenTheStartFails() {
		assertThatException().isThrownBy(() -> run(Failing.class));
		logger.info("after the failure");
		assertThat(messages()).doesNotContain("after the failure");
	}

	@Test
	void detachesWhenNobodyBringsTheSdk() {
		try (ConfigurableApplicationContext context = run(WithoutUs.class)) {
			assertThat(appenders()).doesNotContain("FANLIGHT_OTLP");
		}
	}

	@Test
	void receiverThatRefusesMakesNoLoop() {
		receiver.answerAlways(OtlpAnswer.refuse(400, Status.Code.INVALID_ARGUMENT));
		try (ConfigurableApplicationContext context = run(Quiet.class, "logging.level.root=DEBUG",
				"management.opentelemetry.logging.export.schedule-delay=20ms")) {
			logger.info("refused");
			receiver.await(receiver::requests, (requests) -> sent(requests).contains("refused"),
					Duration.ofSeconds(10));
			receiver.reset();
			receiver.answerAlways(OtlpAnswer.refuse(400, Status.Code.INVALID_ARGUMENT));
			logger.info("first");
			receiver.await(receiver::requests, (requests) -> sent(requests).contains("first"), Duration.ofSeconds(10));
			logger.info("second");
			receiver.await(receiver::requests, (requests) -> sent(requests).contains("second"), Duration.ofSeconds(10));
			assertThat(sent(receiver.requests())).containsExactly("first", "second");
		}
	}

	@Test
	void receiverThatIsAwayMakesNoLoop(CapturedOutput output) {
		OtlpReceiver away = OtlpReceiver.start();
		away.close();
		int port = away.port();
		List<String> exported;
		try (ConfigurableApplicationContext context = run(Quiet.class,
				"management.opentelemetry.logging.export.schedule-delay=20ms",
				ENDPOINT + "http://localhost:" + port + "/v1/logs")) {
			logger.info("lost");
			Awaitility.await().until(() -> output.getOut().contains("Failed to export logs"));
			try (OtlpReceiver back = OtlpReceiver.start(port)) {
				logger.info("found");
				back.awaitLogs((logs) -> logs.stream().anyMatch((log) -> log.message().equals("found")));
				exported = back.logs().stream().map(ReceivedLog::message).toList();
			}
		}
		assertThat(exported).noneMatch((message) -> message.contains("Failed to export"));
	}

	private static ConfigurableApplicationContext run(Class<?> application, String... settings) {
		SpringApplication springApplication = new SpringApplication(application);
		springApplication.setWebApplicationType(WebApplicationType.NONE);
		List<String> arguments = new ArrayList<>(Arrays.asList(settings));
		if (Stream.of(settings).noneMatch((setting) -> setting.equals(NO_ENDPOINT) || setting.startsWith(ENDPOINT))) {
			arguments.add(ENDPOINT + receiver.httpEndpoint(OtlpSignal.LOGS));
		}
		return springApplication.run(arguments.stream().map((argument) -> "--" + argument).toArray(String[]::new));
	}

	private static List<String> messages() {
		return receiver.logs().stream().map(ReceivedLog::message).toList();
	}

	private static List<String> sent(List<ReceivedRequest> requests) {
		return requests.stream()
			.flatMap((request) -> ((ExportLogsServiceRequest) request.message()).getResourceLogsList().stream())
			.flatMap((resource) -> resource.getScopeLogsList().stream())
			.flatMap((scope) -> scope.getLogRecordsList().stream())
			.map((record) -> record.getBody().getStringValue())
			.toList();
	}

	private static List<String> appenders() {
		List<String> names = new ArrayList<>();
		context().getLogger(Logger.ROOT_LOGGER_NAME)
			.iteratorForAppenders()
			.forEachRemaining((appender) -> names.add(String.valueOf(appender.getName())));
		return names;
	}

	private static LoggerContext context() {
		return (LoggerContext) LoggerFactory.getILoggerFactory();
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@LogExport
	static class Quiet {

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@LogExport
	@ImportAutoConfiguration({ RedactionAutoConfiguration.class, RedactTracingAutoConfiguration.class })
	static class Redacting {

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@LogExport
	static class Talking implements ApplicationListener<ContextClosedEvent> {

		Talking() {
			logger.info("constructed");
		}

		@Bean
		ApplicationRunner runner() {
			return (arguments) -> logger.info("started");
		}

		@Override
		public void onApplicationEvent(ContextClosedEvent event) {
			logger.info("closing");
		}

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@LogExport
	static class OwnAppender {

		@Bean
		OpenTelemetryAppender ownAppender(OpenTelemetry openTelemetry) {
			OpenTelemetryAppender appender = new OpenTelemetryAppender();
			appender.setName("OWN");
			appender.setContext(context());
			appender.setOpenTelemetry(openTelemetry);
			appender.start();
			context().getLogger(Logger.ROOT_LOGGER_NAME).addAppender(appender);
			return appender;
		}

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@LogExport
	static class Failing {

		@Bean
		String failing() {
			throw new IllegalStateException("no");
		}

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ OpenTelemetrySdkAutoConfiguration.class, OpenTelemetryLoggingAutoConfiguration.class,
			OtlpLoggingAutoConfiguration.class })
	static class WithoutUs {

	}

	/**
	 * The part of Boot that exports logs, with ours, so that many starts stay quick.
	 */
	@Retention(RetentionPolicy.RUNTIME)
	@ImportAutoConfiguration({ OpenTelemetrySdkAutoConfiguration.class, OpenTelemetryLoggingAutoConfiguration.class,
			OtlpLoggingAutoConfiguration.class, OpenTelemetryAppenderAutoConfiguration.class })
	private @interface LogExport {

	}

}
