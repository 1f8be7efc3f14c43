package dev.fanlight.autoconfigure.errors;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import dev.fanlight.errors.ErrorGroup;
import dev.fanlight.errors.ErrorInbox;
import dev.fanlight.errors.sentry.RedactingSerializer;
import io.sentry.Attachment;
import io.sentry.Breadcrumb;
import io.sentry.Sentry;
import io.sentry.SentryEvent;
import io.sentry.SentryLogLevel;
import io.sentry.SentryOptions;
import io.sentry.protocol.User;
import jakarta.servlet.http.HttpServletRequest;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What Sentry receives of a real application with Sentry's own integration.
 */
@ExtendWith(OutputCaptureExtension.class)
class SentryBridgeTests {

	/** Each has a number in place of the letter, so that none can hide another. */
	private static final List<String> SECRETS = List.of("card 4539578763621486", "password=hunter2hunter2X",
			"postgres://shop:Sw0rdfishX@db/orders", "Bearer abcdef0123456789ABCDEFX",
			"eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U");

	private static final List<String> NEEDLES = List.of("4539578763621486", "hunter2", "Sw0rdfish", "abcdef0123456789",
			"dozjgNryP4J3jVmNHl0w5N", "s3cr3t");

	private static final String ALL = String.join(" | ", SECRETS);

	private final SentryReceiver receiver = SentryReceiver.start();

	private ConfigurableApplicationContext context;

	@AfterEach
	void stop() {
		Sentry.close();
		if (this.context != null) {
			this.context.close();
		}
		this.receiver.close();
	}

	@Test
	void tellsWhatFanlightKnowsAndNoSecret(CapturedOutput output) {
		run("--sentry.dsn=" + this.receiver.dsn(), "--sentry.send-default-pii=true",
				"--sentry.max-request-body-size=always", "--sentry.logs.enabled=true");
		post();
		JsonNode event = this.receiver.event((each) -> each.toString().contains("Paying failed"));
		ErrorGroup group = group();
		JsonNode line = line(output, group.traceId());
		assertThat(event.at("/fingerprint/0").asString()).isEqualTo(group.fingerprint())
			.isEqualTo(line.at("/error/fingerprint").asString());
		assertThat(event.at("/contexts/trace/trace_id").asString()).isEqualTo(group.traceId());
		assertThat(event.at("/contexts/trace/span_id").asString()).matches("[0-9a-f]{16}");
		assertThat(event.at("/tags/trace_id").asString()).isEqualTo(group.traceId());
		assertThat(event.at("/tags/request_id").asString()).isEqualTo(group.requestId());
		assertThat(event.at("/release").asString()).isEqualTo("shop@1.4.2");
		assertThat(event.at("/environment").asString()).isEqualTo("staging");
		assertThat(event.at("/breadcrumbs").toString()).contains("About to pay with card [REDACTED:pan]", "own crumb");
		assertThat(event.at("/request/method").asString()).isEqualTo("POST");
		assertThat(event.at("/request/data/password").asString()).isEqualTo("REDACTED");
		assertThat(event.at("/extra/order").asString()).isEqualTo("17");
		assertThat(this.receiver.items("attachment")).singleElement()
			.satisfies((attachment) -> assertThat(attachment.payload()).startsWith("notes: card [REDACTED:pan]"));
		Sentry.flush(Duration.ofSeconds(10).toMillis());
		Awaitility.await().until(() -> !this.receiver.items("log").isEmpty());
		assertThat(this.receiver.refused()).isEmpty();
		assertThat(this.receiver.everything()).contains("late", "formatted by sentry");
		NEEDLES.forEach((needle) -> assertThat(this.receiver.everything()).doesNotContain(needle));
	}

	@Test
	void whatIsSentWithoutUsIsFullOfSecrets() {
		run("--sentry.dsn=" + this.receiver.dsn(), "--sentry.send-default-pii=true",
				"--sentry.max-request-body-size=always", "--sentry.logs.enabled=true",
				"--fanlight.errors.sentry.enabled=false");
		post();
		this.receiver.event((each) -> each.toString().contains("Paying failed"));
		Sentry.flush(Duration.ofSeconds(10).toMillis());
		NEEDLES.forEach((needle) -> assertThat(this.receiver.everything()).contains(needle));
	}

	@Test
	void whatTheUserHasChosenStays() {
		run("--sentry.dsn=" + this.receiver.dsn(), "--sentry.release=mine", "--sentry.environment=production",
				"--sentry.traces-sample-rate=1", "--sentry.max-breadcrumbs=0");
		SentryEvent event = new SentryEvent(new IllegalStateException("x"));
		event.setFingerprints(List.of("own"));
		Sentry.captureEvent(event);
		JsonNode received = this.receiver.event((each) -> true);
		assertThat(received.get("release").asString()).isEqualTo("mine");
		assertThat(received.get("environment").asString()).isEqualTo("production");
		assertThat(received.at("/fingerprint").toString()).isEqualTo("[\"own\"]");
	}

