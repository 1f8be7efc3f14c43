package dev.fanlight.sample.orders;

import java.net.URI;
import java.util.List;

import dev.fanlight.sample.Role;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.annotation.Profile;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * The door of the orders role.
 */
@RestController
@Profile(Role.ORDERS)
class OrderController {

	private static final Logger logger = LoggerFactory.getLogger(OrderController.class);

	private final OrderService service;

	private final OrderRepository orders;

	private final ProductRepository products;

	private final InventoryJob inventory;

	OrderController(OrderService service, OrderRepository orders, ProductRepository products, InventoryJob inventory) {
		this.service = service;
		this.orders = orders;
		this.products = products;
		this.inventory = inventory;
	}

	@PostMapping("/orders")
	ResponseEntity<Order> create(@Valid @RequestBody OrderRequest request) {
		Order order = this.service.create(request);
		return ResponseEntity.created(URI.create("/orders/" + order.id())).body(order);
	}

	@GetMapping("/orders/{id}")
	Order read(@PathVariable long id) {
		return this.orders.find(id).orElseThrow(() -> new UnknownOrderException(id));
	}

	/**
	 * Takes its time, to see what a slow request looks like.
	 * @param delay the time to take, in milliseconds
	 * @return nothing
	 * @throws InterruptedException when the server stops meanwhile
	 */
	@GetMapping("/orders/slow")
	ResponseEntity<Void> slow(@RequestParam(defaultValue = "750") @Min(0) @Max(3000) int delay)
			throws InterruptedException {
		Thread.sleep(delay);
		logger.warn("Slow request: took {} ms", delay);
		return ResponseEntity.noContent().build();
	}

	@GetMapping("/products")
	List<Product> products() {
		return this.products.findAll();
	}

	@PutMapping("/inventory/broken")
	@ResponseStatus(HttpStatus.NO_CONTENT)
	void setBroken(@RequestBody boolean broken) {
		this.inventory.setBroken(broken);
	}

}
