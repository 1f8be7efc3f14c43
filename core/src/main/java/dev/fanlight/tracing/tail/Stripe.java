package dev.fanlight.tracing.tail;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;

/**
 * The traces of some trace ids. Every method but {@link #oldest()} needs {@link #lock},
 * which is held for a few memory accesses and never while a span is handed on.
 *
 * @param <S> what stands for a span
 */
final class Stripe<S> {

	private static final int SPARE = 16;

	final ReentrantLock lock = new ReentrantLock();

	private final Map<String, LocalTrace<S>> traces = new HashMap<>();

	private final TraceList<S> undecided = new TraceList<>();

	/**
	 * Kept already: they hold no spans and only wait for their open ones. Beyond a number
	 * the oldest is watched no longer, its spans follow the verdict.
	 */
	private final TraceList<S> kept = new TraceList<>();

	private final int maxKept;

	private final Verdicts verdicts;

	private final TailLimits limits;

	private final TailCounters counters;

	private final AtomicLong bytes;

	private final boolean wantsDropped;

	private volatile long oldest = Long.MAX_VALUE;

	/**
	 * Create a stripe.
	 * @param limits the limits of the whole table
	 * @param stripes how many there are
	 * @param counters where traces are counted
	 * @param bytes the size of what the whole table holds
	 * @param wantsDropped whether dropped spans leave, too
	 */
	Stripe(TailLimits limits, int stripes, TailCounters counters, AtomicLong bytes, boolean wantsDropped) {
		this.limits = limits;
		this.maxKept = SPARE + limits.maxTraces() / stripes;
		this.verdicts = new Verdicts(limits.maxVerdicts() / stripes);
		this.counters = counters;
		this.bytes = bytes;
		this.wantsDropped = wantsDropped;
	}

	/**
	 * When the oldest undecided trace began.
	 * @return {@link Long#MAX_VALUE} when there is none
	 */
	long oldest() {
		return this.oldest;
	}

	int undecided() {
		return this.undecided.size();
	}

	/**
	 * Note the start of a span.
	 * @param traceId its trace
	 * @param spanId its id
	 * @param root whether it is a local root
	 * @param now the time
	 * @return whether it began a trace
	 */
	boolean start(String traceId, long spanId, boolean root, long now) {
		LocalTrace<S> trace = this.traces.get(traceId);
		boolean began = trace == null && (root || !this.verdicts.isKnown(traceId));
		if (began) {
			trace = new LocalTrace<>(traceId, now);
			this.traces.put(traceId, trace);
			this.undecided.add(trace);
			updateOldest();
		}
		if (trace != null) {
			trace.start(spanId, root);
			if (began || root) {
				this.counters.started().increment();
				if (trace.reason != null) {
					this.counters.kept(trace.reason).increment();
				}
				else {
					trace.requests++;
				}
			}
		}
		return began;
	}

	/**
	 * Note the end of a span.
	 * @param span the span
	 * @param ended what is known of it
	 * @param now the time
	 * @return what leaves, or {@code null}
	 */
	@Nullable Outcome<S> end(S span, Ended ended, long now) {
		LocalTrace<S> trace = this.traces.get(ended.traceId());
		if (trace == null || !trace.end(ended.spanId(), ended.root(), now)) {
			return late(ended.traceId(), span);
		}
		Outcome<S> outcome = (ended.reason() != null) ? keep(trace, ended.reason(), null) : null;
		boolean last = trace.open.isEmpty();
		if (!trace.accepts(ended.spanId(), ended.parentId(), ended.root(), ended.reason() != null,
				this.limits.maxSpansPerTrace())) {
			this.counters.dropped(DropReason.TRACE_FULL).increment();
			outcome = drop(span, outcome);
		}
		else if (trace.reason != null) {
			outcome = (outcome != null) ? outcome : new Outcome<>();
			outcome.add(span, trace.reason);
		}
		else if (last) {
			outcome = drop(span, outcome);
		}
		else {
			trace.hold(span, ended.bytes());
			this.bytes.addAndGet(ended.bytes());
		}
		return last ? close(trace, null, outcome) : outcome;
	}

	/**
	 * Keep a trace.
	 * @param traceId the trace
	 * @param reason why
	 * @return what leaves, or {@code null}
	 */
	@Nullable Outcome<S> mark(String traceId, KeepReason reason) {
		LocalTrace<S> trace = this.traces.get(traceId);
		return (trace != null) ? keep(trace, reason, null) : null;
	}

