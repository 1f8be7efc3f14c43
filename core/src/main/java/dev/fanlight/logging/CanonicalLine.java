package dev.fanlight.logging;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReferenceArray;

import org.jspecify.annotations.Nullable;
import org.slf4j.event.KeyValuePair;

/**
 * What is to be said about one request, call, job or message. Used by one thread.
 */
public final class CanonicalLine {

	/** Characters of a text. */
	static final int LONGEST = 256;

	/**
	 * Fields that were written before: most lines of a service say the same in most of
	 * them. A slot is overwritten by the next field that falls into it.
	 */
	private static final AtomicReferenceArray<KnownPair> known = new AtomicReferenceArray<>(256);

	/** Messages that were written before, likewise. */
	private static final AtomicReferenceArray<KnownMessage> messages = new AtomicReferenceArray<>(256);

	private static final KeyValuePair SLOW = new KnownPair(CanonicalField.SLOW.key(), Boolean.TRUE);

	private final List<KeyValuePair> fields = new ArrayList<>(8);

	private final KnownPair message;

	private @Nullable String traceId;

	private @Nullable String spanId;

	private boolean sampled;

	/**
	 * Begin a line.
	 * @param message its message
	 */
	public CanonicalLine(String message) {
		this(messagePair(message));
	}

	private CanonicalLine(KnownPair message) {
		this.message = message;
	}

	/**
	 * Begin a line about a request that has ended.
	 * @param method its method
	 * @param target its route or path
	 * @param status its status
	 * @param millis how long it took
	 * @param clientGone whether the client did not wait for the end
	 * @return the line
	 */
	public static CanonicalLine ofRequest(String method, String target, int status, long millis, boolean clientGone) {
		int slot = slot(method, (target.hashCode() * 31 + status) * 31 + Long.hashCode(millis));
		KnownMessage message = messages.getPlain(slot);
		if (message == null || message.status != status || message.millis != millis || message.clientGone != clientGone
				|| !message.method.equals(method) || !message.target.equals(target)) {
			message = new KnownMessage(method, target, status, millis, clientGone, messagePair(method + ' '
					+ shortened(target) + ' ' + status + " in " + millis + (clientGone ? " ms, client gone" : " ms")));
			messages.setPlain(slot, message);
		}
		return new CanonicalLine(message.text);
	}

	/**
	 * Add a field.
	 * @param field its name
	 * @param value its text, cut after 256 characters; {@code null} adds nothing
	 * @return this
	 */
	public CanonicalLine with(CanonicalField field, @Nullable String value) {
		return with(field.key(), value);
	}

	/**
	 * Add a field whose name is not fixed.
	 * @param name its name, cut after 256 characters
	 * @param value its text, cut after 256 characters; {@code null} adds nothing
	 * @return this
	 */
	public CanonicalLine with(String name, @Nullable String value) {
		if (value != null) {
			this.fields.add(pair(Cut.text(name, LONGEST), Cut.text(value, LONGEST)));
		}
		return this;
	}

	/**
	 * Add a number.
	 * @param field its name
	 * @param value the number; a negative one is unknown and adds nothing
	 * @return this
	 */
	public CanonicalLine with(CanonicalField field, long value) {
		if (value >= 0) {
			this.fields.add(pair(field.key(), value));
		}
		return this;
	}

	/**
	 * Mark the line as slow.
	 * @return this
	 */
	public CanonicalLine slow() {
		this.fields.add(SLOW);
		return this;
	}

	/**
	 * Say which trace the line belongs to.
	 * @param traceId the trace
	 * @param spanId the span
	 * @param sampled whether the trace is sampled
	 * @return this
	 */
	public CanonicalLine of(String traceId, String spanId, boolean sampled) {
		this.traceId = traceId;
		this.spanId = spanId;
		this.sampled = sampled;
		return this;
	}

	/**
	 * Shorten a text from outside for a message.
	 * @param text the text
	 * @return at most 256 characters of it, and how many are missing
	 */
	public static String shortened(String text) {
		return Cut.text(text, LONGEST);
	}

	private static KnownPair messagePair(String text) {
		return new KnownPair(LogField.MESSAGE.key(), text);
	}

	private static KeyValuePair pair(String name, String value) {
		int slot = slot(name, value.hashCode());
		KnownPair pair = known.getPlain(slot);
		if (pair == null || !pair.is(name, value)) {
			pair = new KnownPair(name, value);
			known.setPlain(slot, pair);
		}
		return pair;
	}

	private static KeyValuePair pair(String name, long value) {
		int slot = slot(name, Long.hashCode(value));
		KnownPair pair = known.getPlain(slot);
		if (pair == null || !pair.is(name, value)) {
			pair = new KnownPair(name, value);
			known.setPlain(slot, pair);
		}
		return pair;
	}

	private static int slot(String name, int hash) {
		int mixed = (name.hashCode() * 31 + hash) * 0x9E3779B9;
		return mixed >>> 24;
	}

	KnownPair message() {
		return this.message;
	}

	String text() {
		return (String) this.message.value;
	}

	boolean isTraced() {
		return this.traceId != null;
	}

	Map<String, String> traced(Map<String, String> mdc) {
		return (this.traceId != null && this.spanId != null)
				? new TracedMdc(mdc, this.traceId, this.spanId, this.sampled) : mdc;
	}

	List<KeyValuePair> fields() {
		return this.fields;
	}

	private record KnownMessage(String method, String target, int status, long millis, boolean clientGone,
			KnownPair text) {
	}

}
