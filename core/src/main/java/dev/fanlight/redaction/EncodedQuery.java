package dev.fanlight.redaction;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

/**
 * Looks into the parameters of a query whose values are percent-encoded: a document, a
 * key or another URL may stand there, which shows its shape only when it is decoded. One
 * level is decoded; what is no encoding stays.
 */
final class EncodedQuery {

	private EncodedQuery() {
	}

	/**
	 * Redact the values of parameters.
	 * @param text a URL, or a query alone
	 * @param redaction redacts a decoded value and returns it itself when it is clean
	 * @return {@code text} itself when nothing was found
	 */
	static String redact(String text, UnaryOperator<String> redaction) {
		int begin = text.indexOf('?') + 1;
		int end = find(text, '#', begin, text.length());
		StringBuilder written = null;
		int copied = 0;
		while (begin < end) {
			int next = find(text, '&', begin, end);
			int equals = find(text, '=', begin, next);
			int from = (equals < next) ? equals + 1 : begin;
			String decoded = decoded(text, from, next);
			String redacted = (decoded != null) ? redaction.apply(decoded) : null;
			if (redacted != null && redacted != decoded) {
				written = (written != null) ? written : new StringBuilder(text.length());
				written.append(text, copied, from).append(URLEncoder.encode(redacted, StandardCharsets.UTF_8));
				copied = next;
			}
			begin = next + 1;
		}
		return (written != null) ? written.append(text, copied, text.length()).toString() : text;
	}

	private static int find(String text, char wanted, int from, int to) {
		int found = from;
		while (found < to && text.charAt(found) != wanted) {
			found++;
		}
		return found;
	}

	private static @Nullable String decoded(String text, int from, int to) {
		if (find(text, '%', from, to) == to) {
			return null;
		}
		try {
			return URLDecoder.decode(text.substring(from, to), StandardCharsets.UTF_8);
		}
		catch (IllegalArgumentException ex) {
			return null;
		}
	}

}
