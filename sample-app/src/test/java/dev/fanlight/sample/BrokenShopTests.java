package dev.fanlight.sample;

import java.util.Map;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.test.web.servlet.client.StatusAssertions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * An outage of payments, made with a property, one of the inventory, made with a request,
 * and both mended with one.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "shop.traffic.enabled=false", "shop.payments.broken=true", "shop.inventory.every=50ms" })
class BrokenShopTests {

	private RestTestClient shop;

	@BeforeEach
	void connect(@LocalServerPort int port) {
		this.shop = RestTestClient.bindToServer().baseUrl("http://localhost:" + port).build();
	}

	@Test
	void everyOrderFailsAndTheRestGoesOn() {
		this.shop.post()
			.uri("/payments")
			.contentType(MediaType.APPLICATION_JSON)
			.body(Map.of("method", "invoice", "amount", 1, "currency", "EUR"))
			.exchange()
			.expectStatus()
			.isEqualTo(HttpStatus.INTERNAL_SERVER_ERROR);
		order().isEqualTo(HttpStatus.BAD_GATEWAY);
		this.shop.get().uri("/api/catalog").exchange().expectStatus().isOk();
		setBroken("payments", false);
		order().isCreated();
	}

	@Test
	void inventoryFailsAtAStatementUntilItIsMended(@Autowired MeterRegistry meters) {
		setBroken("inventory", true);
		await().until(() -> runs(meters, "server_error", "DataIntegrityViolationException") > 0);
		assertThat(meters.get("db.client.errors")
			.tags("db.operation.name", "UPDATE", "error.type", "constraint")
			.counter()
			.count()).isPositive();
		setBroken("inventory", false);
		long before = runs(meters, "success", "none");
		await().until(() -> runs(meters, "success", "none") > before);
	}

	private static long runs(MeterRegistry meters, String outcome, String error) {
		return meters.find("fanlight.entry")
			.tags("name", "InventoryJob.check", "outcome", outcome, "error", error)
			.timers()
			.stream()
			.mapToLong(Timer::count)
			.sum();
	}

	private StatusAssertions order() {
		return this.shop.post()
			.uri("/api/orders")
			.contentType(MediaType.APPLICATION_JSON)
			.body(Map.of("sku", "teapot", "quantity", 1, "paymentMethod", "invoice"))
			.exchange()
			.expectStatus();
	}

	private void setBroken(String role, boolean broken) {
		this.shop.put()
			.uri("/{role}/broken", role)
			.contentType(MediaType.APPLICATION_JSON)
			.body(broken)
			.exchange()
			.expectStatus()
			.isNoContent();
	}

}
