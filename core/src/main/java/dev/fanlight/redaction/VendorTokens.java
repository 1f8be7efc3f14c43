package dev.fanlight.redaction;

import java.util.List;

/**
 * Tokens that name themselves.
 */
final class VendorTokens {

	static final List<TokenPrefix> TABLE = List.of();

	private VendorTokens() {
	}

}
