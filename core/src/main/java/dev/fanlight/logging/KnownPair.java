package dev.fanlight.logging;

import java.nio.charset.StandardCharsets;

import dev.fanlight.redaction.RedactionPolicy;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.KeyValuePair;
import tools.jackson.core.io.SerializedString;

/**
 * A field that many lines share, which is looked at once for every policy, and made JSON
 * of when it is written again. Threads that do not see each other's mark do so once more.
 */
final class KnownPair extends KeyValuePair {

	/** The number, or a negative one for anything else. */
	private final long number;

	private @Nullable RedactionPolicy cleanBy;

	private boolean written;

	private @Nullable Json json;

	/**
	 * Create a field.
	 * @param key its name
	 * @param value its text or boolean
	 */
	KnownPair(String key, Object value) {
		this(key, value, null);
	}

	/**
	 * Create a field that was looked at.
	 * @param key its name
	 * @param value its text or boolean, redacted
	 * @param cleanBy the policy that redacted it, {@code null} for none
	 */
	KnownPair(String key, Object value, @Nullable RedactionPolicy cleanBy) {
		super(key, value);
		this.number = -1;
		this.cleanBy = cleanBy;
	}

	/**
	 * Create a field.
	 * @param key its name
	 * @param number its number, not negative
	 */
	KnownPair(String key, long number) {
		// Ints are the shortest way through redaction
		super(key, (number <= Integer.MAX_VALUE) ? (Object) (int) number : (Object) number);
		this.number = number;
	}

	boolean is(String key, long number) {
		return this.number == number && this.key.equals(key);
	}

	boolean is(String key, String text) {
		return this.key.equals(key) && text.equals(this.value);
	}

	boolean isClean(RedactionPolicy policy) {
		return this.cleanBy == policy;
	}

	void markClean(RedactionPolicy policy) {
		if (!policy.reports()) {
			this.cleanBy = policy;
		}
	}

	/**
	 * Append the field as JSON.
	 * @param line the line
	 * @return {@code false} if it has to be escaped or encoded, which is done when it is
	 * written again: many fields have no second time
	 */
	boolean write(LineBuffer line) {
		Json known = this.json;
		// Half of a surrogate pair is no text to encode alone
		if (known == null && this.written && StandardCharsets.UTF_8.newEncoder().canEncode(this.key + this.value)) {
			known = new Json(json(this.key, this.value));
			this.json = known;
		}
		this.written = true;
		if (known != null) {
			line.json(known.bytes);
			return true;
		}
		if (!line.quoted(this.key)) {
			return false;
		}
		line.json(':');
		if (this.value instanceof String text) {
			return line.quoted(text);
		}
		line.ascii(String.valueOf(this.value));
		return true;
	}

	/**
	 * Make JSON of a field.
	 * @param name its name
	 * @param value its text, number or boolean
	 * @return the bytes
	 */
	static byte[] json(String name, Object value) {
		String text = (value instanceof String string) ? quoted(string) : value.toString();
		return (quoted(name) + ':' + text).getBytes(StandardCharsets.UTF_8);
	}

	private static String quoted(String text) {
		return '"' + new String(new SerializedString(text).asQuotedUTF8(), StandardCharsets.UTF_8) + '"';
	}

	/** Another thread that sees it sees its bytes too. */
	private record Json(byte[] bytes) {
	}

}