	@Test
	void takesOverWhatTheApplicationHasInitialised() {
		Sentry.init((options) -> {
			options.setDsn(this.receiver.dsn());
			options.setEnableUncaughtExceptionHandler(false);
		});
		run();
		IllegalStateException error = new IllegalStateException(ALL);
		Sentry.captureException(error);
		JsonNode event = this.receiver.event((each) -> true);
		assertThat(event.at("/fingerprint/0").asString())
			.isEqualTo(this.context.getBean(ErrorInbox.class).fingerprint(error));
		assertThat(event.at("/release").asString()).isEqualTo("shop@1.4.2");
		NEEDLES.forEach((needle) -> assertThat(this.receiver.everything()).doesNotContain(needle));
		assertThat(Sentry.getCurrentScopes().getOptions().getSerializer()).isInstanceOf(RedactingSerializer.class);
	}

	@Test
	void redactsWithoutAnInbox() {
		run("--sentry.dsn=" + this.receiver.dsn(), "--fanlight.errors.enabled=false");
		Sentry.captureException(new IllegalStateException(ALL));
		JsonNode event = this.receiver.event((each) -> true);
		assertThat(event.at("/fingerprint")).isEmpty();
		NEEDLES.forEach((needle) -> assertThat(this.receiver.everything()).doesNotContain(needle));
	}

	@Test
	void needsNoSentry() {
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(SentryAutoConfiguration.class, ErrorsAutoConfiguration.class))
			.withClassLoader(new FilteredClassLoader("io.sentry"))
			.withPropertyValues("fanlight.errors.store.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(ErrorInbox.class)
				.doesNotHaveBean("fanlightSentryOptions"));
	}

	private void run(String... arguments) {
		this.context = new SpringApplicationBuilder(Application.class).web(WebApplicationType.SERVLET)
			.properties("server.port=0", "fanlight.service.name=shop", "fanlight.service.version=1.4.2",
					"fanlight.environment=staging", "fanlight.errors.store.enabled=false",
					"management.tracing.sampling.probability=1", "sentry.enable-uncaught-exception-handler=false")
			.run(arguments);
	}

	private void post() {
		RestClient.builder()
			.requestFactory(new SimpleClientHttpRequestFactory())
			.defaultStatusHandler((status) -> true, (request, response) -> {
			})
			.build()
			.post()
			.uri("http://localhost:{port}/pay?token=s3cr3ts3cr3t&page=2",
					this.context.getEnvironment().getProperty("local.server.port"))
			.contentType(MediaType.APPLICATION_JSON)
			.header(HttpHeaders.AUTHORIZATION, "Bearer abcdef0123456789ABCDEFX")
			.header(HttpHeaders.COOKIE, "session=s3cr3ts3cr3t")
			.header("X-Api-Key", "s3cr3ts3cr3t")
			.body(Map.of("card", "4539578763621486", "password", "hunter2hunter2X"))
			.retrieve()
			.toBodilessEntity();
	}

	private ErrorGroup group() {
		ErrorInbox inbox = this.context.getBean(ErrorInbox.class);
		return Awaitility.await()
			.until(() -> inbox.groups().stream().filter((group) -> group.requestId() != null).findFirst().orElse(null),
					(group) -> group != null);
	}

	private static JsonNode line(CapturedOutput output, String traceId) {
		return Awaitility.await()
			.until(() -> output.getOut()
				.lines()
				.filter((line) -> line.startsWith("{") && line.contains(traceId) && line.contains("\"error\""))
				.map(JsonMapper.shared()::readTree)
				.findFirst()
				.orElse(null), (line) -> line != null);
	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	static class Application {

		@Bean
		Controller controller() {
			return new Controller();
		}

		/** The latest moment at which an application can add anything. */
		@Bean
		SentryOptions.BeforeSendCallback late() {
			return (event, hint) -> {
				event.setExtra("late", ALL);
				if (event.getRequest() != null) {
					event.getRequest().setData(Map.of("password", "s3cr3ts3cr3t", "text", ALL));
				}
				return event;
			};
		}

	}

	@RestController
	static class Controller {

		private static final Logger logger = LoggerFactory.getLogger(Controller.class);

		@PostMapping("/pay")
		String pay(@RequestBody Map<String, String> payment, HttpServletRequest request) {
			logger.debug("About to pay with card {}", payment.get("card"));
			Sentry.logger().log(SentryLogLevel.INFO, "formatted by sentry " + ALL.replace('%', ' '));
			Sentry.configureScope((scope) -> {
				scope.setTag("note", ALL);
				scope.setTag("password", "s3cr3ts3cr3t");
				scope.setExtra("order", "17");
				scope.setExtra("dump", ALL);
				scope.setContexts("payment", Map.of("secret", "s3cr3ts3cr3t", "text", ALL));
				scope.setTransaction("POST /pay/4539578763621486");
				User user = new User();
				user.setUsername(ALL);
				user.setData(Map.of("token", "s3cr3ts3cr3t"));
				scope.setUser(user);
				Breadcrumb breadcrumb = new Breadcrumb("own crumb " + ALL);
				breadcrumb.setData("password", "s3cr3ts3cr3t");
				scope.addBreadcrumb(breadcrumb);
				scope.addAttachment(new Attachment(("notes: " + ALL).getBytes(StandardCharsets.UTF_8), "notes.txt"));
			});
			throw new IllegalStateException("Paying failed: " + ALL, new IllegalArgumentException(ALL));
		}

	}

}
