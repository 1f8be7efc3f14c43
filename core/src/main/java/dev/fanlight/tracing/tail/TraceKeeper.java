package dev.fanlight.tracing.tail;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the traces that matter although the head did not take them. It decides about the
 * part of a trace that runs in this process; other services decide about theirs.
 * <p>
 * Works through a {@link #sampler(Sampler) sampler}, which has everything recorded, and a
 * {@link #processor(List) span processor} in front of all others, which holds what is
 * recorded until its fate is known. Thread-safe; nothing here throws into the
 * application, and no lock is shared by all requests.
 */
public final class TraceKeeper implements AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(TraceKeeper.class);

	private final TailLimits limits;

	private final LongSupplier clock;

	private final TailCounters counters = new TailCounters();

	private final RouteLatencies routes = new RouteLatencies();

	private volatile KeepRules rules;

	private volatile @Nullable TraceTable<ReadableSpan> table;

	private @Nullable ScheduledExecutorService sweeper;

	/** For the thread of the sweeper alone. */
	private boolean warned;

	private volatile boolean recordOnlySeen;

	/**
	 * Create a keeper. It records nothing before it has a processor.
	 * @param rules which traces are kept
	 * @param limits how much is held
	 * @param clock nanoseconds, as of {@link System#nanoTime()}
	 */
	public TraceKeeper(KeepRules rules, TailLimits limits, LongSupplier clock) {
		this.rules = rules;
		this.limits = limits;
		this.clock = clock;
	}

	/**
	 * Put a sampler in front of what is recorded.
	 * @param head decides which traces are taken
	 * @return a sampler that has the others recorded, unless the head is switched off;
	 * {@code head} itself when it is {@link Sampler#alwaysOff()}
	 */
	public Sampler sampler(Sampler head) {
		return (head == Sampler.alwaysOff() || head instanceof TailSampler) ? head : new TailSampler(head, this);
	}

	/**
	 * Put a processor in front of others. A keeper has one.
	 * @param processors the others
	 * @return the processor to use instead
	 */
	public synchronized SpanProcessor processor(List<SpanProcessor> processors) {
		TailSpanProcessor processor = new TailSpanProcessor(processors, this);
		this.table = new TraceTable<>(this.limits, this.counters, processor, this.clock);
		sweepIfNeeded();
		return processor;
	}

	/**
	 * Which traces are kept.
	 * @return the rules in force
	 */
	public KeepRules rules() {
		return this.rules;
	}

	/**
	 * Keep other traces from now on. What is held is judged by the new rules when it
	 * ends; where these keep nothing, nothing more is recorded.
	 * @param rules the rules
	 */
	public synchronized void rules(KeepRules rules) {
		this.rules = rules;
		sweepIfNeeded();
	}

	/**
	 * Whether rules matter: there is a processor, and it was not shut down.
	 * @return whether traces can be kept
	 */
	public boolean isInUse() {
		return this.table != null;
	}

	private void sweepIfNeeded() {
		if (this.table != null && this.sweeper == null && !this.rules.isEmpty()) {
			this.sweeper = sweeper();
		}
	}

	/**
	 * Keep the current trace because of a line of level ERROR.
	 */
	public void errorLogged() {
		SpanContext context = Span.current().getSpanContext();
		if (context.isValid() && !context.isSampled()) {
			mark(context.getTraceId(), KeepReason.ERROR_LOG);
		}
	}

	/**
	 * Keep a trace that is open.
	 * @param traceId the trace
	 * @param reason why
	 */
	public void mark(String traceId, KeepReason reason) {
		TraceTable<ReadableSpan> table = this.table;
		if (table != null && (this.rules.errors() || !reason.isFailure())) {
			table.mark(traceId, reason);
		}
	}

	/**
	 * Keep a trace that is open if a request in it was answered with a server's error.
	 * @param traceId the trace
	 * @param status the HTTP status, or anything else
	 */
	public void answered(String traceId, String status) {
		if (Evidence.isServerError(status)) {
			mark(traceId, KeepReason.SERVER_ERROR);
		}
	}

	/**
	 * Whether the current span belongs to a trace that is certainly exported: the head
	 * took it, or something spoke for it already.
	 * @return whether that is certain
	 */
	public boolean isCertain() {
		return isCertain(Span.current().getSpanContext());
	}

	/**
	 * Whether a span belongs to a trace that is certainly exported.
	 * @param span the span
	 * @return whether that is certain
	 */
	public boolean isCertain(SpanContext span) {
		if (span.isSampled()) {
			return true;
		}
		TraceTable<ReadableSpan> table = this.table;
		return table != null && span.isValid() && table.isCertain(span.getTraceId(), this.rules.slowerThanNanos());
	}

	/**
	 * What became of the traces.
	 * @return the counters
	 */
	public TailCounters counters() {
		return this.counters;
	}

	/**
	 * Traces about which nothing is decided yet.
	 * @return how many
	 */
	public long undecided() {
		TraceTable<ReadableSpan> table = this.table;
		return (table != null) ? table.undecided() : 0;
	}

	/**
	 * Estimated size of the spans that are held.
	 * @return bytes
	 */
	public long heldBytes() {
		TraceTable<ReadableSpan> table = this.table;
		return (table != null) ? table.bytes() : 0;
	}

	/**
	 * Decide about all traces that waited long enough. Called by a thread of the keeper.
	 */
	public void sweep() {
		TraceTable<ReadableSpan> table = this.table;
		if (table != null) {
			table.sweep();
		}
	}

	/**
	 * Evict what is undecided, record nothing more.
	 */
	@Override
	public synchronized void close() {
		ScheduledExecutorService sweeper = this.sweeper;
		if (sweeper != null) {
			sweeper.shutdownNow();
		}
		TraceTable<ReadableSpan> table = this.table;
		if (table != null) {
			this.table = null;
			table.clear();
		}
	}

	void recordOnlySeen() {
		this.recordOnlySeen = true;
	}

	RouteLatencies routes() {
		return this.routes;
	}

	/**
	 * The table that a span belongs to when it is not sampled.
	 * @param span the span
	 * @return {@code null} when it passes: nothing is kept, or the head wants it recorded
	 */
	@Nullable TraceTable<ReadableSpan> table(ReadableSpan span) {
		return (this.recordOnlySeen && span.getAttribute(TailSampler.RECORD_ONLY) != null) ? null : this.table;
	}

	void taken() {
		this.counters.started().increment();
		this.counters.taken().increment();
	}

	/**
	 * Why the duration of a local root is a reason to keep its trace.
	 * @param root the root
	 * @param rules the rules in force
	 * @return {@code null} when it is none
	 */
	@Nullable KeepReason slow(SpanData root, KeepRules rules) {
		long nanos = root.getEndEpochNanos() - root.getStartEpochNanos();
		boolean unusual = this.routes.isUnusual(root.getName(), nanos, rules.percentile());
		if (!rules.slowerThan().isZero() && nanos >= rules.slowerThanNanos()) {
			return KeepReason.SLOW;
		}
		return unusual ? KeepReason.SLOW_FOR_ROUTE : null;
	}

	private ScheduledExecutorService sweeper() {
		ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor((task) -> {
			Thread thread = new Thread(task, "fanlight-tail");
			thread.setDaemon(true);
			return thread;
		});
		Duration shorter = (this.limits.deadline().compareTo(this.limits.maxAge()) < 0) ? this.limits.deadline()
				: this.limits.maxAge();
		long period = Math.max(10, Math.min(1000, shorter.toMillis() / 4));
		executor.scheduleWithFixedDelay(this::sweepAgain, period, period, TimeUnit.MILLISECONDS);
		return executor;
	}

	private void sweepAgain() {
		try {
			sweep();
		}
		catch (Throwable ex) {
			if (!this.warned) {
				this.warned = true;
				logger.warn("Traces could not be decided about and are tried again. This is said once.", ex);
			}
		}
	}

}
