package dev.fanlight.sample.orders;

import java.util.List;

import dev.fanlight.sample.Role;
import dev.fanlight.sample.ShopMeters;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.annotation.Profile;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Looks after the stock now and then: fills it up, publishes it, and forgets old orders.
 */
@Component
@Profile(Role.ORDERS)
class InventoryJob {

	private static final Logger logger = LoggerFactory.getLogger(InventoryJob.class);

	private static final int LOW_STOCK = 200;

	private static final int FULL_STOCK = 1000;

	private static final int ORDERS_KEPT = 10_000;

	private final ProductRepository products;

	private final OrderRepository orders;

	private final MultiGauge inventory;

	private volatile boolean broken;

	InventoryJob(ProductRepository products, OrderRepository orders, MeterRegistry registry) {
		this.products = products;
		this.orders = orders;
		this.inventory = MultiGauge.builder(ShopMeters.INVENTORY).description("Pieces in stock").register(registry);
	}

	/** Breaks the supplier or mends it, while the shop runs. */
	void setBroken(boolean broken) {
		this.broken = broken;
		logger.warn("The supplier is {} on purpose", broken ? "broken" : "mended");
	}

	@Scheduled(fixedDelayString = "${shop.inventory.every}")
	void check() {
		int restocked = this.broken ? this.products.restock(Integer.MAX_VALUE, null)
				: this.products.restock(LOW_STOCK, FULL_STOCK);
		int forgotten = this.orders.keepNewest(ORDERS_KEPT);
		List<ProductRepository.Stock> stock = this.products.stockByCategory();
		this.inventory.register(stock.stream()
			.map((row) -> Row.of(Tags.of(ShopMeters.CATEGORY, row.category()), row.pieces()))
			.toList(), true);
		logger.atInfo()
			.addKeyValue("restocked", restocked)
			.addKeyValue("forgotten", forgotten)
			.log("Checked the inventory");
	}

}
