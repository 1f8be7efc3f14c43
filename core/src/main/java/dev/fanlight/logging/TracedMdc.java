package dev.fanlight.logging;

import java.util.AbstractMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

import org.jspecify.annotations.Nullable;

/**
 * The MDC with a trace that is not current, for a fraction of the garbage of making it
 * so. Unchangeable; read by key, by {@link #size} or by {@link #forEach}, everything else
 * copies.
 */
final class TracedMdc extends AbstractMap<String, String> {

	private static final String[] KEYS = { MdcKey.TRACE_ID, MdcKey.SPAN_ID, MdcKey.TRACE_SAMPLED };

	private final Map<String, String> mdc;

	private final String traceId;

	private final String spanId;

	private final boolean sampled;

	TracedMdc(Map<String, String> mdc, String traceId, String spanId, boolean sampled) {
		this.mdc = mdc;
		this.traceId = traceId;
		this.spanId = spanId;
		this.sampled = sampled;
	}

	/**
	 * The MDC without the trace.
	 * @return the map given
	 */
	Map<String, String> mdc() {
		return this.mdc;
	}

	/**
	 * The same trace with another MDC.
	 * @param other the MDC
	 * @return this, if it is the one at hand
	 */
	TracedMdc with(Map<String, String> other) {
		return (other != this.mdc) ? new TracedMdc(other, this.traceId, this.spanId, this.sampled) : this;
	}

	/**
	 * Append trace and request id as JSON.
	 * @param line the line
	 * @return {@code false} if there is anything else, or an id is none
	 */
	boolean write(LineBuffer line) {
		String id = this.mdc.get(MdcKey.REQUEST_ID);
		if (this.mdc.size() != ((id != null) ? 1 : 0) || !SchemaJsonProvider.isTrace(this.traceId, this.spanId)) {
			return false;
		}
		line.ascii(",\"trace_id\":\"").ascii(this.traceId).ascii("\",\"span_id\":\"").ascii(this.spanId);
		line.ascii("\",\"trace_sampled\":").ascii(sampled());
		return id == null || (RequestIds.fits(id) && line.ascii(",\"request_id\":").quoted(id));
	}

	@Override
	public @Nullable String get(@Nullable Object key) {
		if (MdcKey.TRACE_ID.equals(key)) {
			return this.traceId;
		}
		if (MdcKey.SPAN_ID.equals(key)) {
			return this.spanId;
		}
		return MdcKey.TRACE_SAMPLED.equals(key) ? sampled() : this.mdc.get(key);
	}

	private String sampled() {
		return this.sampled ? "true" : "false";
	}

	@Override
	public boolean containsKey(@Nullable Object key) {
		return get(key) != null;
	}

	@Override
	public int size() {
		int size = this.mdc.size();
		for (String key : KEYS) {
			size += this.mdc.containsKey(key) ? 0 : 1;
		}
		return size;
	}

	@Override
	public boolean isEmpty() {
		return false;
	}

	@Override
	public void forEach(BiConsumer<? super String, ? super String> action) {
		if (this.mdc.containsKey(MdcKey.TRACE_ID)) {
			copy().forEach(action);
			return;
		}
		this.mdc.forEach(action);
		action.accept(MdcKey.TRACE_ID, this.traceId);
		action.accept(MdcKey.SPAN_ID, this.spanId);
		action.accept(MdcKey.TRACE_SAMPLED, sampled());
	}

	@Override
	public Set<Entry<String, String>> entrySet() {
		return copy().entrySet();
	}

	private Map<String, String> copy() {
		Map<String, String> copy = new HashMap<>(this.mdc);
		copy.put(MdcKey.TRACE_ID, this.traceId);
		copy.put(MdcKey.SPAN_ID, this.spanId);
		copy.put(MdcKey.TRACE_SAMPLED, sampled());
		return copy;
	}

}
