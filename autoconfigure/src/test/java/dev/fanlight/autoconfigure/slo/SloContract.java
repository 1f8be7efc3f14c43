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

	@Test
	void objectivesStandInTheEndpointAndInTheScrape() throws Exception {
		for (int i = 0; i < 6; i++) {
			assertThat(get("/orders/boom", "*/*").statusCode()).isEqualTo(500);
		}
		await().untilAsserted(() -> {
			JsonNode goals = JsonMapper.shared()
				.readTree(get("/actuator/fanlight/objectives", "application/json").body())
				.path("objectives")
				.path("goals");
			assertThat(goals.size()).isEqualTo(2);
			JsonNode goal = goals.path(0);
			assertThat(goal.path("sli").asString()).isEqualTo("availability");
			assertThat(goal.path("missed").asInt()).isEqualTo(6);
			assertThat(goal.path("state").asString()).isEqualTo("page");
			assertThat(goal.path("budget_remaining").asDouble()).isNegative();
			assertThat(goal.path("burn_rates").path(0).path("window").asString()).isEqualTo("5m");
			assertThat(goal.path("description").asString()).contains("REDACTED").doesNotContain("hunter2");
			assertThat(goals.path(1).path("missed").asInt()).as("failures are no matter of latency")
				.isLessThanOrEqualTo(1);
		});
		assertThat(get("/actuator/prometheus", "*/*").body())
			.containsPattern("fanlight_slo_budget_remaining_ratio\\{objective=\"checkout\",sli=\"availability\"} -")
			.containsPattern("fanlight_slo_objective_ratio\\{objective=\"checkout\",sli=\"latency\"} 0.99")
			.containsPattern("fanlight_slo_burn_rate\\{objective=\"checkout\",sli=\"availability\",window=\"1h\"} \\d");
	}

	HttpResponse<String> get(String path, String accept) throws Exception {
		return this.client.send(HttpRequest
			.newBuilder(URI
				.create("http://localhost:" + this.context.getEnvironment().getProperty("local.server.port") + path))
			.header("Accept", accept)
			.build(), BodyHandlers.ofString());
	}

}
