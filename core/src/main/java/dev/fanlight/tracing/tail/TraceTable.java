package dev.fanlight.tracing.tail;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

/**
 * Every open trace that the head did not take. A trace is kept the moment something
 * speaks for it: what it held leaves, what ends later passes. It is forgotten when its
 * last open span has ended, or some time after its local root, and nothing spoke for it.
 * <p>
 * Thread-safe. Requests meet at a stripe only when their trace ids happen to share one. A
 * bound is exceeded by at most what each thread adds before it evicts.
 *
 * @param <S> what stands for a span
 */
final class TraceTable<S> {

	private static final int STRIPES = 32;

	private final Stripe<S>[] stripes;

	private final TailLimits limits;

	private final Outlet<S> outlet;

	private final LongSupplier clock;

	private final AtomicInteger undecided = new AtomicInteger();

	private final AtomicLong bytes = new AtomicLong();

	@SuppressWarnings({ "unchecked", "rawtypes" })
	TraceTable(TailLimits limits, TailCounters counters, Outlet<S> outlet, LongSupplier clock) {
		this.limits = limits;
		this.outlet = outlet;
		this.clock = clock;
		this.stripes = new Stripe[STRIPES];
		for (int i = 0; i < STRIPES; i++) {
			this.stripes[i] = new Stripe<>(limits, STRIPES, counters, this.bytes, outlet.wantsDropped());
		}
	}

	void start(String traceId, long spanId, boolean root) {
		Stripe<S> stripe = stripe(traceId);
		long now = this.clock.getAsLong();
		boolean began;
		stripe.lock.lock();
		try {
			began = stripe.start(traceId, spanId, root, now);
		}
		finally {
			stripe.lock.unlock();
		}
		if (began && this.undecided.incrementAndGet() > this.limits.maxTraces()) {
			evict();
		}
	}

	void end(S span, Ended ended) {
		long now = this.clock.getAsLong();
		leave(stripe(ended.traceId()), (stripe) -> stripe.end(span, ended, now));
		if (this.bytes.get() > this.limits.maxBytes()) {
			evict();
		}
	}

	/**
	 * Keep a trace that is open. Others are left as they are.
	 * @param traceId the trace
	 * @param reason why
	 */
	void mark(String traceId, KeepReason reason) {
		leave(stripe(traceId), (stripe) -> stripe.mark(traceId, reason));
	}

	/**
	 * Whether a trace is kept already or will be, because its local root is slow.
	 * @param traceId the trace
	 * @param slowNanos what slow means, zero for never
	 * @return whether it is kept
	 */
	boolean isCertain(String traceId, long slowNanos) {
		Stripe<S> stripe = stripe(traceId);
		long now = this.clock.getAsLong();
		boolean slow;
		stripe.lock.lock();
		try {
			if (stripe.isKept(traceId)) {
				return true;
			}
			slow = slowNanos > 0 && stripe.isSlow(traceId, slowNanos, now);
		}
		finally {
			stripe.lock.unlock();
		}
		if (slow) {
			mark(traceId, KeepReason.SLOW);
		}
		return slow;
	}

	void sweep() {
		long now = this.clock.getAsLong();
		for (Stripe<S> stripe : this.stripes) {
			leave(stripe, (each) -> each.sweep(now));
		}
	}

	/** Decides about everything that is open. */
	void clear() {
		for (Stripe<S> stripe : this.stripes) {
			leave(stripe, Stripe::clear);
		}
	}

	int undecided() {
		return this.undecided.get();
	}

	long bytes() {
		return this.bytes.get();
	}

	private void evict() {
		for (EvictReason reason = excess(); reason != null; reason = excess()) {
			EvictReason why = reason;
			Stripe<S> oldest = oldest();
			if (oldest == null) {
				return;
			}
			leave(oldest, (stripe) -> stripe.evict(why));
		}
	}

	private @Nullable EvictReason excess() {
		if (this.undecided.get() > this.limits.maxTraces()) {
			return EvictReason.TRACES;
		}
		return (this.bytes.get() > this.limits.maxBytes()) ? EvictReason.BYTES : null;
	}

	private @Nullable Stripe<S> oldest() {
		Stripe<S> found = null;
		long oldest = Long.MAX_VALUE;
		for (Stripe<S> stripe : this.stripes) {
			if (stripe.oldest() < oldest) {
				found = stripe;
				oldest = stripe.oldest();
			}
		}
		return found;
	}

	private void leave(Stripe<S> stripe, Step<S> step) {
		Outcome<S> outcome;
		stripe.lock.lock();
		try {
			int before = stripe.undecided();
			outcome = step.take(stripe);
			if (stripe.undecided() != before) {
				this.undecided.addAndGet(stripe.undecided() - before);
			}
		}
		finally {
			stripe.lock.unlock();
		}
		if (outcome != null) {
			outcome.deliver(this.outlet);
		}
	}

	private Stripe<S> stripe(String traceId) {
		int hash = traceId.hashCode();
		return this.stripes[(hash ^ (hash >>> 16)) & (STRIPES - 1)];
	}

	/**
	 * What is done under the lock of a stripe.
	 *
	 * @param <S> what stands for a span
	 */
	@FunctionalInterface
	private interface Step<S> {

		@Nullable Outcome<S> take(Stripe<S> stripe);

	}

}
