package dev.fanlight.sample.payments;

import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonValue;

/**
 * The ways of paying, written in lower case in JSON and in tags.
 */
public enum PaymentMethod {

	/** By card; the request carries its number. */
	CARD,

	/** By PayPal. */
	PAYPAL,

	/** By invoice, payable later. */
	INVOICE,

	/** A method whose provider always fails, to see what a failure looks like. */
	BROKEN;

	/**
	 * The name outside Java.
	 * @return the name in lower case
	 */
	@JsonValue
	public String label() {
		return name().toLowerCase(Locale.ROOT);
	}

}
