package dev.fanlight.logging;

import dev.fanlight.redaction.RedactionPolicy;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.KeyValuePair;
import tools.jackson.core.SerializableString;
import tools.jackson.core.io.SerializedString;

/**
 * A field that many lines share, which is looked at once for every policy, and made JSON
 * of when it is written again. Threads that do not see each other's mark do so once more.
 */
final class KnownPair extends KeyValuePair {

	private @Nullable RedactionPolicy cleanBy;

	private boolean written;

	private @Nullable Json json;

	/**
	 * Create a field.
	 * @param key its name
	 * @param value its text or number
	 */
	KnownPair(String key, Object value) {
		super(key, value);
	}

	boolean isClean(RedactionPolicy policy) {
		return this.cleanBy == policy;
	}

	void markClean(RedactionPolicy policy) {
		this.cleanBy = policy;
	}

	/**
	 * The field as JSON.
	 * @return its parts, or {@code null} the first time: many fields have no second
	 */
	@Nullable Json json() {
		Json known = this.json;
		if (known == null && this.written) {
			known = new Json(new SerializedString(this.key), new SerializedString(String.valueOf(this.value)));
			this.json = known;
		}
		this.written = true;
		return known;
	}

	/**
	 * A field that was escaped and encoded before.
	 *
	 * @param name its name
	 * @param value its text, or the digits of its number
	 */
	record Json(SerializableString name, SerializableString value) {

		boolean isWithin(int limit) {
			return this.name.charLength() <= limit && this.value.charLength() <= limit;
		}

	}

}
