package dev.fanlight.tracing.propagation;

import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.context.propagation.TextMapSetter;
import org.jspecify.annotations.Nullable;

/**
 * Reads the headers of the W3C Trace Context as the specification (levels 1 and 2) asks
 * for, in front of any propagators. They see at most one valid {@code traceparent} of
 * version 00 and at most one valid {@code tracestate}; every other header is left to
 * them.
 *
 * @see <a href="https://www.w3.org/TR/trace-context/">Trace Context</a>
 */
public final class StrictTextMapPropagator implements TextMapPropagator {

	private final TextMapPropagator delegate;

	/**
	 * Create the propagator.
	 * @param delegate what reads the checked headers and writes ours
	 */
	public StrictTextMapPropagator(TextMapPropagator delegate) {
		this.delegate = delegate;
	}

	@Override
	public Collection<String> fields() {
		return this.delegate.fields();
	}

	@Override
	public <C> void inject(Context context, @Nullable C carrier, TextMapSetter<C> setter) {
		this.delegate.inject(context, carrier, setter);
	}

	@Override
	public <C> Context extract(Context context, @Nullable C carrier, TextMapGetter<C> getter) {
		return this.delegate.extract(context, carrier, new StrictGetter<>(getter));
	}

	@Override
	public String toString() {
		return "StrictTextMapPropagator{" + this.delegate + "}";
	}

	private record StrictGetter<C>(TextMapGetter<C> delegate) implements TextMapGetter<C> {

		@Override
		public Iterable<String> keys(C carrier) {
			return this.delegate.keys(carrier);
		}

		@Override
		public @Nullable String get(@Nullable C carrier, String key) {
			return switch (key) {
				case TraceParent.HEADER -> TraceParent.read(this.delegate.getAll(carrier, key));
				case TraceStateHeader.HEADER -> TraceStateHeader.read(this.delegate.getAll(carrier, key));
				default -> this.delegate.get(carrier, key);
			};
		}

		@Override
		public Iterator<String> getAll(@Nullable C carrier, String key) {
			if (!key.equals(TraceParent.HEADER) && !key.equals(TraceStateHeader.HEADER)) {
				return this.delegate.getAll(carrier, key);
			}
			String value = get(carrier, key);
			return (value != null) ? List.of(value).iterator() : Collections.emptyIterator();
		}

	}

}
