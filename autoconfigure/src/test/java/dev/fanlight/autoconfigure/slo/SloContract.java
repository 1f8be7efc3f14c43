package dev.fanlight.autoconfigure.slo;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Objectives in a running application, whatever the web stack.
 */
@TestInstance(Lifecycle.PER_CLASS)
abstract class SloContract {

	static final String[] PROPERTIES = { "spring.application.name=shop",
			"management.endpoints.web.exposure.include=fanlight,prometheus",
			"fanlight.slo.objectives.checkout.route=GET /orders/{id}",
			"fanlight.slo.objectives.checkout.availability=99.9%",
			"fanlight.slo.objectives.checkout.latency.threshold=123ms",
			"fanlight.slo.objectives.checkout.latency.target=99%",
			"fanlight.slo.objectives.checkout.description=password=hunter2 never leaves",
			"fanlight.slo.state.enabled=false", "server.tomcat.mbeanregistry.enabled=true" };

	private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private ConfigurableApplicationContext context;

	abstract Class<?> application();

	abstract String type();

	@BeforeAll
	void start() {
		List<String> arguments = new ArrayList<>(
				List.of("--server.port=0", "--spring.main.web-application-type=" + type()));
		Arrays.stream(PROPERTIES).map((property) -> "--" + property).forEach(arguments::add);
		this.context = new SpringApplicationBuilder(application()).run(arguments.toArray(String[]::new));
	}

	@AfterAll
	void stop() {
		this.context.close();
	}

	@Test
	void rulesAreServedAsTheyAre() throws Exception {
		HttpResponse<String> response = get("/actuator/fanlight/rules", "*/*");
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.headers().firstValue("Content-Type"))
			.hasValueSatisfying((type) -> assertThat(type).startsWith("application/yaml"));
		assertThat(response.body()).startsWith("# Written by Fanlight")
			.contains("uri=\"/orders/{id}\"", "le=\"0.123\"", "alert: HighErrorRate", "alert: RedactionFails")
			.doesNotContain("hunter2");
	}

	@Test
	void boardIsServedAsItIs() throws Exception {
		HttpResponse<String> response = get("/actuator/fanlight/dashboard", "application/json");
		assertThat(response.statusCode()).isEqualTo(200);
		JsonNode board = JsonMapper.shared().readTree(response.body());
		assertThat(board.path("uid").asString()).isEqualTo("fanlight-shop");
	}

	@Test
	void bothAreListed() throws Exception {
		JsonNode endpoint = JsonMapper.shared().readTree(get("/actuator/fanlight", "application/json").body());
		assertThat(endpoint.path("documents").values()).extracting(JsonNode::asString)
			.containsExactlyInAnyOrder("rules", "dashboard");
	}

	@Test
	void thresholdIsABucketOfTheScrape() throws Exception {
		get("/orders/7", "*/*");
		await().untilAsserted(() -> assertThat(get("/actuator/prometheus", "*/*").body())
			.containsPattern("http_server_requests_seconds_bucket\\{.*uri=\"/orders/\\{id}\",le=\"0.123\"} \\d"));
	}

	HttpResponse<String> get(String path, String accept) throws Exception {
		return this.client.send(HttpRequest
			.newBuilder(URI
				.create("http://localhost:" + this.context.getEnvironment().getProperty("local.server.port") + path))
			.header("Accept", accept)
			.build(), BodyHandlers.ofString());
	}

}
