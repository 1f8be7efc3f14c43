package dev.fanlight.sample.orders;

import java.util.List;
import java.util.Optional;

import dev.fanlight.sample.Role;
import org.jspecify.annotations.Nullable;

import org.springframework.context.annotation.Profile;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The table of products and what is in stock of each.
 */
@Repository
@Profile(Role.ORDERS)
class ProductRepository {

	private final JdbcClient jdbc;

	ProductRepository(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	List<Product> findAll() {
		return this.jdbc.sql("select sku, category, price, currency from product order by sku")
			.query(Product.class)
			.list();
	}

	Optional<Product> find(String sku) {
		return this.jdbc.sql("select sku, category, price, currency from product where sku = ?")
			.param(sku)
			.query(Product.class)
			.optional();
	}

	boolean reserve(String sku, int quantity) {
		return this.jdbc.sql("update product set stock = stock - :quantity where sku = :sku and stock >= :quantity")
			.param("sku", sku)
			.param("quantity", quantity)
			.update() == 1;
	}

	void release(String sku, int quantity) {
		this.jdbc.sql("update product set stock = stock + :quantity where sku = :sku")
			.param("sku", sku)
			.param("quantity", quantity)
			.update();
	}

	/**
	 * Fills the stock up.
	 * @param below how many pieces are too few
	 * @param upTo how many pieces there are then; the database refuses {@code null}
	 * @return how many products got more
	 */
	int restock(int below, @Nullable Integer upTo) {
		return this.jdbc.sql("update product set stock = :upTo where stock < :below")
			.param("below", below)
			.param("upTo", upTo)
			.update();
	}

	List<Stock> stockByCategory() {
		return this.jdbc.sql("select category, sum(stock) as pieces from product group by category")
			.query(Stock.class)
			.list();
	}

	record Stock(String category, long pieces) {
	}

}
