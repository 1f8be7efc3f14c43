package dev.fanlight.logging;

import dev.fanlight.redaction.RedactionPolicy;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.KeyValuePair;

/**
 * A field that many lines share, which is looked at once for every policy. Threads that
 * do not see each other's mark look once more.
 */
final class KnownPair extends KeyValuePair {

	private @Nullable RedactionPolicy cleanBy;

	KnownPair(String key, Object value) {
		super(key, value);
	}

	boolean isClean(RedactionPolicy policy) {
		return this.cleanBy == policy;
	}

	void markClean(RedactionPolicy policy) {
		this.cleanBy = policy;
	}

}
