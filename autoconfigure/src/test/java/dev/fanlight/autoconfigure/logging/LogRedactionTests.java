package dev.fanlight.autoconfigure.logging;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import ch.qos.logback.core.read.ListAppender;
import dev.fanlight.redaction.Action;
import dev.fanlight.redaction.RedactionPolicy;
import dev.fanlight.redaction.Redactor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Tests that no secret leaves a real application through a log line.
 */
@ExtendWith(OutputCaptureExtension.class)
class LogRedactionTests {

	private static final String SECRET = Secrets.SECRET;

	@TempDir
	Path directory;

	@AfterEach
	void forgetEvents() {
		Storing.events.clear();
	}

	@ParameterizedTest
	@ValueSource(strings = { "fanlight.logging.format=json", "fanlight.logging.format=text",
			"logging.structured.format.console=ecs", "logging.structured.format.console=logstash",
			"logging.structured.format.console=gelf", "logging.structured.json.stacktrace.root=first" })
	void consoleShowsNoSecret(String setting, CapturedOutput output) {
		try (ConfigurableApplicationContext context = run(setting)) {
			Secrets.log(LoggerFactory.getLogger("shop.Orders"));
		}
		assertRedacted(output.getAll());
	}

	@ParameterizedTest
	@ValueSource(strings = { "fanlight.redaction.enabled=false", "fanlight.redaction.enabled=off",
			"fanlight.redaction.enabled=no", "fanlight.redaction.enabled=0", "fanlight.enabled=false",
			"fanlight.enabled=off" })
	void switchedOffItShowsThem(String setting, CapturedOutput output) {
		try (ConfigurableApplicationContext context = run(setting)) {
			Secrets.log(LoggerFactory.getLogger("shop.Orders"));
		}
		assertThat(output.getAll()).contains("password=" + SECRET).doesNotContain("[REDACTED:");
	}

	@ParameterizedTest
	@ValueSource(strings = { "json", "text" })
	void rollingFileHoldsNoSecret(String format) throws Exception {
		Path file = this.directory.resolve("shop.log");
		try (ConfigurableApplicationContext context = run("fanlight.logging.format=" + format,
				"logging.file.name=" + file)) {
			Secrets.log(LoggerFactory.getLogger("shop.Orders"));
		}
		assertRedacted(Files.readString(file));
	}

	@Test
	void appendersOfTheUsersOwnConfigurationGetNoSecret(CapturedOutput output) throws Exception {
		Path file = this.directory.resolve("async.log");
		Path configuration = Files.writeString(this.directory.resolve("logback-spring.xml"), """
				<configuration>
					<appender name="OUT" class="ch.qos.logback.core.ConsoleAppender">
						<encoder><pattern>%%d %%p %%c %%marker %%kvp %%X - %%m%%n%%ex</pattern></encoder>
					</appender>
					<appender name="FILE" class="ch.qos.logback.core.FileAppender">
						<file>%s</file>
						<encoder class="net.logstash.logback.encoder.LogstashEncoder"/>
					</appender>
					<appender name="ASYNC" class="ch.qos.logback.classic.AsyncAppender">
						<discardingThreshold>0</discardingThreshold>
						<appender-ref ref="FILE"/>
					</appender>
					<appender name="STORING" class="%s"/>
					<logger name="shop" additivity="true"><appender-ref ref="STORING"/></logger>
					<root level="info"><appender-ref ref="OUT"/><appender-ref ref="ASYNC"/></root>
				</configuration>""".formatted(file, Storing.class.getName()));
		try (ConfigurableApplicationContext context = run("logging.config=" + configuration.toUri())) {
			Secrets.log(LoggerFactory.getLogger("shop.Orders"));
			((LoggerContext) LoggerFactory.getILoggerFactory()).stop();
		}
		assertRedacted(output.getAll());
		assertRedacted(Files.readString(file));
		assertThat(Storing.events).hasSize(Secrets.LINES)
			.allSatisfy((event) -> assertThat(event + " " + event.getMessage() + event.getMDCPropertyMap()
					+ event.getKeyValuePairs() + event.getMarkerList())
				.doesNotContain(SECRET));
	}

	@Test
	void appenderThatIsAttachedAtRunTimeGetsNoSecret() {
		ListAppender<ILoggingEvent> late = new ListAppender<>();
		late.setName("LATE");
		late.start();
		try (ConfigurableApplicationContext context = run()) {
			Logger logger = LoggerFactory.getLogger("shop.Late");
			((ch.qos.logback.classic.Logger) logger).addAppender(late);
			logger.info("password=" + SECRET);
			((ch.qos.logback.classic.Logger) logger).detachAppender("LATE");
		}
		assertThat(late.list).extracting(ILoggingEvent::getFormattedMessage).containsExactly("password=[REDACTED:kv]");
	}

