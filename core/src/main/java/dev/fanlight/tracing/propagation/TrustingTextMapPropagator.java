package dev.fanlight.tracing.propagation;

import java.util.Collection;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.context.propagation.TextMapSetter;
import org.jspecify.annotations.Nullable;

/**
 * Believes the trace headers of a request as far as its caller is trusted, and hands the
 * request to whoever samples. The first rule that matches decides. What is no request,
 * such as a message, is trusted.
 */
public final class TrustingTextMapPropagator implements TextMapPropagator {

	private final TextMapPropagator delegate;

	private final Supplier<TrustPlan> trust;

	private final Function<Object, @Nullable InboundRequest> requests;

	private final BiFunction<String, String, @Nullable String> routes;

	private final BooleanSupplier wanted;

	/**
	 * Create the propagator.
	 * @param delegate what reads the headers
	 * @param trust how far callers are believed, asked for each request
	 * @param requests the request of a carrier, {@code null} if it is none
	 * @param routes the template that a method and a path are mapped to, {@code null} if
	 * they are to none
	 * @param wanted whether somebody asks for {@link Inbound} even of trusted callers
	 */
	public TrustingTextMapPropagator(TextMapPropagator delegate, Supplier<TrustPlan> trust,
			Function<Object, @Nullable InboundRequest> requests, BiFunction<String, String, @Nullable String> routes,
			BooleanSupplier wanted) {
		this.delegate = delegate;
		this.trust = trust;
		this.requests = requests;
		this.routes = routes;
		this.wanted = wanted;
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
		TrustPlan plan = this.trust.get();
		boolean trusted = plan.trustsAll();
		InboundRequest request = (carrier != null && (!trusted || this.wanted.getAsBoolean()))
				? this.requests.apply(carrier) : null;
		if (request == null) {
			return this.delegate.extract(context, carrier, getter);
		}
		Trust trust = trusted ? Trust.TRUST : plan.of(request);
		if (trust == Trust.IGNORE) {
			return with(context, SpanContext.getInvalid(), request, false, null);
		}
		Context extracted = this.delegate.extract(context, carrier, getter);
		SpanContext caller = Span.fromContext(extracted).getSpanContext();
		if (trust == Trust.TRUST || !caller.isRemote()) {
			boolean inner = caller.isValid() && !caller.isRemote();
			return inner ? extracted : with((trust == Trust.TRUST) ? extracted : context, caller, request, false, null);
		}
		return (trust == Trust.KEEP_ID) ? with(context, undecided(caller), request, true, null)
				: with(context, SpanContext.getInvalid(), request, false, caller);
	}

	private Context with(Context context, SpanContext parent, InboundRequest request, boolean keepsIdOnly,
			@Nullable SpanContext linked) {
		return context.with(new InboundSpan(parent,
				new Inbound(request.method(), request.path(), this.routes, keepsIdOnly, linked)));
	}

	/** Neither the flag nor what a stranger says of probability and randomness. */
	private static SpanContext undecided(SpanContext caller) {
		TraceFlags flags = TraceFlags.builder().setRandomTraceId(caller.getTraceFlags().isTraceIdRandom()).build();
		return SpanContext.createFromRemoteParent(caller.getTraceId(), caller.getSpanId(), flags,
				caller.getTraceState().toBuilder().remove("ot").build());
	}

	@Override
	public String toString() {
		return "TrustingTextMapPropagator{" + this.delegate + "}";
	}

}
