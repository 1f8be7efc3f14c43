package dev.fanlight.logging;

import java.util.LinkedHashMap;
import java.util.Map;

import dev.fanlight.redaction.Redactor;

/**
 * The secrets that were masked in a text, to be masked where the record repeats them
 * without saying what they are, as in the report of a failed start: the value of the
 * property, then the exception that quotes it. Only values of eight to 1,024 characters
 * with letters and digits count; a plain word may stand for itself elsewhere.
 */
final class Echoes {

	static final Echoes NONE = new Echoes(Map.of());

	private static final String MASK = "[REDACTED:";

	private static final int SHORTEST = 8;

	/** What is longer takes long to be searched for. */
	private static final int LONGEST = 1024;

	private static final int MOST = 16;

	private final Map<String, String> masks;

	private Echoes(Map<String, String> masks) {
		this.masks = masks;
	}

	/**
	 * Compare a text with what was left of it.
	 * @param text the text
	 * @param safe the same, masked
	 * @return the secrets
	 */
	static Echoes of(String text, String safe) {
		int leftOut = Redactor.leftOut(safe);
		// The text itself may claim to lack something
		if (leftOut > 0 && leftOut <= text.length() && Redactor.leftOut(text) == 0) {
			int end = safe.lastIndexOf(Cut.ELLIPSIS);
			int looked = text.length() - leftOut - (safe.length() - end);
			return of(text.substring(0, Math.max(looked, 0)), safe.substring(0, end));
		}
		Map<String, String> masks = new LinkedHashMap<>();
		int textAt = safe.indexOf(MASK);
		int maskAt = textAt;
		while (maskAt >= 0 && masks.size() < MOST) {
			int maskEnd = safe.indexOf(']', maskAt) + 1;
			int next = (maskEnd > 0) ? safe.indexOf(MASK, maskEnd) : -1;
			String between = safe.substring(Math.max(maskEnd, maskAt), (next >= 0) ? next : safe.length());
			int end = (next >= 0) ? text.indexOf(between, textAt) : text.length() - between.length();
			if (end < textAt) {
				break;
			}
			String secret = text.substring(textAt, end);
			if (isDistinct(secret)) {
				masks.put(secret, safe.substring(maskAt, maskEnd));
			}
			textAt = end + between.length();
			maskAt = next;
		}
		return masks.isEmpty() ? NONE : new Echoes(masks);
	}

	private static boolean isDistinct(String secret) {
		return secret.length() >= SHORTEST && secret.length() <= LONGEST && !secret.startsWith(MASK)
				&& secret.chars().anyMatch(Character::isDigit) && secret.chars().anyMatch(Character::isLetter);
	}

	/**
	 * Add the secrets of another text.
	 * @param others those
	 * @return all
	 */
	Echoes and(Echoes others) {
		if (this == NONE || others == NONE) {
			return (this == NONE) ? others : this;
		}
		Map<String, String> all = new LinkedHashMap<>(this.masks);
		all.putAll(others.masks);
		return new Echoes(all);
	}

	String mask(String text) {
		String result = text;
		for (Map.Entry<String, String> entry : this.masks.entrySet()) {
			result = result.replace(entry.getKey(), entry.getValue());
		}
		return result;
	}

}
