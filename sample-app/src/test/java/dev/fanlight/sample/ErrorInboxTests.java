package dev.fanlight.sample;

import java.util.Map;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Payments broken on purpose are one new group of errors, however many fail.
 */
class ErrorInboxTests {

	private static final String CARD = "4111111111111111";

	@Test
	void showsOneNewGroupAndNoCardNumber() {
		try (ConfigurableApplicationContext payments = new SpringApplicationBuilder(ShopApplication.class)
			.web(WebApplicationType.SERVLET)
			.profiles("payments")
			.properties("fanlight.errors.store.enabled=false", "management.endpoints.web.exposure.include=fanlight")
			.run("--server.port=0", "--shop.payments.broken=true", "--fanlight.service.version=1.4.2")) {
			RestTestClient client = RestTestClient.bindToServer()
				.baseUrl("http://localhost:" + payments.getEnvironment().getProperty("local.server.port"))
				.build();
			for (int i = 1; i <= 3; i++) {
				client.post()
					.uri("/payments")
					.contentType(MediaType.APPLICATION_JSON)
					.body(Map.of("method", "card", "amount", i, "currency", "EUR", "card", CARD))
					.exchange()
					.expectStatus()
					.isEqualTo(HttpStatus.INTERNAL_SERVER_ERROR);
			}
			Awaitility.await()
				.untilAsserted(() -> assertThat(errors(client).at("/groups/0/count").asInt()).isEqualTo(3));
			JsonNode errors = errors(client);
			assertThat(errors.get("groups")).hasSize(1);
			JsonNode group = errors.at("/groups/0");
			assertThat(group.get("state").asString()).isEqualTo("new");
			assertThat(group.get("type").asString()).isEqualTo("java.lang.IllegalStateException");
			assertThat(group.get("place").asString()).isEqualTo("dev.fanlight.sample.payments.PaymentService.charge");
			assertThat(group.get("message").asString()).isEqualTo("The payment provider does not answer");
			assertThat(group.get("routes").toString()).isEqualTo("[\"/payments\"]");
			assertThat(group.get("firstRelease").asString()).isEqualTo("1.4.2");
			assertThat(group.get("traceId").asString()).matches("[0-9a-f]{32}");
			assertThat(errors.toString()).doesNotContain(CARD);
		}
	}

	private static JsonNode errors(RestTestClient client) {
		String body = client.get()
			.uri("/actuator/fanlight/errors")
			.exchange()
			.expectBody(String.class)
			.returnResult()
			.getResponseBody();
		return JsonMapper.shared().readTree(body).get("errors");
	}

}
