package dev.fanlight.tracing.sampling;

import java.util.Collection;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.context.propagation.TextMapSetter;
import org.jspecify.annotations.Nullable;

/**
 * Tells the services behind that a trace is kept, although the head did not take it: a
 * call that leaves after something spoke for its trace carries the sampled flag. It says
 * nothing of a probability, since none was used. So many calls in a second at most, since
 * one failed step of a long job would otherwise have every later call of it traced
 * everywhere. Thread-safe; costs a sampled call nothing, and one that is not a look
 * whether its trace is kept.
 */
public final class AnnouncingTextMapPropagator implements TextMapPropagator {

	private final TextMapPropagator delegate;

	private final Predicate<SpanContext> kept;

	private final IntSupplier perSecond;

	private final LongSupplier nanoTime;

	private volatile Calls calls;

	/**
	 * Create the propagator.
	 * @param delegate what writes the headers
	 * @param kept whether the trace of a span is exported although it was not taken;
	 * asked of spans that are not sampled
	 * @param perSecond how many calls are told to the services behind, 0 for none; asked
	 * of every call
	 * @param nanoTime a clock like {@link System#nanoTime()}
	 */
	public AnnouncingTextMapPropagator(TextMapPropagator delegate, Predicate<SpanContext> kept, IntSupplier perSecond,
			LongSupplier nanoTime) {
		this.delegate = delegate;
		this.kept = kept;
		this.perSecond = perSecond;
		this.nanoTime = nanoTime;
		this.calls = new Calls(1, new TokenBucket(1, nanoTime));
	}

	@Override
	public Collection<String> fields() {
		return this.delegate.fields();
	}

	@Override
	public <C> void inject(Context context, @Nullable C carrier, TextMapSetter<C> setter) {
		SpanContext span = Span.fromContext(context).getSpanContext();
		boolean announced = !span.isSampled() && span.isValid() && !span.isRemote() && isAnnounced(span);
		this.delegate.inject(announced ? context.with(Span.wrap(taken(span))) : context, carrier, setter);
	}

	private boolean isAnnounced(SpanContext span) {
		int wanted = this.perSecond.getAsInt();
		if (wanted == 0 || !this.kept.test(span)) {
			return false;
		}
		Calls known = this.calls;
		if (known.perSecond != wanted) {
			known = new Calls(wanted, new TokenBucket(wanted, this.nanoTime));
			this.calls = known;
		}
		return known.bucket.tryTake();
	}

	private static SpanContext taken(SpanContext span) {
		TraceFlags flags = TraceFlags
			.fromByte((byte) (span.getTraceFlags().asByte() | TraceFlags.getSampled().asByte()));
		return SpanContext.create(span.getTraceId(), span.getSpanId(), flags,
				OtelState.withThreshold(span.getTraceState(), Threshold.NONE));
	}

	@Override
	public <C> Context extract(Context context, @Nullable C carrier, TextMapGetter<C> getter) {
		return this.delegate.extract(context, carrier, getter);
	}

	@Override
	public String toString() {
		return "AnnouncingTextMapPropagator{" + this.delegate + "}";
	}

	private record Calls(int perSecond, TokenBucket bucket) {
	}

}
