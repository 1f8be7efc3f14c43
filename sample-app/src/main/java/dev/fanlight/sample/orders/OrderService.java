package dev.fanlight.sample.orders;

import java.math.BigDecimal;

import dev.fanlight.metrics.BusinessMeters;
import dev.fanlight.sample.Role;
import dev.fanlight.sample.ShopMeters;
import dev.fanlight.sample.payments.PaymentRequest;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.Tags;
import io.micrometer.observation.annotation.ObservationKeyValue;
import io.micrometer.observation.annotation.Observed;
import io.micrometer.observation.aop.Cardinality;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Profile;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Service;
import org.springframework.web.server.ResponseStatusException;

/**
 * Takes an order: reserves the goods, has them paid, stores it.
 */
@Service
@Profile(Role.ORDERS)
class OrderService {

	private static final Logger logger = LoggerFactory.getLogger(OrderService.class);

	private final OrderRepository orders;

	private final ProductRepository products;

	private final PaymentsClient payments;

	private final OrderConfirmations confirmations;

	private final MeterProvider<Counter> created;

	private final MeterProvider<DistributionSummary> value;

	OrderService(OrderRepository orders, ProductRepository products, @Lazy PaymentsClient payments,
			OrderConfirmations confirmations, BusinessMeters meters) {
		this.orders = orders;
		this.products = products;
		this.payments = payments;
		this.confirmations = confirmations;
		this.created = meters.counter(ShopMeters.ORDERS_CREATED, "Orders stored");
		this.value = meters.distribution(ShopMeters.ORDER_VALUE, "", "Value of stored orders in units of the currency",
				1, 5, 10, 25, 50, 100, 250, 500, 1000);
	}

	@Observed(name = ShopMeters.ORDER_PROCESSING, contextualName = "process order")
	Order create(@ObservationKeyValue(key = ShopMeters.PAYMENT_METHOD, expression = "paymentMethod.label",
			cardinality = Cardinality.LOW) OrderRequest request) {
		Product product = this.products.find(request.sku())
			.orElseThrow(() -> new ResponseStatusException(HttpStatus.UNPROCESSABLE_CONTENT, "Unknown product"));
		if (!this.products.reserve(product.sku(), request.quantity())) {
			throw new ResponseStatusException(HttpStatus.CONFLICT, "Out of stock");
		}
		BigDecimal total = product.price().multiply(BigDecimal.valueOf(request.quantity()));
		logger.debug("Reserved {} of {} for {} {}", request.quantity(), product.sku(), total, product.currency());
		try {
			this.payments
				.charge(new PaymentRequest(request.paymentMethod(), total, product.currency(), request.card()));
		}
		catch (RuntimeException ex) {
			this.products.release(product.sku(), request.quantity());
			throw ex;
		}
		Order order = this.orders.save(request, total, product.currency());
		count(order);
		logger.atInfo()
			.addKeyValue("order_id", order.id())
			.addKeyValue("order_value", order.total())
			.log("Created order");
		this.confirmations.send(order);
		return order;
	}

	private void count(Order order) {
		Tags paymentMethod = Tags.of(ShopMeters.PAYMENT_METHOD, order.paymentMethod().label());
		this.created.withTags(paymentMethod).increment();
		this.value.withTags(paymentMethod.and(ShopMeters.CURRENCY, order.currency()))
			.record(order.total().doubleValue());
	}

}
