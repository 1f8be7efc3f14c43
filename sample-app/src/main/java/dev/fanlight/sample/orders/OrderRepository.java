package dev.fanlight.sample.orders;

import java.math.BigDecimal;
import java.util.Objects;
import java.util.Optional;

import dev.fanlight.sample.Role;

import org.springframework.context.annotation.Profile;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.jdbc.support.KeyHolder;
import org.springframework.stereotype.Repository;

/**
 * The table of orders.
 */
@Repository
@Profile(Role.ORDERS)
class OrderRepository {

	private final JdbcClient jdbc;

	OrderRepository(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	Order save(OrderRequest request, BigDecimal total, String currency) {
		KeyHolder key = new GeneratedKeyHolder();
		this.jdbc.sql("""
				insert into orders (sku, quantity, total, currency, payment_method)
				values (:sku, :quantity, :total, :currency, :paymentMethod)
				""")
			.param("sku", request.sku())
			.param("quantity", request.quantity())
			.param("total", total)
			.param("currency", currency)
			.param("paymentMethod", request.paymentMethod().name())
			.update(key, "id");
		long id = Objects.requireNonNull(key.getKeyAs(Long.class));
		return new Order(id, request.sku(), request.quantity(), total, currency, request.paymentMethod());
	}

	Optional<Order> find(long id) {
		return this.jdbc.sql("""
				select id, sku, quantity, total, currency, payment_method
				from orders
				where id = ?
				""").param(id).query(Order.class).optional();
	}

	/**
	 * Forgets the oldest orders: a demo that runs for weeks must not grow.
	 * @param keep how many of the newest orders stay
	 * @return how many orders were forgotten
	 */
	int keepNewest(int keep) {
		return this.jdbc.sql("delete from orders where id <= (select max(id) from orders) - ?").param(keep).update();
	}

}
