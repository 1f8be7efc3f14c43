package dev.fanlight.sample.process;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The first look at the metrics of a shop that nobody but its own traffic has used.
 */
class FirstLookTests {

	@RegisterExtension
	final ShopProcesses processes = new ShopProcesses();

	@Test
	void theMetricsShowTrafficAndBusiness() {
		RestClient shop = RestClient.create(this.processes.start(Map.of(), "--shop.traffic.rate=10").url());
		await().atMost(Duration.ofSeconds(30))
			.untilAsserted(
					() -> assertThat(scrape(shop)).contains("http_server_requests_seconds_bucket POST 201 /api/orders",
							"http_server_requests_seconds_bucket POST 201 /orders",
							"http_server_requests_seconds_bucket POST 201 /payments",
							"http_server_requests_seconds_bucket POST 402 /api/orders",
							"http_server_requests_seconds_bucket GET 404 /api/orders/{id}",
							"http_client_requests_seconds_bucket POST 201 /payments", "shop_orders_total",
							"shop_order_value_bucket", "shop_order_processing_seconds_bucket", "shop_inventory",
							"shop_payments_failed_total", "shop_carts_opened_total", "shop_carts_abandoned_total"));
		assertThat(scrape(shop)).noneMatch((series) -> series.contains("actuator"));
	}

	/** The series without their values; of HTTP series method, status and route. */
	private static List<String> scrape(RestClient shop) {
		String text = shop.get().uri("/actuator/prometheus").retrieve().body(String.class);
		return text.lines().filter((line) -> !line.startsWith("#")).map(FirstLookTests::series).distinct().toList();
	}

	private static String series(String line) {
		String name = line.split("[{ ]", 2)[0];
		return name.startsWith("http_")
				? String.join(" ", name, label(line, "method"), label(line, "status"), label(line, "uri")) : name;
	}

	private static String label(String line, String label) {
		return line.replaceFirst(".*[{,]" + label + "=\"([^\"]*)\".*", "$1");
	}

}
