package dev.fanlight.autoconfigure.alerting;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application whose requests fail, and a receiver of webhooks that hears of it.
 */
@ExtendWith(OutputCaptureExtension.class)
abstract class AlertsContract {

	private final RestClient client = RestClient.builder()
		.requestFactory(new SimpleClientHttpRequestFactory())
		.defaultHeader(HttpHeaders.CONNECTION, "close")
		.defaultStatusHandler(HttpStatusCode::isError, (request, response) -> {
		})
		.build();

	private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();

	abstract Class<?> application();

	abstract String type();

	/** The names of meters and labels. */
	abstract String naming();

	@Test
	void alertNamesTheFailingRouteAndItsTraceAndEnds(@TempDir Path directory, CapturedOutput output) throws Exception {
		HttpServer receiver = receiver();
		try (ConfigurableApplicationContext context = new SpringApplicationBuilder(application())
			.properties("server.port=0", "spring.main.web-application-type=" + type(),
					"fanlight.metrics.naming=" + naming(), "fanlight.alerts.directory=" + directory,
					"fanlight.alerts.interval=100ms", "fanlight.alerts.window=2s",
					"fanlight.alerts.rules.error-rate.when=error-rate > 5%", "fanlight.alerts.rules.error-rate.for=0s",
					"fanlight.alerts.channels.hook.type=webhook",
					"fanlight.alerts.channels.hook.url=http://localhost:" + receiver.getAddress().getPort())
			.run()) {
			String base = "http://localhost:" + context.getEnvironment().getProperty("local.server.port");
			for (int i = 0; i < 20; i++) {
				get(base + "/orders/" + i + "?fail=" + (i % 2 == 0));
				get(base + "/ok");
			}
			JsonNode firing = next();
			assertThat(firing.get("status").asString()).isEqualTo("firing");
			assertThat(firing.get("rule").asString()).isEqualTo("error-rate");
			assertThat(firing.get("route").asString()).isEqualTo("GET /orders/{id}");
			// A line of the failed request has the same trace
			String trace = firing.get("trace_id").asString();
			assertThat(trace).matches("[0-9a-f]{32}");
			assertThat(output.getOut().lines())
				.anyMatch((line) -> line.contains(trace) && line.contains("Order is broken"));
			JsonNode resolved = next();
			assertThat(resolved.get("status").asString()).isEqualTo("resolved");
			assertThat(resolved.get("id")).isEqualTo(firing.get("id"));
			assertThat(this.messages).isEmpty();
			// Telling is neither counted nor traced
			assertThat(get(base + "/actuator/prometheus")).contains("fanlight_alerts_firing{rule=\"error-rate\"")
				.containsPattern(
						Pattern.compile("fanlight_alerts_messages_total\\{channel=\"hook\",outcome=\"delivered\".*} 2"))
				.doesNotContain("http_client_requests_seconds_count");
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

	private JsonNode next() throws InterruptedException {
		String message = this.messages.poll(20, TimeUnit.SECONDS);
		assertThat(message).isNotNull();
		return JsonMapper.shared().readTree(message);
	}

	private String get(String uri) {
		return String.valueOf(this.client.get().uri(uri).retrieve().body(String.class));
	}

}
