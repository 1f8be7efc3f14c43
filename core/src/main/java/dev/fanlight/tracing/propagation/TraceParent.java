package dev.fanlight.tracing.propagation;

import java.util.Iterator;

import org.jspecify.annotations.Nullable;

/**
 * The header {@code traceparent} of the W3C Trace Context, levels 1 and 2.
 */
final class TraceParent {

	static final String HEADER = "traceparent";

	private static final int LENGTH = 55;

	private TraceParent() {
	}

	/**
	 * Read what was received.
	 * @param lines the values of all header lines of this name
	 * @return a valid value of version 00, or {@code null} if the trace has to be
	 * restarted
	 */
	static @Nullable String read(Iterator<String> lines) {
		if (!lines.hasNext()) {
			return null;
		}
		String value = lines.next();
		return lines.hasNext() ? null : read(value.strip());
	}

	private static @Nullable String read(String value) {
		if (value.length() < LENGTH || !isHex(value, 0, 2) || value.startsWith("ff") || !isId(value, 3, 35)
				|| !isId(value, 36, 52) || !isHex(value, 53, LENGTH) || value.charAt(2) != '-'
				|| value.charAt(35) != '-' || value.charAt(52) != '-') {
			return null;
		}
		if (value.startsWith("00")) {
			return (value.length() == LENGTH) ? value : null;
		}
		boolean delimited = value.length() == LENGTH || value.charAt(LENGTH) == '-';
		return delimited ? "00" + value.substring(2, LENGTH) : null;
	}

	private static boolean isId(String value, int from, int to) {
		boolean zero = true;
		for (int i = from; i < to; i++) {
			zero &= value.charAt(i) == '0';
		}
		return !zero && isHex(value, from, to);
	}

	private static boolean isHex(String value, int from, int to) {
		for (int i = from; i < to; i++) {
			char c = value.charAt(i);
			if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))) {
				return false;
			}
		}
		return true;
	}

}
