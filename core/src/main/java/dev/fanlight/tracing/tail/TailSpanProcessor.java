package dev.fanlight.tracing.tail;

import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.internal.ExtendedSpanProcessor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands in front of all span processors. What the head took passes at once. Of the rest,
 * processors see what is kept, as sampled spans, once it is kept. Processors that ask for
 * starts see each recorded span start and end exactly once: a forgotten one ends late
 * and, as OpenTelemetry has it for spans that are recorded only, not sampled.
 */
final class TailSpanProcessor implements ExtendedSpanProcessor, Outlet<ReadableSpan> {

	private static final Logger logger = LoggerFactory.getLogger(TailSpanProcessor.class);

	private final List<SpanProcessor> all;

	private final List<SpanProcessor> starting;

	private final List<ExtendedSpanProcessor> onEnding;

	private final List<SpanProcessor> ending;

	/** Those that must see the end of a span because they saw its start. */
	private final List<SpanProcessor> pairing;

	private final TraceKeeper keeper;

	private final AtomicBoolean warned = new AtomicBoolean();

	TailSpanProcessor(List<SpanProcessor> processors, TraceKeeper keeper) {
		this.all = List.copyOf(processors);
		this.starting = processors.stream().filter(SpanProcessor::isStartRequired).toList();
		this.ending = processors.stream().filter(SpanProcessor::isEndRequired).toList();
		this.pairing = this.starting.stream().filter(SpanProcessor::isEndRequired).toList();
		this.onEnding = processors.stream()
			.filter((processor) -> processor instanceof ExtendedSpanProcessor extended && extended.isOnEndingRequired())
			.map(ExtendedSpanProcessor.class::cast)
			.toList();
		this.keeper = keeper;
	}

	@Override
	public void onStart(Context parentContext, ReadWriteSpan span) {
		SpanContext context = span.getSpanContext();
		if (context.isSampled()) {
			if (isRoot(span)) {
				this.keeper.taken();
			}
		}
		else {
			TraceTable<ReadableSpan> table = this.keeper.table(span);
			if (table != null) {
				table.start(context.getTraceId(), id(context.getSpanId()), isRoot(span));
			}
		}
		for (SpanProcessor processor : this.starting) {
			processor.onStart(parentContext, span);
		}
	}

	@Override
	public boolean isStartRequired() {
		return true;
	}

	@Override
	public void onEnding(ReadWriteSpan span) {
		for (ExtendedSpanProcessor processor : this.onEnding) {
			processor.onEnding(span);
		}
	}

	@Override
	public boolean isOnEndingRequired() {
		return !this.onEnding.isEmpty();
	}

	@Override
	public void onEnd(ReadableSpan span) {
		SpanContext context = span.getSpanContext();
		if (context.isSampled()) {
			if (isRoot(span)) {
				this.keeper.routes()
					.isUnusual(span.getName(), span.getLatencyNanos(), this.keeper.rules().percentile());
			}
		}
		else {
			TraceTable<ReadableSpan> table = this.keeper.table(span);
			if (table != null) {
				SpanContext parent = span.getParentSpanContext();
				SpanData data = span.toSpanData();
				table.end(span,
						new Ended(context.getTraceId(), id(context.getSpanId()),
								parent.isValid() ? id(parent.getSpanId()) : 0, isRoot(span), reason(span, data),
								Evidence.bytes(data)));
				return;
			}
		}
		for (SpanProcessor processor : this.ending) {
			processor.onEnd(span);
		}
	}

	@Override
	public boolean isEndRequired() {
		return true;
	}

	@Override
	public void keep(ReadableSpan span, KeepReason reason) {
		handOn(new KeptSpan(span, reason), this.ending);
	}

	@Override
	public void drop(ReadableSpan span) {
		handOn(span, this.pairing);
	}

	@Override
	public boolean wantsDropped() {
		return !this.pairing.isEmpty();
	}

	@Override
	public CompletableResultCode shutdown() {
		this.keeper.close();
		return CompletableResultCode.ofAll(this.all.stream().map(SpanProcessor::shutdown).toList());
	}

	@Override
	public CompletableResultCode forceFlush() {
		return CompletableResultCode.ofAll(this.all.stream().map(SpanProcessor::forceFlush).toList());
	}

	@Override
	public String toString() {
		return "TailSpanProcessor" + this.all;
	}

	/** The thread may be one that logs, or that ends another span. */
	private void handOn(ReadableSpan span, List<SpanProcessor> processors) {
		for (SpanProcessor processor : processors) {
			try {
				processor.onEnd(span);
			}
			catch (RuntimeException ex) {
				this.keeper.counters().dropped(DropReason.PROCESSOR).increment();
				if (this.warned.compareAndSet(false, true)) {
					logger.warn("{} failed to take a span that was kept; further failures are only counted", processor,
							ex);
				}
			}
		}
	}

	private @Nullable KeepReason reason(ReadableSpan span, SpanData data) {
		KeepRules rules = this.keeper.rules();
		KeepReason slow = isRoot(span) ? this.keeper.slow(data, rules) : null;
		KeepReason failure = rules.errors() ? Evidence.failure(data) : null;
		return (failure != null) ? failure : slow;
	}

	private static boolean isRoot(ReadableSpan span) {
		SpanContext parent = span.getParentSpanContext();
		return !parent.isValid() || parent.isRemote();
	}

	private static long id(String spanId) {
		return HexFormat.fromHexDigitsToLong(spanId);
	}

}
