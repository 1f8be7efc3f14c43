package dev.fanlight.redaction;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.List;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import org.jspecify.annotations.Nullable;

/**
 * Writes what stands in for the places that were found, and counts them.
 */
final class Writer {

	static final String ERROR = "[REDACTED:error]";

	private static final String IN_URL = "REDACTED";

	/** Neighbours of a place that mean the same beside the mask. */
	private static final String BEFORE = "=: \"'(";

	private static final String AFTER = " ,;\"'\n\0@)&";

	/** What a value may hold besides the characters of tokens. */
	private static final String PLAIN = "@!#$*^?,";

	/** Fewer characters than this are narrowed sooner than they are copied as bytes. */
	private static final int SHORT = 16;

	private static final String ALGORITHM = "HmacSHA256";

	private final String[] ids;

	private final String[] masks;

	private final Action[] actions;

	private final byte @Nullable [] hmacKey;

	Writer(List<String> ids, List<Action> actions, byte @Nullable [] hmacKey, RedactionMode mode) {
		this.ids = ids.toArray(new String[0]);
		this.actions = actions.toArray(new Action[0]);
		this.hmacKey = hmacKey;
		this.masks = new String[this.ids.length];
		for (int i = 0; i < this.ids.length; i++) {
			this.masks[i] = "[REDACTED:" + this.ids[i] + "]";
			if (mode == RedactionMode.REPORT) {
				this.actions[i] = Action.REPORT;
			}
		}
	}

	/** What is done with a place. */
	Action action(int detector, int form) {
		Action action = this.actions[detector];
		return (action == Action.HMAC && (form & Scan.GUESSABLE) != 0) ? Action.MASK : action;
	}

	/** Tells the listener of every place; whether any of them changes the text. */
	boolean count(Scan scan, RedactionListener listener) {
		boolean changes = false;
		for (int n = 0; n < scan.count; n++) {
			Action action = action(scan.detector(n), scan.form(n));
			changes |= action != Action.REPORT;
			if (!scan.again || action != Action.REPORT) {
				listener.redacted(this.ids[scan.detector(n)], scan.exit, action);
			}
		}
		return changes;
	}

	/** Whether any place asks for the whole entry to go. */
	boolean drops(Scan scan) {
		for (int n = 0; n < scan.count; n++) {
			if (action(scan.detector(n), scan.form(n)) == Action.DROP) {
				return true;
			}
		}
		return false;
	}

	/** Writes {@code text}, which the scan has read, without the places found. */
	String write(Scan scan, String text) {
		StringBuilder out = new StringBuilder(scan.len + 16 * scan.count);
		int from = 0;
		for (int n = 0; n < scan.count; n++) {
			int start = scan.start(n);
			if (start - from < SHORT) {
				out.append(scan.buf, from, start - from);
			}
			else {
				// Bytes are copied; the characters of the scan are narrowed one by one
				out.append(text.substring(from, start));
			}
			int end = scan.end(n);
			if ((scan.form(n) & Scan.JSON_NUMBER) == 0 && this.actions[scan.detector(n)] == Action.MASK) {
				out.append((scan.exit == Exit.HTTP) ? IN_URL : this.masks[scan.detector(n)]);
			}
			else {
				out.append(replacement(scan.detector(n), scan.form(n), text.substring(scan.start(n), end),
						scan.exit == Exit.HTTP));
			}
			from = end;
		}
		return out.append(text.substring(from, scan.len)).toString();
	}

	/**
	 * Whether the {@code text} that was read reads the same around every place as before:
	 * no word is set free, no quote or bracket is gone, and nothing comes closer to
	 * anything.
	 */
	boolean settled(Scan scan, String text) {
		int bracket = text.indexOf('[');
		if (bracket >= 0 && bracket < scan.start(scan.count - 1)) {
			// The bracket of a mask would close it
			return false;
		}
		for (int n = 0; n < scan.count; n++) {
			int start = scan.start(n);
			int end = scan.end(n);
			if ((scan.form(n) & Scan.JSON_NUMBER) != 0 || this.actions[scan.detector(n)] != Action.MASK
					|| scan.exit == Exit.HTTP || end - start > this.masks[scan.detector(n)].length()
					|| !apart(scan, start, end) && !quoted(scan, start, end)) {
				return false;
			}
			for (int i = start; i < end; i++) {
				if (!Alphabet.WIDE.has(scan.buf[i]) && PLAIN.indexOf(scan.buf[i]) < 0) {
					return false;
				}
			}
		}
		return true;
	}

	/** Whether both neighbours of a place mean the same beside the mask. */
	private static boolean apart(Scan scan, int start, int end) {
		int left = scan.before(start);
		int right = scan.buf[end];
		return BEFORE.indexOf(left) >= 0 && !(left == ':' && address(scan, start - 1))
				&& !((left == ' ' || left == '(') && Chars.digit(scan.before(start - 1))) && AFTER.indexOf(right) >= 0
				&& !(right == ',' && Chars.digit(scan.buf[end + 1]));
	}

	/** Whether the colon at {@code i} may be the second of an address. */
	private static boolean address(Scan scan, int i) {
		int p = i;
		while (i - p < 4 && Chars.hex(scan.before(p))) {
			p--;
		}
		return p < i && scan.before(p) == ':';
	}

	/** Whether the same quotes, in any coat, hold the place. */
	private static boolean quoted(Scan scan, int start, int end) {
		int quote = Quotes.before(scan, start);
		return quote != 0 && quote == Quotes.at(scan, end);
	}

	String replacement(int detector, int form, String value, boolean url) {
		Action action = action(detector, form);
		if ((form & Scan.JSON_NUMBER) != 0 && action != Action.REPORT) {
			return "null";
		}
		return switch (action) {
			case REPORT -> value;
			case LENGTH -> "*".repeat(value.length());
			case LAST4 -> (value.length() >= 12)
					? "[" + this.ids[detector] + ":\u2026" + value.substring(value.length() - 4) + "]"
					: this.masks[detector];
			case HMAC -> "[" + this.ids[detector] + ":h:" + pseudonym(this.ids[detector], value) + "]";
			default -> url ? IN_URL : this.masks[detector];
		};
	}

	private String pseudonym(String id, String value) {
		byte[] key = this.hmacKey;
		if (key == null) {
			throw new IllegalStateException("No key for pseudonyms");
		}
		try {
			Mac mac = Mac.getInstance(ALGORITHM);
			mac.init(new SecretKeySpec(key, ALGORITHM));
			mac.update(id.getBytes(StandardCharsets.UTF_8));
			byte[] hash = mac.doFinal(normalise(id, value).getBytes(StandardCharsets.UTF_8));
			StringBuilder hex = new StringBuilder(16);
			for (int i = 0; i < 8; i++) {
				hex.append(Character.forDigit(hash[i] >> 4 & 15, 16)).append(Character.forDigit(hash[i] & 15, 16));
			}
			return hex.toString();
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** The same value in another spelling gets the same pseudonym. */
	private static String normalise(String id, String value) {
		boolean grouped = id.equals(BuiltIn.PAN) || id.equals(BuiltIn.IBAN) || id.equals(BuiltIn.PHONE);
		StringBuilder normal = new StringBuilder(value.length());
		for (int i = 0; i < value.length(); i++) {
			char c = value.charAt(i);
			if (!grouped || Chars.alnum(c)) {
				normal.append(id.equals(BuiltIn.EMAIL) ? (char) Chars.fold(c) : c);
			}
		}
		return normal.toString();
	}

}
