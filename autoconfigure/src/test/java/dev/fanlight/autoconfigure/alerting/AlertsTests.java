package dev.fanlight.autoconfigure.alerting;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

import com.sun.net.httpserver.HttpServer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application whose requests fail, and a receiver of webhooks that hears of it, on
 * Spring MVC and on Spring WebFlux.
 */
@ExtendWith(OutputCaptureExtension.class)
class AlertsTests {

	private final RestClient client = RestClient.builder()
		.requestFactory(new SimpleClientHttpRequestFactory())
		.defaultHeader(HttpHeaders.CONNECTION, "close")
		.defaultStatusHandler(HttpStatusCode::isError, (request, response) -> {
		})
		.build();

	private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();

	@ParameterizedTest
	@CsvSource({ "servlet, micrometer", "reactive, otel" })
	void tellsOnceOfFailingRequestsOfANewErrorAndOfABudgetThatBurns(String type, String naming, @TempDir Path directory,
			CapturedOutput output) throws Exception {
		HttpServer receiver = receiver();
		try (ConfigurableApplicationContext context = new SpringApplicationBuilder(Application.class)
			.properties("server.port=0", "spring.main.web-application-type=" + type,
					"fanlight.metrics.naming=" + naming, "fanlight.alerts.directory=" + directory,
					"fanlight.alerts.interval=100ms", "fanlight.alerts.window=2s",
					"fanlight.errors.store.enabled=false", "fanlight.slo.state.enabled=false",
					"fanlight.slo.objectives.ordering.route=GET /orders/{id}",
					"fanlight.slo.objectives.ordering.availability=99.9%",
					"fanlight.alerts.rules.error-rate.when=error-rate > 5%", "fanlight.alerts.rules.error-rate.for=0s",
					"fanlight.alerts.rules.new-error.when=errors.new > 0", "fanlight.alerts.rules.new-error.for=0s",
					"fanlight.alerts.rules.budget-burns.when=burn-rate(ordering) > 14.4",
					"fanlight.alerts.rules.budget-burns.for=0s", "fanlight.alerts.channels.hook.type=webhook",
					"fanlight.alerts.channels.hook.url=http://localhost:" + receiver.getAddress().getPort())
			.run()) {
			String base = "http://localhost:" + context.getEnvironment().getProperty("local.server.port");
			for (int i = 0; i < 20; i++) {
				get(base + "/orders/" + i + "?fail=" + (i % 2 == 0));
				get(base + "/ok");
			}
			JsonNode firing = next("error-rate");
			assertThat(firing.get("status").asString()).isEqualTo("firing");
			assertThat(firing.get("route").asString()).isEqualTo("GET /orders/{id}");
			// A line of the failed request has the same trace
			String trace = firing.get("trace_id").asString();
			assertThat(trace).matches("[0-9a-f]{32}");
			assertThat(output.getOut().lines())
				.anyMatch((line) -> line.contains(trace) && line.contains("Order is broken"));
			JsonNode newError = next("new-error");
			assertThat(newError.get("status").asString()).isEqualTo("firing");
			assertThat(newError.at("/details/type").asString()).isEqualTo("java.lang.IllegalStateException");
			assertThat(output.getOut()).contains("\"fingerprint\":\"" + newError.get("subject").asString() + '"');
			JsonNode burns = next("budget-burns");
			assertThat(burns.get("status").asString()).isEqualTo("firing");
			assertThat(burns.get("subject").asString()).contains("ordering");
			JsonNode resolved = next("error-rate");
			assertThat(resolved.get("status").asString()).isEqualTo("resolved");
			assertThat(resolved.get("id")).isEqualTo(firing.get("id"));
			// What receivers have is counted a moment later; telling is neither counted
			// nor traced
			Awaitility.await()
				.untilAsserted(() -> assertThat(get(base + "/actuator/prometheus"))
					.contains("fanlight_alerts_firing{rule=\"error-rate\"")
					.containsPattern("fanlight_alerts_messages_total\\{channel=\"hook\",outcome=\"delivered\".*} 4")
					.doesNotContain("http_client_requests_seconds_count"));
			assertThat(this.messages).isEmpty();
		}
		finally {
			receiver.stop(0);
		}
	}

	private HttpServer receiver() throws IOException {
		HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		server.createContext("/", (exchange) -> {
			this.messages.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
			exchange.sendResponseHeaders(204, -1);
			exchange.close();
		});
		server.start();
		return server;
	}

	/** The next message about a rule; those about others wait. */
	private JsonNode next(String rule) {
		return Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> {
			for (String message : this.messages) {
				JsonNode json = JsonMapper.shared().readTree(message);
				if (json.get("rule").asString().equals(rule) && this.messages.remove(message)) {
					return json;
				}
			}
			return null;
		}, (message) -> message != null);
	}

	private String get(String uri) {
		return String.valueOf(this.client.get().uri(uri).retrieve().body(String.class));
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@RestController
	static class Application {

		@GetMapping("/orders/{id}")
		String order(@RequestParam boolean fail) {
			if (fail) {
				throw new IllegalStateException("Order is broken");
			}
			return "ok";
		}

		@GetMapping("/ok")
		String ok() {
			return "ok";
		}

	}

}
