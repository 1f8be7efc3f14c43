package dev.fanlight.tracing.propagation;

import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.context.propagation.TextMapSetter;
import org.jspecify.annotations.Nullable;

/**
 * Lets trace headers and baggage leave only to hosts that may have them. Whatever is no
 * trace header counts as baggage. What goes elsewhere than to a host, such as a message,
 * has both.
 */
public final class OutboundTextMapPropagator implements TextMapPropagator {

	private static final Set<String> TRACE_HEADERS = Set.of(TraceParent.HEADER, TraceStateHeader.HEADER, "b3",
			"x-b3-traceid", "x-b3-spanid", "x-b3-parentspanid", "x-b3-sampled", "x-b3-flags");

	private final TextMapPropagator delegate;

	private final Supplier<OutboundHosts> hosts;

	private final Function<Object, @Nullable String> host;

	/**
	 * Create the propagator.
	 * @param delegate what writes the headers
	 * @param hosts where headers may go, asked for each request
	 * @param host the host that a carrier of headers goes to, {@code null} if it is none
	 */
	public OutboundTextMapPropagator(TextMapPropagator delegate, Supplier<OutboundHosts> hosts,
			Function<Object, @Nullable String> host) {
		this.delegate = delegate;
		this.hosts = hosts;
		this.host = host;
	}

	@Override
	public Collection<String> fields() {
		return this.delegate.fields();
	}

	@Override
	public <C> void inject(Context context, @Nullable C carrier, TextMapSetter<C> setter) {
		OutboundHosts allowed = this.hosts.get();
		if (carrier == null || allowed.areAll()) {
			this.delegate.inject(context, carrier, setter);
			return;
		}
		this.delegate.inject(context, carrier, (target, key, value) -> {
			if (mayLeave(isTraceHeader(key) ? allowed.trace() : allowed.baggage(), carrier)) {
				setter.set(target, key, value);
			}
		});
	}

	private static boolean isTraceHeader(String key) {
		return TRACE_HEADERS.contains(key) || TRACE_HEADERS.contains(key.toLowerCase(Locale.ROOT));
	}

	private boolean mayLeave(Hosts hosts, Object carrier) {
		if (hosts.isAll()) {
			return true;
		}
		String name = this.host.apply(carrier);
		return name == null || hosts.contains(name);
	}

	@Override
	public <C> Context extract(Context context, @Nullable C carrier, TextMapGetter<C> getter) {
		return this.delegate.extract(context, carrier, getter);
	}

	@Override
	public String toString() {
		return "OutboundTextMapPropagator{" + this.delegate + "}";
	}

}
