package dev.fanlight.logging;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReferenceArray;

import dev.fanlight.redaction.Exit;
import dev.fanlight.redaction.Redactor;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.KeyValuePair;

/**
 * What is to be said about one request, call, job or message. Used by one thread.
 */
public final class CanonicalLine {

	/** Characters of a text. */
	static final int LONGEST = 256;

	/** How many slots a field has to itself; a power of two. */
	private static final int SLOTS = 128;

	private static final int FIELDS = CanonicalField.values().length;

	/** Fields whose name is not fixed share the slots of so many; a power of two. */
	private static final int OTHERS = 4;

	/**
	 * Fields that were written before: most lines of a service say the same in most of
	 * them. A slot is overwritten by the next value that falls into it.
	 */
	private static final AtomicReferenceArray<KnownPair> known = new AtomicReferenceArray<>((FIELDS + OTHERS) * SLOTS);

	/** Messages that were written before, likewise. */
	private static final AtomicReferenceArray<KnownMessage> messages = new AtomicReferenceArray<>(256);

	private static final KeyValuePair SLOW = new KnownPair(CanonicalField.SLOW.key(), Boolean.TRUE);

	private final List<KeyValuePair> fields = new ArrayList<>(8);

	private final KnownPair message;

	private @Nullable String traceId;

	private @Nullable String spanId;

	private boolean sampled;

	/** Whether a field has to be cut, which comes after redaction. */
	private boolean tooLong;

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
	 * @param target its route or path, {@link CanonicalLogger#shortened shortened}
	 * @param status its status
	 * @param millis how long it took
	 * @param clientGone whether the client did not wait for the end
	 * @return the line
	 */
	public static CanonicalLine ofRequest(String method, String target, int status, long millis, boolean clientGone) {
		int hash = ((method.hashCode() * 31 + target.hashCode()) * 31 + status) * 31 + Long.hashCode(millis);
		int slot = mixed(hash) >>> 24;
		KnownMessage message = messages.getPlain(slot);
		if (message == null || message.status != status || message.millis != millis || message.clientGone != clientGone
				|| !message.method.equals(method) || !message.target.equals(target)) {
			message = new KnownMessage(method, target, status, millis, clientGone, messagePair(method + ' ' + target
					+ ' ' + status + " in " + millis + (clientGone ? " ms, client gone" : " ms")));
			messages.setPlain(slot, message);
		}
		return new CanonicalLine(message.text);
	}

	/**
	 * Add a field.
	 * @param field its name
	 * @param value its text, redacted and then cut after 256 characters; {@code null}
	 * adds nothing
	 * @return this
	 */
	public CanonicalLine with(CanonicalField field, @Nullable String value) {
		return with(field.ordinal(), field.key(), value);
	}

	/**
	 * Add a field whose name is not fixed.
	 * @param name its name, cut after 256 characters
	 * @param value its text, redacted and then cut after 256 characters; {@code null}
	 * adds nothing
	 * @return this
	 */
	public CanonicalLine with(String name, @Nullable String value) {
		return with(FIELDS + (name.hashCode() & OTHERS - 1), Cut.text(name, LONGEST), value);
	}

	private CanonicalLine with(int field, String name, @Nullable String value) {
		if (value != null) {
			boolean fits = value.length() <= LONGEST;
			this.tooLong |= !fits;
			this.fields.add(fits ? pair(field, name, value) : new KeyValuePair(name, value));
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
			this.fields.add(pair(field.ordinal(), field.key(), value));
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

	private static KnownPair messagePair(String text) {
		return new KnownPair(LogField.MESSAGE.key(), text);
	}

	private static KeyValuePair pair(int field, String name, String value) {
		int slot = slot(field, value.hashCode());
		KnownPair pair = known.getPlain(slot);
		if (pair == null || !pair.is(name, value)) {
			pair = new KnownPair(name, value);
			known.setPlain(slot, pair);
		}
		return pair;
	}

	private static KeyValuePair pair(int field, String name, long value) {
		int slot = slot(field, Long.hashCode(value));
		KnownPair pair = known.getPlain(slot);
		if (pair == null || !pair.is(name, value)) {
			pair = new KnownPair(name, value);
			known.setPlain(slot, pair);
		}
		return pair;
	}

	private static int slot(int field, int hash) {
		return field * SLOTS + (mixed(hash) >>> 25);
	}

	private static int mixed(int hash) {
		return hash * 0x9E3779B9;
	}

	/**
	 * Cut the fields that are too long.
	 * @param redactor redacts them before, {@code null} for none
	 */
	void shorten(@Nullable Redactor redactor) {
		for (int i = this.fields.size() - 1; this.tooLong && i >= 0; i--) {
			KeyValuePair field = this.fields.get(i);
			if (!(field instanceof KnownPair) && field.value instanceof String text) {
				String safe = (redactor != null) ? redactor.redact(field.key, text, Exit.LOG) : text;
				if (safe == Redactor.DROPPED) {
					this.fields.remove(i);
				}
				else {
					this.fields.set(i, new KnownPair(field.key, Cut.text(safe, LONGEST),
							(redactor != null) ? redactor.policy() : null));
				}
			}
		}
		this.tooLong = false;
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
