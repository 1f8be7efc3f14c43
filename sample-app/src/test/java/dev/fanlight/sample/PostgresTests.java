package dev.fanlight.sample;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import javax.sql.DataSource;

import io.micrometer.core.instrument.MeterRegistry;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
				measuresStatementsErrorsAndThePool(context);
			}
		}
	}

	private static void measuresStatementsErrorsAndThePool(ConfigurableApplicationContext context) throws SQLException {
		MeterRegistry registry = context.getBean(MeterRegistry.class);
		JdbcClient jdbc = context.getBean(JdbcClient.class);
		assertThatThrownBy(() -> jdbc.sql("insert into product select * from product").update())
			.isInstanceOf(DuplicateKeyException.class);
		assertThatThrownBy(() -> jdbc.sql("set statement_timeout = 50; select pg_sleep(5)").query().listOfRows())
			.isInstanceOf(DataAccessException.class);
		assertThat(errors(registry, "INSERT", "constraint")).isEqualTo(1);
		assertThat(errors(registry, "OTHER", "timeout")).isEqualTo(1);
		assertThat(registry.get("jdbc.query").tag("db.operation.name", "SELECT").timer().count()).isPositive();
		DataSource dataSource = context.getBean(DataSource.class);
		List<Connection> all = new ArrayList<>();
		try {
			assertThatThrownBy(() -> {
				while (all.size() < 100) {
					all.add(dataSource.getConnection());
				}
			}).isInstanceOf(SQLTransientConnectionException.class);
		}
		finally {
			for (Connection connection : all) {
				connection.close();
			}
		}
		assertThat(errors(registry, "CONNECT", "timeout")).isEqualTo(1);
		assertThat(registry.get("hikaricp.connections.timeout").counter().count()).isEqualTo(1);
		assertThat(registry.get("hikaricp.connections.max").gauge().value()).isEqualTo(all.size());
	}

	private static double errors(MeterRegistry registry, String operation, String type) {
		return registry.get("db.client.errors")
			.tags("db.operation.name", operation, "error.type", type)
			.counter()
			.count();
	}

	private static ConfigurableApplicationContext start(EmbeddedPostgres server) {
		return new SpringApplicationBuilder(ShopApplication.class).profiles("postgres")
			.run("--server.port=0", "--shop.traffic.enabled=false", "--spring.datasource.hikari.connection-timeout=300",
					"--spring.datasource.hikari.maximum-pool-size=3",
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
