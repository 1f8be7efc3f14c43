package dev.fanlight.sample;

import java.util.List;

import javax.sql.DataSource;

import org.junit.jupiter.api.Test;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a profile switches on: exactly one role.
 */
class RoleTests {

	@Test
	void theGatewayHasCartsAndTrafficButNoDatabase() {
		try (ConfigurableApplicationContext gateway = start("gateway")) {
			assertThat(rolesIn(gateway)).containsExactly("gateway");
			assertThat(gateway.containsBean("trafficGenerator")).isTrue();
			assertThat(gateway.getBeansOfType(DataSource.class)).isEmpty();
			assertThat(name(gateway)).isEqualTo("gateway");
		}
	}

	@Test
	void ordersHaveTheDatabaseButNoTraffic() {
		try (ConfigurableApplicationContext orders = start("orders")) {
			assertThat(rolesIn(orders)).containsExactly("orders");
			assertThat(orders.containsBean("trafficGenerator")).isFalse();
			assertThat(orders.getBeansOfType(DataSource.class)).hasSize(1);
			assertThat(name(orders)).isEqualTo("orders");
		}
	}

	@Test
	void paymentsHaveNeither() {
		try (ConfigurableApplicationContext payments = start("payments")) {
			assertThat(rolesIn(payments)).containsExactly("payments");
			assertThat(payments.containsBean("trafficGenerator")).isFalse();
			assertThat(payments.getBeansOfType(DataSource.class)).isEmpty();
			assertThat(name(payments)).isEqualTo("payments");
		}
	}

	private static ConfigurableApplicationContext start(String profile) {
		return new SpringApplicationBuilder(ShopApplication.class).web(WebApplicationType.SERVLET)
			.profiles(profile)
			.run("--server.port=0", "--shop.traffic.rate=0.01");
	}

	private static List<String> rolesIn(ConfigurableApplicationContext context) {
		return List.of("gateway", "orders", "payments")
			.stream()
			.filter((role) -> List.of(context.getBeanDefinitionNames())
				.stream()
				.map(context::getType)
				.anyMatch((type) -> type != null
						&& type.getPackageName().equals(ShopApplication.class.getPackageName() + "." + role)
						&& type.getSimpleName().endsWith("Controller")))
			.toList();
	}

	private static String name(ConfigurableApplicationContext context) {
		return context.getBean(Environment.class).getProperty("spring.application.name");
	}

}
