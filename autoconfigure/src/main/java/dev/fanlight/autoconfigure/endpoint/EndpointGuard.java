package dev.fanlight.autoconfigure.endpoint;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

import dev.fanlight.autoconfigure.AddressList;
import org.jspecify.annotations.Nullable;

/**
 * Decides who may ask the endpoints, by address and by token. A token is compared by its
 * digest, in a time that tells nothing of where it differs, nor of its length.
 * Thread-safe.
 */
final class EndpointGuard {

	/** Attribute of requests that were let through. */
	static final String ALLOWED = EndpointGuard.class.getName() + ".ALLOWED";

	/** What a 401 offers. */
	static final List<String> CHALLENGES = List.of("Bearer realm=\"endpoints\"",
			"Basic realm=\"endpoints\", charset=\"UTF-8\"");

	private static final String BEARER = "Bearer ";

	private static final String BASIC = "Basic ";

	private static final int LONGEST_HEADER = 8192;

	private final byte @Nullable [] token;

	private final AddressList addresses;

	private final LongAdder noToken = new LongAdder();

	private final LongAdder noAddress = new LongAdder();

	EndpointGuard(EndpointProtectionProperties properties) {
		String token = properties.token();
		this.token = (properties.enabled() && token != null && !token.isBlank()) ? digest(token.strip()) : null;
		this.addresses = AddressList.of(properties.enabled() ? properties.allowedAddresses() : List.of());
	}

	/** Whether there is anything to decide. */
	boolean isActive() {
		return this.token != null || !this.addresses.isEmpty();
	}

	boolean asksForToken() {
		return this.token != null;
	}

	/**
	 * Judge a request.
	 * @param address where it comes from, or {@code null} when that is not known for sure
	 * @param authorization its header {@code Authorization}
	 * @param preflight whether a browser asks what it may ask, for which it sends no
	 * token and is told no more than what CORS allows
	 * @return the verdict
	 */
	Verdict judge(@Nullable String address, @Nullable String authorization, boolean preflight) {
		if (!this.addresses.isEmpty() && !this.addresses.contains(address)) {
			this.noAddress.increment();
			return Verdict.WRONG_ADDRESS;
		}
		if (this.token != null && !preflight && !isToken(authorization, this.token)) {
			this.noToken.increment();
			return Verdict.WRONG_TOKEN;
		}
		return Verdict.ALLOWED;
	}

	double refused(Verdict verdict) {
		return switch (verdict) {
			case ALLOWED -> 0;
			case WRONG_ADDRESS -> this.noAddress.sum();
			case WRONG_TOKEN -> this.noToken.sum();
		};
	}

	private static boolean isToken(@Nullable String authorization, byte[] token) {
		if (authorization == null || authorization.length() > LONGEST_HEADER) {
			return false;
		}
		if (authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
			return MessageDigest.isEqual(token, digest(authorization.substring(BEARER.length()).strip()));
		}
		if (authorization.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
			String credentials = decoded(authorization.substring(BASIC.length()).strip());
			return MessageDigest.isEqual(token, digest(credentials.substring(credentials.indexOf(':') + 1)));
		}
		return false;
	}

	private static String decoded(String text) {
		try {
			return new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8);
		}
		catch (IllegalArgumentException ex) {
			return "";
		}
	}

	private static byte[] digest(String text) {
		try {
			return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * What becomes of a request.
	 */
	enum Verdict {

		/** It may go on. */
		ALLOWED(200, "allowed"),

		/** It comes from elsewhere. */
		WRONG_ADDRESS(403, "address"),

		/** It brings no token, or another. */
		WRONG_TOKEN(401, "token");

		private final int status;

		private final String reason;

		Verdict(int status, String reason) {
			this.status = status;
			this.reason = reason;
		}

		int status() {
			return this.status;
		}

		String reason() {
			return this.reason;
		}

	}

}
