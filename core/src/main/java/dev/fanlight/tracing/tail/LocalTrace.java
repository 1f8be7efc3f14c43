package dev.fanlight.tracing.tail;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * The part of a trace that is open in this process. Guarded by the lock of its stripe.
 *
 * @param <S> what stands for a span
 */
final class LocalTrace<S> {

	private static final int FEW = 4;

	private static final Object[] NONE = new Object[0];

	final String traceId;

	final long created;

	final SpanIds open = new SpanIds();

	/** Parents of spans that were accepted: they are accepted, too, when they end. */
	private final SpanIds awaited = new SpanIds();

	private Object[] held = NONE;

	private int heldCount;

	private int accepted;

	private int openRoots;

	private int endedRoots;

	/** When the first root began. */
	private long rootStarted;

	/** Since when no root is open. */
	private long idleSince;

	long bytes;

	/** Local roots that share this decision. */
	int requests;

	@Nullable KeepReason reason;

	@Nullable LocalTrace<S> previous;

	@Nullable LocalTrace<S> next;

	LocalTrace(String traceId, long now) {
		this.traceId = traceId;
		this.created = now;
		this.idleSince = now;
		this.rootStarted = now;
	}

	void start(long spanId, boolean root) {
		this.open.add(spanId);
		if (root) {
			this.openRoots++;
		}
	}

	/**
	 * Note the end of a span.
	 * @param spanId the span
	 * @param root whether it is a local root
	 * @param now the time
	 * @return whether the span was open
	 */
	boolean end(long spanId, boolean root, long now) {
		if (!this.open.remove(spanId)) {
			return false;
		}
		if (root) {
			this.openRoots--;
			this.endedRoots++;
			this.idleSince = now;
		}
		return true;
	}

	/**
	 * Whether the local roots ended some time ago.
	 * @param nanos how long ago
	 * @param now the time
	 * @return whether open spans are waited for no longer
	 */
	boolean isOverdue(long nanos, long now) {
		return this.openRoots == 0 && now - this.idleSince >= nanos;
	}

	/**
	 * Whether the local root will have taken some time, however soon it ends.
	 * @param nanos how long
	 * @param now the time
	 * @return whether that is certain
	 */
	boolean isSlow(long nanos, long now) {
		return this.openRoots > 0 && this.endedRoots == 0 && now - this.rootStarted >= nanos;
	}

	/**
	 * Whether there is room for a span that ended. Ancestors of spans that got room
	 * always do, so that no part of the trace hangs in the air.
	 * @param spanId the span
	 * @param parentId its parent
	 * @param root whether it is a local root
	 * @param telling whether it is the kind of span a trace is kept for
	 * @param max spans of one trace
	 * @return whether there is
	 */
	boolean accepts(long spanId, long parentId, boolean root, boolean telling, int max) {
		boolean wanted = this.awaited.remove(spanId) || root;
		if (!wanted && this.accepted >= (telling ? max : max - max / 4)) {
			return false;
		}
		this.accepted++;
		if (!root && parentId != 0) {
			this.awaited.add(parentId);
		}
		return true;
	}

	void hold(S span, int size) {
		if (this.heldCount == this.held.length) {
			this.held = Arrays.copyOf(this.held, Math.max(FEW, this.heldCount * 2));
		}
		this.held[this.heldCount++] = span;
		this.bytes += size;
	}

	/**
	 * Give away what is held.
	 * @return the spans in the order of their ends
	 */
	Object[] release() {
		Object[] spans = (this.heldCount == this.held.length) ? this.held : Arrays.copyOf(this.held, this.heldCount);
		this.held = NONE;
		this.heldCount = 0;
		this.bytes = 0;
		return spans;
	}

}
