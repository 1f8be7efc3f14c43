package dev.fanlight.autoconfigure.logging;

import dev.fanlight.logging.LogContext;
import dev.fanlight.logging.MdcKey;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/**
 * What belongs to one reactive request: the counterpart of {@link RequestScope}, kept in
 * the Reactor context.
 */
final class ReactiveRequestScope {

	@Nullable private final String id;

	@Nullable private final LogContext context;

	private final ObservationTraces traces;

	@Nullable private volatile Object observation;

	/** What {@link #handOver} left on the thread that signals the error. */
	@Nullable private Runnable kept;

	ReactiveRequestScope(@Nullable String id, @Nullable LogContext context, ObservationTraces traces) {
		this.id = id;
		this.context = context;
		this.traces = traces;
	}

	static @Nullable ReactiveRequestScope of(ContextView view) {
		return view.getOrDefault(ReactiveRequestScope.class, null);
	}

	Context writeTo(Context reactor) {
		Context result = reactor.put(ReactiveRequestScope.class, this);
		result = (this.context != null) ? result.put(LogContext.KEY, this.context) : result;
		return (this.id != null) ? result.put(MdcKey.REQUEST_ID, this.id) : result;
	}

	@Nullable LogContext context() {
		return this.context;
	}

	void observation(@Nullable Object observation) {
		this.observation = observation;
	}

	@Nullable TraceIds traceIds() {
		Object current = this.observation;
		return (current != null) ? this.traces.ids(current) : null;
	}

	/**
	 * Hand an error to the server with everything on its thread, so that what the server
	 * logs about it carries the ids: it subscribes outside of the Reactor context that
	 * has them. Made of Reactor's own operators, since around others it would restore
	 * that outer context.
	 * @param request the handling of the request
	 * @return the same, for the server
	 */
	Mono<Void> handOver(Mono<Void> request) {
		// Both on the thread that signals the error, where a cancellation need not be
		return request.doOnError((error) -> this.kept = open()).doAfterTerminate(() -> {
			Runnable close = this.kept;
			if (close != null) {
				close.run();
			}
		});
	}

	private Runnable open() {
		String idBefore = MDC.get(MdcKey.REQUEST_ID);
		LogContext contextBefore = LogContext.attach(this.context);
		putId(this.id);
		Object current = this.observation;
		Runnable trace = (current != null) ? this.traces.open(current) : () -> {
		};
		return () -> {
			trace.run();
			LogContext.attach(contextBefore);
			putId(idBefore);
		};
	}

	private static void putId(@Nullable String id) {
		if (id != null) {
			MDC.put(MdcKey.REQUEST_ID, id);
		}
		else {
			MDC.remove(MdcKey.REQUEST_ID);
		}
	}

}
