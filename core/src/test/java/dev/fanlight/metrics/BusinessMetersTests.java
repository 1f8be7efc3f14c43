package dev.fanlight.metrics;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class BusinessMetersTests {

	private final List<String> complaints = new ArrayList<>();

	private final BusinessMeters meters = new BusinessMeters(new SimpleMeterRegistry(), this.complaints::add);

	@Test
	void metersWorkAndAreScrapedUnderTheirNames() {
		PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
		BusinessMeters scraped = new BusinessMeters(registry, this.complaints::add);
		scraped.counter("shop.orders", "Orders stored").withTag("payment_method", "card").increment();
		scraped.timer("shop.payment", "Duration of payments", Duration.ofMillis(100))
			.withTags()
			.record(Duration.ofMillis(50));
		scraped.distribution("shop.order.value", "euros", "Value of orders", 10, 100).withTags().record(42);
		scraped.gauge("shop.carts.open", "carts", "Carts in use", () -> 7, "kind", "guest");
		assertThat(registry.scrape()).contains("shop_orders_total{payment_method=\"card\"} 1.0")
			.contains("shop_payment_seconds_bucket{le=\"0.1\"} 1")
			.contains("shop_order_value_euros_bucket{le=\"100.0\"} 1")
			.contains("shop_carts_open_carts{kind=\"guest\"} 7.0")
			.contains("# HELP shop_orders_total Orders stored");
		assertThat(this.complaints).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "Shop.orders, lower case", "orders, lower case", "shop-orders, lower case", "shop..orders, lower case",
			"shop.orders.created, Prometheus", "shop.orders.total, Prometheus", "shop.payment_count, Prometheus",
			"shop.payment.seconds, unit" })
	void nameThatOffendsIsToldOnceAndWorks(String name, String sentence) {
		this.meters.counter(name, "Orders").withTags().increment();
		this.meters.counter(name, "Orders").withTags().increment();
		assertThat(this.complaints).singleElement().asString().contains("'" + name + "'").contains(sentence);
		assertThat(this.meters.counter(name, "Orders").withTags().count()).isEqualTo(2);
	}

	@ParameterizedTest
	@CsvSource({ "ms, base unit", "minutes, base unit", "percent, base unit", "kb, base unit", "EUR, lower case" })
	void unitThatOffendsIsTold(String unit, String sentence) {
		this.meters.distribution("shop.order.value", unit, "Value").withTags().record(1);
		assertThat(this.complaints).singleElement().asString().contains(sentence);
	}

	@ParameterizedTest
	@CsvSource({ "le", "instance", "paymentMethod", "__name", "payment-method" })
	void tagThatOffendsIsToldAtItsFirstUse(String key) {
		var orders = this.meters.counter("shop.orders", "Orders");
		assertThat(this.complaints).isEmpty();
		orders.withTag(key, "card").increment();
		orders.withTag(key, "card").increment();
		assertThat(this.complaints).singleElement().asString().contains("'" + key + "'");
	}

	@Test
	void missingDescriptionIsTold() {
		this.meters.counter("shop.orders", " ");
		assertThat(this.complaints).singleElement().asString().contains("description");
	}

	@Test
	void complaintsAreBounded() {
		for (int i = 0; i < BusinessMeters.MAX_COMPLAINTS + 5; i++) {
			this.meters.counter("bad" + i, "Bad");
		}
		assertThat(this.complaints).hasSize(BusinessMeters.MAX_COMPLAINTS);
	}

	@Test
	void strictMeansThrown() {
		BusinessMeters strict = new BusinessMeters(new SimpleMeterRegistry(), (sentence) -> {
			throw new IllegalArgumentException(sentence);
		});
		assertThatIllegalArgumentException().isThrownBy(() -> strict.counter("Bad", "Bad"));
	}

}
