package dev.fanlight.sample;

import java.util.Map;

import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;

/**
 * An outage of payments, made with a property and mended with a request.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "shop.traffic.enabled=false", "shop.payments.broken=true" })
class BrokenPaymentsTests {

	@Test
	void everyOrderFailsAndTheRestGoesOn(@LocalServerPort int port) {
		RestTestClient shop = RestTestClient.bindToServer().baseUrl("http://localhost:" + port).build();
		shop.post()
			.uri("/payments")
			.contentType(MediaType.APPLICATION_JSON)
			.body(Map.of("method", "invoice", "amount", 1, "currency", "EUR"))
			.exchange()
			.expectStatus()
			.isEqualTo(HttpStatus.INTERNAL_SERVER_ERROR);
		shop.post()
			.uri("/api/orders")
			.contentType(MediaType.APPLICATION_JSON)
			.body(Map.of("sku", "teapot", "quantity", 1, "paymentMethod", "invoice"))
			.exchange()
			.expectStatus()
			.isEqualTo(HttpStatus.BAD_GATEWAY);
		shop.get().uri("/api/catalog").exchange().expectStatus().isOk();
		shop.put()
			.uri("/payments/broken")
			.contentType(MediaType.APPLICATION_JSON)
			.body(false)
			.exchange()
			.expectStatus()
			.isNoContent();
		shop.post()
			.uri("/api/orders")
			.contentType(MediaType.APPLICATION_JSON)
			.body(Map.of("sku", "teapot", "quantity", 1, "paymentMethod", "invoice"))
			.exchange()
			.expectStatus()
			.isCreated();
	}

}
