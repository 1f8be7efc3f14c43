package dev.fanlight.sample.gateway;

import java.net.URI;
import java.util.List;
import java.util.UUID;

import dev.fanlight.sample.Role;
import dev.fanlight.sample.orders.Order;
import dev.fanlight.sample.orders.OrderRequest;
import dev.fanlight.sample.orders.Product;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Profile;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * The door of the shop.
 */
@RestController
@RequestMapping("/api")
@Profile(Role.GATEWAY)
class GatewayController {

	private static final Logger logger = LoggerFactory.getLogger(GatewayController.class);

	private final OrdersClient orders;

	private final Carts carts;

	GatewayController(@Lazy OrdersClient orders, Carts carts) {
		this.orders = orders;
		this.carts = carts;
	}

	@GetMapping("/catalog")
	List<Product> catalog() {
		return this.orders.products();
	}

	@PostMapping("/carts")
	@ResponseStatus(HttpStatus.CREATED)
	Cart openCart() {
		return new Cart(this.carts.open());
	}

	@DeleteMapping("/carts/{id}")
	@ResponseStatus(HttpStatus.NO_CONTENT)
	void abandonCart(@PathVariable UUID id) {
		this.carts.abandon(id);
	}

	@PostMapping("/orders")
	ResponseEntity<Order> create(@RequestBody OrderRequest request, @RequestParam @Nullable UUID cart) {
		logger.info("Taking an order of {} {}", request.quantity(), request.sku());
		logger.debug("Cart {}, card {}", cart, request.card());
		Order order = this.orders.create(request);
		if (cart != null) {
			this.carts.checkOut(cart);
		}
		return ResponseEntity.created(URI.create("/api/orders/" + order.id())).body(order);
	}

	@GetMapping("/orders/{id}")
	Order read(@PathVariable long id) {
		return this.orders.read(id);
	}

	@GetMapping("/orders/slow")
	@ResponseStatus(HttpStatus.NO_CONTENT)
	void slow(@RequestParam(defaultValue = "750") int delay) {
		this.orders.slow(delay);
	}

	/**
	 * Fails in a way nobody thought of, to see what that looks like.
	 */
	@GetMapping("/crash")
	void crash() {
		throw new IllegalStateException("Nobody handles this exception");
	}

	record Cart(UUID id) {
	}

}
