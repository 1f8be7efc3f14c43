package dev.fanlight.logging;

import io.micrometer.context.ThreadLocalAccessor;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Carries one MDC entry across threads with context propagation. Only the entry it is
 * made for, because the others, the trace id among them, have owners of their own.
 */
public final class MdcThreadLocalAccessor implements ThreadLocalAccessor<String> {

	/** Carried in the place of no entry, so that a task leaves none behind, either. */
	private static final String NONE = "";

	private final String key;

	private final @Nullable String none;

	/**
	 * Create an accessor.
	 * @param key the MDC key, also the key of the accessor
	 */
	public MdcThreadLocalAccessor(String key) {
		this(key, null);
	}

	private MdcThreadLocalAccessor(String key, @Nullable String none) {
		this.key = key;
		this.none = none;
	}

	/**
	 * Create an accessor for an entry that any code may put on any thread.
	 * @param key the MDC key, also the key of the accessor
	 * @return an accessor that takes it off again, whoever put it there
	 */
	public static MdcThreadLocalAccessor cleared(String key) {
		return new MdcThreadLocalAccessor(key, NONE);
	}

	@Override
	public Object key() {
		return this.key;
	}

	@Override
	public @Nullable String getValue() {
		String value = MDC.get(this.key);
		return (value != null) ? value : this.none;
	}

	@Override
	public void setValue(String value) {
		if (value.equals(this.none)) {
			setValue();
		}
		else {
			MDC.put(this.key, value);
		}
	}

	@Override
	public void setValue() {
		MDC.remove(this.key);
	}

}
