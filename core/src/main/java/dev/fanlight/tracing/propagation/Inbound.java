package dev.fanlight.tracing.propagation;

import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.ImplicitContextKeyed;
import org.jspecify.annotations.Nullable;

/**
 * The request that the first span of this process serves.
 *
 * @param method its method, upper case
 * @param path its path below the context path, as it was sent
 * @param keepsIdOnly whether the trace id of its caller is kept and the caller's decision
 * is not
 * @param linked the span of a caller who is not believed, or {@code null}
 */
public record Inbound(String method, String path, boolean keepsIdOnly,
		@Nullable SpanContext linked) implements ImplicitContextKeyed {

	private static final ContextKey<Inbound> KEY = ContextKey.named("fanlight-inbound");

	/**
	 * The request of a context.
	 * @param context the parent context of a span
	 * @return the request, or {@code null} if there is none or nobody asked for it
	 */
	public static @Nullable Inbound from(Context context) {
		return context.get(KEY);
	}

	@Override
	public Context storeInContext(Context context) {
		return context.with(KEY, this);
	}

}
