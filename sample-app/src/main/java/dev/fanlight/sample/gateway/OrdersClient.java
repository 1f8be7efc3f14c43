package dev.fanlight.sample.gateway;

import java.util.List;
import java.util.Objects;

import dev.fanlight.sample.Role;
import dev.fanlight.sample.orders.Order;
import dev.fanlight.sample.orders.OrderRequest;
import dev.fanlight.sample.orders.Product;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Profile;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;

/**
 * Calls the orders role. Lazy, because the URL may hold the own port, which is known only
 * when the server runs.
 */
@Lazy
@Component
@Profile(Role.GATEWAY)
class OrdersClient {

	private static final ParameterizedTypeReference<List<Product>> PRODUCTS = new ParameterizedTypeReference<>() {
	};

	private final RestClient client;

	OrdersClient(RestClient.Builder builder, @Value("${shop.orders.url}") String url) {
		this.client = builder.baseUrl(url).build();
	}

	Order create(OrderRequest request) {
		return Objects.requireNonNull(this.client.post().uri("/orders").body(request).retrieve().body(Order.class));
	}

	Order read(long id) {
		return Objects.requireNonNull(this.client.get().uri("/orders/{id}", id).retrieve().body(Order.class));
	}

	void slow(int delay) {
		this.client.get().uri("/orders/slow?delay={delay}", delay).retrieve().toBodilessEntity();
	}

	List<Product> products() {
		return Objects.requireNonNull(this.client.get().uri("/products").retrieve().body(PRODUCTS));
	}

}