	@Test
	void otherLoggingSystemsAreCovered(CapturedOutput output) {
		try (ConfigurableApplicationContext context = run()) {
			java.util.logging.Logger.getLogger("shop.Jul").info("jul password=" + SECRET);
			System.getLogger("shop.System").log(System.Logger.Level.INFO, "system api_key: {0}", SECRET);
		}
		assertThat(output.getAll()).contains("jul password=[REDACTED:kv]")
			.contains("system api_key: [REDACTED:kv]")
			.doesNotContain(SECRET);
	}

	@Test
	void redactorOfTheApplicationTakesOver(CapturedOutput output) {
		Redactor redactor = Redactor.of(RedactionPolicy.builder().action("kv", Action.LENGTH).build());
		SpringApplication application = application(Empty.class);
		application
			.addBootstrapRegistryInitializer((registry) -> registry.register(Redactor.class, (context) -> redactor));
		try (ConfigurableApplicationContext context = application.run()) {
			LoggerFactory.getLogger("shop.Orders").info("password=" + SECRET);
		}
		assertThat(output.getAll()).contains("password=****************\"").doesNotContain(SECRET);
	}

	@ParameterizedTest
	@ValueSource(strings = { "fanlight.logging.format=json", "fanlight.logging.format=text", "debug=true" })
	void failureReportShowsNoSecret(String setting, CapturedOutput output) {
		assertThatException().isThrownBy(() -> application(Failing.class).run("--" + setting,
				"--payment.api-key=" + SECRET, "--payment.port=1"));
		assertThat(output.getAll()).contains("APPLICATION FAILED TO START")
			.contains("payment.api-key")
			.doesNotContain(SECRET);
	}

	@Test
	void failureBeforeTheLoggingSystemIsReadyShowsNoSecret(CapturedOutput output) {
		SpringApplication application = application(Empty.class);
		application.addListeners(new FailingEarly());
		assertThatException().isThrownBy(application::run);
		assertThat(output.getAll()).contains("Application run failed").contains("[REDACTED:").doesNotContain(SECRET);
	}

	@Test
	void linesBeforeSpringAndAfterItAreCovered() throws Exception {
		String output = output(Main.class);
		assertThat(output).contains("before password=[REDACTED:kv]")
			.contains("after password=[REDACTED:kv]")
			.contains("closed password=[REDACTED:kv]")
			.doesNotContain(SECRET);
	}

	private String output(Class<?> main) throws IOException, InterruptedException {
		Path output = this.directory.resolve("output");
		List<String> command = new ArrayList<>(List.of(
				Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
				System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")), main.getName()));
		Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile()).start();
		assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
		return Files.readString(output);
	}

	private static void assertRedacted(String output) {
		assertThat(output).doesNotContain(SECRET).contains("[REDACTED:kv]").contains("[REDACTED:sensitive]");
		assertThat(IntStream.rangeClosed(1, Secrets.LINES).mapToObj("line-%02d"::formatted))
			.allSatisfy((line) -> assertThat(output).contains(line));
	}

	private static SpringApplication application(Class<?> configuration) {
		SpringApplication application = new SpringApplication(configuration);
		application.setWebApplicationType(WebApplicationType.NONE);
		return application;
	}

	private static ConfigurableApplicationContext run(String... settings) {
		return application(Empty.class)
			.run(Stream.of(settings).map((setting) -> "--" + setting).toArray(String[]::new));
	}

	@Configuration(proxyBeanMethods = false)
	static class Empty {

	}

	@Configuration(proxyBeanMethods = false)
	static class Failing {

		@Bean
		Payment payment(Environment environment) {
			return Binder.get(environment).bindOrCreate("payment", Payment.class);
		}

	}

	record Payment(int apiKey, int port) {
	}

	static final class FailingEarly implements ApplicationListener<ApplicationEnvironmentPreparedEvent>, Ordered {

		@Override
		public int getOrder() {
			return HIGHEST_PRECEDENCE;
		}

		@Override
		public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
			throw new IllegalStateException("Cannot log in with password=" + SECRET);
		}

	}

	/** An appender class of the user. */
	public static final class Storing extends AppenderBase<ILoggingEvent> {

		private static final List<ILoggingEvent> events = new ArrayList<>();

		@Override
		protected void append(ILoggingEvent event) {
			events.add(event);
		}

	}

	/** A process that logs before there is a Spring application, and after it. */
	static final class Main {

		private static final Logger logger = LoggerFactory.getLogger(Main.class);

		public static void main(String[] args) {
			logger.info("before password={}", SECRET);
			SpringApplication application = application(Empty.class);
			try (ConfigurableApplicationContext context = application.run()) {
				logger.info("after password={}", SECRET);
			}
			logger.info("closed password={}", SECRET);
		}

	}

}
