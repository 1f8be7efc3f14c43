package dev.fanlight.sample.orders;

/**
 * The payments role failed or did not answer.
 */
final class PaymentUnavailableException extends RuntimeException {

	PaymentUnavailableException(Throwable cause) {
		super("Payments are not available", cause);
	}

}
