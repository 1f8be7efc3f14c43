package dev.fanlight.autoconfigure.redaction;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.fanlight.test.OtlpReceiver;
import dev.fanlight.test.OtlpSignal;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Secrets that a caller sends as baggage, and that Boot puts into the MDC: the
 * application has them, and nothing that leaves the process does.
 */
@Tag("one-jdk")
@ExtendWith(OutputCaptureExtension.class)
class BaggageTests {

	private static final String JSON = "fanlight.logging.format=json";

	private static final String TEXT = "fanlight.logging.format=text logging.pattern.console=%m%X%n";

	private static final String ECS = "logging.structured.format.console=ecs";

	private static final String NAMED = "S3cr3t9baggage7Xq2";

	private static final String RECOGNISED = "AKIAIOSFODNN7EXAMPLE";

	@RegisterExtension
	static final OtlpReceiver receiver = OtlpReceiver.start();

	@ParameterizedTest
	@ValueSource(strings = { JSON, TEXT, ECS })
	void neitherLinesNorRecordsNorHeadersHaveThem(String settings, CapturedOutput output) throws Exception {
		assertThat(exercise(output, settings.split(" ")))
			.allSatisfy((exit) -> assertThat(exit).contains("blue", "REDACTED")
				.doesNotContain(NAMED)
				.doesNotContain(RECOGNISED));
	}

	@ParameterizedTest
	@ValueSource(strings = { JSON, TEXT, ECS })
	void eachWouldWithoutRedaction(String settings, CapturedOutput output) throws Exception {
		assertThat(exercise(output, (settings + " fanlight.redaction.enabled=false").split(" ")))
			.allSatisfy((exit) -> assertThat(exit).contains("blue", NAMED, RECOGNISED));
	}

	private static List<String> exercise(CapturedOutput output, String... settings) throws Exception {
		Application.headers.clear();
		String[] arguments = Stream.concat(
				Stream.of("server.port=0", "management.tracing.baggage.correlation.fields=session_token,tenant,plan",
						"management.opentelemetry.logging.export.otlp.endpoint="
								+ receiver.httpEndpoint(OtlpSignal.LOGS)),
				Stream.of(settings))
			.map("--"::concat)
			.toArray(String[]::new);
		try (ConfigurableApplicationContext context = SpringApplication.run(Application.class, arguments)) {
			int port = ((WebServerApplicationContext) context).getWebServer().getPort();
			String had = HttpClient.newHttpClient()
				.send(HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/work"))
					.header("baggage", "session_token=" + NAMED + ",tenant=blue,plan=" + RECOGNISED)
					.build(), BodyHandlers.ofString())
				.body();
			assertThat(had).isEqualTo(NAMED + " blue " + RECOGNISED);
		}
		receiver.awaitLogs((logs) -> logs.stream().anyMatch((log) -> log.message().equals("At work")));
		return List.of(
				output.getAll().lines().filter((line) -> line.contains("At work")).collect(Collectors.joining("\n")),
				receiver.requests()
					.stream()
					.map((request) -> String.valueOf(request.message()))
					.collect(Collectors.joining("\n")),
				String.join("\n", Application.headers));
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration(excludeName = {
			"org.springframework.boot.security.autoconfigure.SecurityAutoConfiguration",
			"org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration",
			"org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterAutoConfiguration",
			"org.springframework.boot.security.autoconfigure.actuate.web.servlet.ManagementWebSecurityAutoConfiguration" })
	@RestController
	static class Application {

		private static final Logger logger = LoggerFactory.getLogger(Application.class);

		private static final Queue<String> headers = new ConcurrentLinkedQueue<>();

		private final RestClient client;

		Application(RestClient.Builder client) {
			this.client = client.build();
		}

		@GetMapping("/work")
		String work(@RequestHeader HttpHeaders headers) {
			logger.info("At work");
			this.client.get()
				.uri("http://localhost:{port}/downstream", headers.getHost().getPort())
				.retrieve()
				.toBodilessEntity();
			return MDC.get("session_token") + " " + MDC.get("tenant") + " " + MDC.get("plan");
		}

		@GetMapping("/downstream")
		void downstream(@RequestHeader Map<String, String> received) {
			received.forEach((name, value) -> headers.add(name + "=" + value));
		}

	}

}
