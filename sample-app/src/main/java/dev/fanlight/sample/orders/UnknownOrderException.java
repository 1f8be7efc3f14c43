package dev.fanlight.sample.orders;

/**
 * There is no order of that number.
 */
final class UnknownOrderException extends RuntimeException {

	UnknownOrderException(long id) {
		super("There is no order " + id);
	}

}
