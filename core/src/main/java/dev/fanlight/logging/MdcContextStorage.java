package dev.fanlight.logging;

import java.util.concurrent.atomic.AtomicBoolean;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextStorage;
import io.opentelemetry.context.Scope;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Keeps trace id, span id and sampled flag of the current span in the MDC, for as long as
 * the process lives. Boot's own hook starts after the context is refreshed and ends
 * before the web server drains, which leaves the lines of both phases without ids.
 * Thread-safe.
 */
public final class MdcContextStorage implements ContextStorage {

	private static final AtomicBoolean installed = new AtomicBoolean();

	private static volatile boolean active;

	/** Whether OpenTelemetry has asked for one, which then lies below all wrappers. */
	private static volatile boolean provided;

	private final ContextStorage parent;

	MdcContextStorage(ContextStorage parent) {
		this.parent = parent;
	}

	/**
	 * Add this storage where another provider than ours is used. Has no effect once a
	 * context was used in this process.
	 */
	public static void install() {
		if (installed.compareAndSet(false, true)) {
			ContextStorage.addWrapper((storage) -> provided ? storage : new MdcContextStorage(storage));
		}
	}

	static MdcContextStorage provide() {
		provided = true;
		return new MdcContextStorage(ContextStorage.defaultStorage());
	}

	/**
	 * Switch the MDC entries on or off. The application started last decides.
	 * @param value whether to keep them
	 */
	public static void active(boolean value) {
		active = value;
	}

	/**
	 * Whether the entries really follow OpenTelemetry's context. They do not if somebody
	 * used a context before {@link #install} and another storage than ours was chosen.
	 * @return whether they follow; true while they are switched off
	 */
	public static boolean isFollowing() {
		if (!active) {
			return true;
		}
		SpanContext probe = SpanContext.create("0".repeat(31) + '1', "0".repeat(15) + '1', TraceFlags.getDefault(),
				TraceState.getDefault());
		try (Scope scope = Context.root().with(Span.wrap(probe)).makeCurrent()) {
			return probe.getTraceId().equals(MDC.get(MdcKey.TRACE_ID));
		}
	}

	/**
	 * Whether the MDC entries are kept.
	 * @return whether they are
	 */
	public static boolean isActive() {
		return active;
	}

	@Override
	public Scope attach(Context toAttach) {
		Context before = this.parent.current();
		Scope scope = this.parent.attach(toAttach);
		if (!active || scope == Scope.noop()) {
			return scope;
		}
		Span outer = (before != null) ? Span.fromContextOrNull(before) : null;
		Span inner = Span.fromContextOrNull(toAttach);
		if (inner == outer) {
			return scope;
		}
		put(inner);
		return () -> {
			scope.close();
			put(outer);
		};
	}

	@Override
	public @Nullable Context current() {
		return this.parent.current();
	}

	@Override
	public Context root() {
		return this.parent.root();
	}

	private static void put(@Nullable Span span) {
		SpanContext context = (span != null) ? span.getSpanContext() : SpanContext.getInvalid();
		if (context.isValid()) {
			MDC.put(MdcKey.TRACE_ID, context.getTraceId());
			MDC.put(MdcKey.SPAN_ID, context.getSpanId());
			MDC.put(MdcKey.TRACE_SAMPLED, context.isSampled() ? "true" : "false");
		}
		else {
			MDC.remove(MdcKey.TRACE_ID);
			MDC.remove(MdcKey.SPAN_ID);
			MDC.remove(MdcKey.TRACE_SAMPLED);
		}
	}

}
