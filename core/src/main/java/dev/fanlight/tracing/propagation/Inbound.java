package dev.fanlight.tracing.propagation;

import java.util.function.BiFunction;

import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.ImplicitContextKeyed;
import org.jspecify.annotations.Nullable;

/**
 * The request that the first span of this process serves.
 */
public final class Inbound implements ImplicitContextKeyed {

	private static final ContextKey<Inbound> KEY = ContextKey.named("fanlight-inbound");

	private final String method;

	private final String path;

	private final boolean keepsIdOnly;

	private final @Nullable SpanContext linked;

	/** Until it is asked, as most requests never are. */
	private @Nullable BiFunction<String, String, @Nullable String> routes;

	private @Nullable String route;

	/**
	 * Create a request.
	 * @param method its method, upper case
	 * @param path its path below the context path, as it was sent
	 * @param routes the template that a method and a path are mapped to, {@code null} if
	 * they are to none
	 * @param keepsIdOnly whether the trace id of its caller is kept and the caller's
	 * decision is not
	 * @param linked the span of a caller who is not believed, or {@code null}
	 */
	public Inbound(String method, String path, BiFunction<String, String, @Nullable String> routes, boolean keepsIdOnly,
			@Nullable SpanContext linked) {
		this.method = method;
		this.path = path;
		this.routes = routes;
		this.keepsIdOnly = keepsIdOnly;
		this.linked = linked;
	}

	/**
	 * The request of a context.
	 * @param context the parent context of a span
	 * @return the request, or {@code null} if there is none or nobody asked for it
	 */
	public static @Nullable Inbound from(Context context) {
		return context.get(KEY);
	}

	/**
	 * The method.
	 * @return upper case
	 */
	public String method() {
		return this.method;
	}

	/**
	 * The path.
	 * @return below the context path, as it was sent
	 */
	public String path() {
		return this.path;
	}

	/**
	 * The route of the request. To be asked while its first span starts, by one thread.
	 * @return the template that it will be mapped to, as in {@code /orders/{id}}, or
	 * {@code null} if nothing is mapped to it
	 */
	public @Nullable String route() {
		BiFunction<String, String, @Nullable String> unasked = this.routes;
		if (unasked != null) {
			this.route = unasked.apply(this.method, this.path);
			this.routes = null;
		}
		return this.route;
	}

	/**
	 * Whether the caller is believed in part.
	 * @return whether the trace id of the caller is kept and its decision is not
	 */
	public boolean keepsIdOnly() {
		return this.keepsIdOnly;
	}

	/**
	 * The caller who is not believed.
	 * @return the span, or {@code null}
	 */
	public @Nullable SpanContext linked() {
		return this.linked;
	}

	@Override
	public Context storeInContext(Context context) {
		return context.with(KEY, this);
	}

}
