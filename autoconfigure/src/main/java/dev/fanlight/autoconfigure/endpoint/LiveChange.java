package dev.fanlight.autoconfigure.endpoint;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A value that is changed for now.
 *
 * @param id tells it from other changes of the same key
 * @param section the section that owns it
 * @param key the key within the section
 * @param value the value in force
 * @param before the value that returns
 * @param by who asked for it
 * @param since when the value was set
 * @param until when it is reverted, {@code null} if never
 * @param revert returns to the value before
 * @param cancel stops the timer
 */
record LiveChange(long id, String section, String key, String value, String before, String by, Instant since,
		@Nullable Instant until, Runnable revert, Runnable cancel) {

	Map<String, Object> toMap() {
		Map<String, Object> map = new LinkedHashMap<>();
		map.put("section", this.section);
		map.put("key", this.key);
		map.put("value", this.value);
		map.put("before", this.before);
		map.put("by", this.by);
		map.put("since", this.since.toString());
		if (this.until != null) {
			map.put("until", this.until.toString());
		}
		return map;
	}

}
