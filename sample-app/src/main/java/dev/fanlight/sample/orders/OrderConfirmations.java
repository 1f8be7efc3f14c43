package dev.fanlight.sample.orders;

import dev.fanlight.sample.Role;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.annotation.Profile;
import org.springframework.scheduling.annotation.Async;
import org.springframework.stereotype.Component;

/**
 * Confirms orders while the customer already has the answer.
 */
@Component
@Profile(Role.ORDERS)
class OrderConfirmations {

	private static final Logger logger = LoggerFactory.getLogger(OrderConfirmations.class);

	@Async
	void send(Order order) {
		logger.atInfo().addKeyValue("order_id", order.id()).log("Confirmed order");
	}

}
