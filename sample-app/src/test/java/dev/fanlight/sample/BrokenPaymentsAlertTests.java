package dev.fanlight.sample;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.aot.DisabledInAotMode;
import org.springframework.test.web.servlet.client.RestTestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * An outage of payments is told once, and its end once, and is one new error although
 * three roles fail. The default rule in a faster time: windows of three seconds, not five
 * minutes.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "shop.traffic.enabled=false", "shop.payments.broken=true", "fanlight.alerts.interval=200ms",
				"fanlight.alerts.window=3s", "fanlight.alerts.rules.error-rate.when=error-rate > 5%",
				"fanlight.alerts.rules.error-rate.for=400ms", "fanlight.alerts.channels.oncall.type=webhook",
				"fanlight.alerts.channels.oncall.url=http://localhost:${oncall.port:9}",
				"fanlight.alerts.channels.oncall.secret=0123456789abcdef",
				"fanlight.alerts.rules.new-error.when=errors.new > 0", "fanlight.alerts.rules.new-error.for=0s",
				"fanlight.errors.store.enabled=false", "management.endpoints.web.exposure.include=fanlight",
				"fanlight.alerts.runbook-url=https://runbooks.example/shop" })
@ExtendWith(OutputCaptureExtension.class)
// Before its directory goes
@DirtiesContext
@DisabledInAotMode("its receiver runs in this process")
class BrokenPaymentsAlertTests {

	private static final String CARD = "4111111111111111";

	private static final List<String> messages = new CopyOnWriteArrayList<>();

	@TempDir
	static Path directory;

	private static HttpServer receiver;

	@DynamicPropertySource
	static void channel(DynamicPropertyRegistry properties) throws IOException {
		receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		receiver.createContext("/", (exchange) -> {
			messages.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
			exchange.sendResponseHeaders(204, -1);
			exchange.close();
		});
		receiver.start();
		properties.add("oncall.port", () -> receiver.getAddress().getPort());
		properties.add("fanlight.alerts.directory", directory::toString);
	}

	@AfterAll
	static void stop() {
		receiver.stop(0);
	}

	@Test
	void outageIsToldOnceAndItsEndOnce(@LocalServerPort int port, CapturedOutput output) {
		RestTestClient shop = RestTestClient.bindToServer().baseUrl("http://localhost:" + port).build();
		await().atMost(Duration.ofMinutes(1)).until(() -> {
			shop.post()
				.uri("/api/orders")
				.contentType(MediaType.APPLICATION_JSON)
				.body(Map.of("sku", "teapot", "quantity", 1, "paymentMethod", "card", "card", CARD))
				.exchange()
				.expectStatus()
				.isEqualTo(HttpStatus.BAD_GATEWAY);
			return !messages("error-rate").isEmpty();
		});
		JsonNode firing = JsonMapper.shared().readTree(messages("error-rate").get(0));
		assertThat(firing.get("status").asString()).isEqualTo("firing");
		// All three fail alike, and the outer ones may still be on their way back
		assertThat(firing.get("details").get("routes").asString().split(", "))
			.containsExactlyInAnyOrder("POST /api/orders", "POST /orders", "POST /payments")
			.contains(firing.get("route").asString());
		assertThat(firing.get("runbook_url").asString()).isEqualTo("https://runbooks.example/shop/error-rate.md");
		assertThat(firing.get("service").asString()).isEqualTo("shop");
		String trace = firing.get("trace_id").asString();
		assertThat(output.getOut().lines()).anyMatch(
				(line) -> line.contains("\"trace_id\":\"" + trace + "\"") && line.contains("\"level\":\"error\""));
		await().atMost(Duration.ofSeconds(30)).until(() -> {
			shop.get().uri("/api/catalog").exchange().expectStatus().isOk();
			return messages("error-rate").size() > 1;
		});
		JsonNode resolved = JsonMapper.shared().readTree(messages("error-rate").get(1));
		assertThat(resolved.get("status").asString()).isEqualTo("resolved");
		assertThat(resolved.get("id")).isEqualTo(firing.get("id"));
		assertThat(messages("error-rate")).hasSize(2);
		JsonNode newError = JsonMapper.shared().readTree(messages("new-error").get(0));
		assertThat(newError.at("/details/place").asString())
			.isEqualTo("dev.fanlight.sample.payments.PaymentService.charge");
		assertThat(newError.get("trace_id").asString()).matches("[0-9a-f]{32}");
		assertThat(messages("new-error")).hasSize(1);
		assertThat(messages).noneMatch((message) -> message.contains(CARD));
		JsonNode groups = JsonMapper.shared()
			.readTree(shop.get()
				.uri("/actuator/fanlight/errors")
				.exchange()
				.expectBody(String.class)
				.returnResult()
				.getResponseBody())
			.at("/errors/groups");
		assertThat(groups).as("%s", groups).hasSize(1);
		assertThat(groups.at("/0/routes").toString()).contains("/api/orders", "/orders", "/payments");
		assertThat(groups.at("/0/fingerprint")).isEqualTo(newError.get("subject"));
		assertThat(groups.toString()).doesNotContain(CARD);
	}

	private static List<String> messages(String rule) {
		return messages.stream().filter((message) -> message.contains("\"rule\":\"" + rule + '"')).toList();
	}

}
