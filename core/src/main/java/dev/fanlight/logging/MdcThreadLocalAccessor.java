package dev.fanlight.logging;

import io.micrometer.context.ThreadLocalAccessor;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Carries one MDC entry across threads with context propagation. Only the entry it is
 * made for, because the others, the trace id among them, have owners of their own.
 */
public final class MdcThreadLocalAccessor implements ThreadLocalAccessor<String> {

	private final String key;

	/**
	 * Create an accessor.
	 * @param key the MDC key, also the key of the accessor
	 */
	public MdcThreadLocalAccessor(String key) {
		this.key = key;
	}

	@Override
	public Object key() {
		return this.key;
	}

	@Override
	public @Nullable String getValue() {
		return MDC.get(this.key);
	}

	@Override
	public void setValue(String value) {
		MDC.put(this.key, value);
	}

	@Override
	public void setValue() {
		MDC.remove(this.key);
	}

}