	boolean isKept(String traceId) {
		LocalTrace<S> trace = this.traces.get(traceId);
		return trace != null && trace.reason != null;
	}

	boolean isSlow(String traceId, long nanos, long now) {
		LocalTrace<S> trace = this.traces.get(traceId);
		return trace != null && trace.isSlow(nanos, now);
	}

	/**
	 * Evict the oldest undecided trace.
	 * @param reason why
	 * @return what leaves, or {@code null}
	 */
	@Nullable Outcome<S> evict(EvictReason reason) {
		LocalTrace<S> trace = this.undecided.first();
		return (trace != null) ? close(trace, reason, null) : null;
	}

	/**
	 * Evict all undecided traces, watch none any more.
	 * @return what leaves, or {@code null}
	 */
	@Nullable Outcome<S> clear() {
		Outcome<S> outcome = null;
		for (LocalTrace<S> trace = this.undecided.first(); trace != null; trace = this.undecided.first()) {
			outcome = close(trace, EvictReason.SHUTDOWN, outcome);
		}
		for (LocalTrace<S> trace = this.kept.first(); trace != null; trace = this.kept.first()) {
			close(trace, null, null);
		}
		return outcome;
	}

	/**
	 * Decide what waited long enough.
	 * @param now the time
	 * @return what leaves, or {@code null}
	 */
	@Nullable Outcome<S> sweep(long now) {
		return sweep(this.kept, now, sweep(this.undecided, now, null));
	}

	private @Nullable Outcome<S> sweep(TraceList<S> list, long now, @Nullable Outcome<S> before) {
		Outcome<S> outcome = before;
		LocalTrace<S> trace = list.first();
		while (trace != null) {
			LocalTrace<S> next = trace.next;
			if (trace.isOverdue(this.limits.deadline().toNanos(), now)) {
				outcome = close(trace, null, outcome);
			}
			else if (now - trace.created >= this.limits.maxAge().toNanos()) {
				outcome = close(trace, EvictReason.AGE, outcome);
			}
			trace = next;
		}
		return outcome;
	}

	private @Nullable Outcome<S> keep(LocalTrace<S> trace, KeepReason reason, @Nullable Outcome<S> before) {
		if (trace.reason != null) {
			return before;
		}
		trace.reason = reason;
		this.counters.kept(reason).add(trace.requests);
		this.undecided.remove(trace);
		updateOldest();
		this.kept.add(trace);
		LocalTrace<S> first = this.kept.first();
		if (this.kept.size() > this.maxKept && first != null) {
			close(first, null, null);
		}
		this.bytes.addAndGet(-trace.bytes);
		Outcome<S> outcome = (before != null) ? before : new Outcome<>();
		outcome.addAll(trace.release(), reason);
		return outcome;
	}

	/** Ends the watch over a trace; an undecided one is forgotten unless evicted. */
	private @Nullable Outcome<S> close(LocalTrace<S> trace, @Nullable EvictReason evicted,
			@Nullable Outcome<S> before) {
		this.traces.remove(trace.traceId);
		if (trace.reason != null) {
			this.kept.remove(trace);
			this.verdicts.keep(trace.traceId, trace.reason);
			return before;
		}
		this.undecided.remove(trace);
		updateOldest();
		this.verdicts.forget(trace.traceId);
		((evicted != null) ? this.counters.evicted(evicted) : this.counters.forgotten()).add(trace.requests);
		if (trace.bytes != 0) {
			this.bytes.addAndGet(-trace.bytes);
		}
		if (!this.wantsDropped) {
			return before;
		}
		Outcome<S> outcome = (before != null) ? before : new Outcome<>();
		outcome.addAll(trace.release(), null);
		return outcome;
	}

	private @Nullable Outcome<S> late(String traceId, S span) {
		KeepReason reason = this.verdicts.kept(traceId);
		if (reason == null) {
			this.counters.dropped(DropReason.LATE).increment();
			return drop(span, null);
		}
		Outcome<S> outcome = new Outcome<>();
		outcome.add(span, reason);
		return outcome;
	}

	private @Nullable Outcome<S> drop(S span, @Nullable Outcome<S> before) {
		if (!this.wantsDropped) {
			return before;
		}
		Outcome<S> outcome = (before != null) ? before : new Outcome<>();
		outcome.add(span, null);
		return outcome;
	}

	private void updateOldest() {
		LocalTrace<S> first = this.undecided.first();
		long value = (first != null) ? first.created : Long.MAX_VALUE;
		if (value != this.oldest) {
			this.oldest = value;
		}
	}

}
