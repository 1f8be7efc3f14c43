package dev.fanlight.sample.payments;

import dev.fanlight.sample.Role;
import jakarta.validation.Valid;

import org.springframework.context.annotation.Profile;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * The door of the payments role.
 */
@RestController
@Profile(Role.PAYMENTS)
class PaymentController {

	private final PaymentService payments;

	PaymentController(PaymentService payments) {
		this.payments = payments;
	}

	@PostMapping("/payments")
	@ResponseStatus(HttpStatus.CREATED)
	Payment charge(@Valid @RequestBody PaymentRequest request) {
		return this.payments.charge(request);
	}

	@PutMapping("/payments/broken")
	@ResponseStatus(HttpStatus.NO_CONTENT)
	void setBroken(@RequestBody boolean broken) {
		this.payments.setBroken(broken);
	}

}
