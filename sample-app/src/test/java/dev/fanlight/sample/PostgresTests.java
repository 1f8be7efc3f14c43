package dev.fanlight.sample;

import java.util.Map;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The shop on a real PostgreSQL, as its profile sets it up.
 */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
class PostgresTests {

	@Test
	void takesOrdersAndFindsThemAgainAfterARestart() throws Exception {
		try (EmbeddedPostgres server = EmbeddedPostgres.start()) {
			Object id;
			try (ConfigurableApplicationContext context = start(server)) {
				Map<?, ?> order = shop(context).post()
					.uri("/api/orders")
					.body(Map.of("sku", "teapot", "quantity", 2, "paymentMethod", "paypal"))
					.retrieve()
					.body(Map.class);
				id = order.get("id");
				assertThat(stock(context)).isEqualTo(998);
			}
			try (ConfigurableApplicationContext context = start(server)) {
				Map<?, ?> order = shop(context).get().uri("/api/orders/{id}", id).retrieve().body(Map.class);
				assertThat(order.get("sku")).isEqualTo("teapot");
				assertThat(stock(context)).isEqualTo(998);
			}
		}
	}

	private static ConfigurableApplicationContext start(EmbeddedPostgres server) {
		return new SpringApplicationBuilder(ShopApplication.class).profiles("postgres")
			.run("--server.port=0", "--shop.traffic.enabled=false",
					"--SHOP_DB_URL=" + server.getJdbcUrl("postgres", "postgres"), "--SHOP_DB_USERNAME=postgres");
	}

	private static RestClient shop(ConfigurableApplicationContext context) {
		return RestClient.create("http://localhost:" + context.getEnvironment().getProperty("local.server.port"));
	}

	private static int stock(ConfigurableApplicationContext context) {
		JdbcClient jdbc = context.getBean(JdbcClient.class);
		assertThat(jdbc.sql("select version()").query(String.class).single()).startsWith("PostgreSQL");
		return jdbc.sql("select stock from product where sku = 'teapot'").query(Integer.class).single();
	}

}
