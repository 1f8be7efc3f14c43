package dev.fanlight.sample.orders;

/**
 * The customer's payment was declined.
 */
final class PaymentDeclinedException extends RuntimeException {

	private final String reason;

	PaymentDeclinedException(String reason) {
		super("Payment declined: " + reason);
		this.reason = reason;
	}

	String reason() {
		return this.reason;
	}

}
