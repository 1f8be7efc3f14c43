package dev.fanlight.logging;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

import org.jspecify.annotations.Nullable;

/**
 * Takes or makes the id of a request. Thread-safe.
 */
public final class RequestIds {

	private static final int MAX_LENGTH = 128;

	private RequestIds() {
	}

	/**
	 * The id that came with a request, if it is acceptable, else a new one.
	 * @param inbound what the caller sent, if anything
	 * @return an id of 1 to 128 characters out of letters, digits and {@code .-_:+/=}
	 */
	public static String acceptOrCreate(@Nullable String inbound) {
		String id = accept(inbound);
		return (id != null) ? id : create();
	}

	/**
	 * The id that came with a message, if it is acceptable.
	 * @param inbound what the sender sent, if anything
	 * @return the id as {@link #acceptOrCreate} describes it, or {@code null}
	 */
	public static @Nullable String accept(@Nullable String inbound) {
		return (inbound != null && isAcceptable(inbound)) ? inbound : null;
	}

	/**
	 * Whether a value of the MDC fits the log schema, whoever put it there.
	 */
	static boolean fits(@Nullable String id) {
		return id != null && !id.isEmpty() && id.length() <= MAX_LENGTH;
	}

	private static boolean isAcceptable(String id) {
		if (!fits(id)) {
			return false;
		}
		for (int i = 0; i < id.length(); i++) {
			char c = id.charAt(i);
			if ((c < 'a' || c > 'z') && (c < 'A' || c > 'Z') && (c < '-' || c > ':') && c != '_' && c != '+'
					&& c != '=') {
				return false;
			}
		}
		return true;
	}

	private static String create() {
		ThreadLocalRandom random = ThreadLocalRandom.current();
		HexFormat hex = HexFormat.of();
		return hex.toHexDigits(random.nextLong()) + hex.toHexDigits(random.nextLong());
	}

}
