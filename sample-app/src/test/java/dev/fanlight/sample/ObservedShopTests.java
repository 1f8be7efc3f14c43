package dev.fanlight.sample;

import java.util.Map;

import dev.fanlight.test.ObservabilityTest;
import dev.fanlight.test.Telemetry;
import io.opentelemetry.api.trace.StatusCode;
import org.junit.jupiter.api.Test;
import org.slf4j.event.Level;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a user of {@code fanlight-test} writes about an application, full server and
 * MockMvc.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = "shop.traffic.enabled=false")
@AutoConfigureMockMvc
@ObservabilityTest
class ObservedShopTests {

	private static final String CARD = "4111 1111 1111 1111";

	@LocalServerPort
	int port;

	@Test
	void anOrderIsOneTraceThroughAllRoles(Telemetry telemetry) {
		order(Map.of("sku", "teapot", "quantity", 1, "paymentMethod", "card", "card", CARD)).expectStatus().isCreated();
		assertThat(telemetry).hasSpan("POST /api/orders")
			.times(1)
			.withStatus(StatusCode.OK)
			.withAttribute("status", "201")
			.and()
			.hasSpan("http post /payments")
			.inTraceOf("http post /api/orders")
			.and()
			.hasLine("Created order")
			.withLevel(Level.INFO)
			.inTraceOf("http post /api/orders")
			.and()
			.hasMeter("http.server.requests", "uri", "/api/orders", "status", "201")
			.withCount(1)
			.and()
			.hasMeter("shop.orders", "payment_method", "card")
			.withCount(1)
			.and()
			.hasAtMostSeries(60)
			.doesNotLeak(CARD, CARD.replace(" ", ""))
			.leaksNothingSecret();
	}

	@Test
	void anUnknownProductIsNoFailure(Telemetry telemetry) {
		order(Map.of("sku", "unicorn", "quantity", 1, "paymentMethod", "card")).expectStatus().is4xxClientError();
		assertThat(telemetry).hasSpan("http post /orders")
			.withStatus(StatusCode.UNSET)
			.and()
			.doesNotHaveLine("Created order");
	}

	@Test
	void mockMvcIsObservedAsWell(Telemetry telemetry, @Autowired MockMvc mockMvc) throws Exception {
		mockMvc.perform(MockMvcRequestBuilders.get("/orders/4711"));
		assertThat(telemetry).hasSpan("GET /orders/{id}").withAttribute("status", "404");
	}

	private RestTestClient.ResponseSpec order(Map<String, Object> order) {
		return RestTestClient.bindToServer()
			.baseUrl("http://localhost:" + this.port)
			.defaultHeader(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_JSON_VALUE)
			.build()
			.post()
			.uri("/api/orders")
			.body(order)
			.exchange();
	}

}
