package dev.fanlight.autoconfigure.logging;

import dev.fanlight.logging.LogContext;
import dev.fanlight.logging.MdcKey;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/**
 * What belongs to one reactive request: the counterpart of {@link RequestScope}, kept in
 * the Reactor context.
 */
final class ReactiveRequestScope {

	@Nullable private final String id;

	private final LogContext context;

	private final RequestTraces traces;

	@Nullable private volatile Object observation;

	ReactiveRequestScope(@Nullable String id, LogContext context, RequestTraces traces) {
		this.id = id;
		this.context = context;
		this.traces = traces;
	}

	static @Nullable ReactiveRequestScope of(ContextView view) {
		return view.getOrDefault(ReactiveRequestScope.class, null);
	}

	Context writeTo(Context reactor) {
		Context result = reactor.put(ReactiveRequestScope.class, this).put(LogContext.KEY, this.context);
		return (this.id != null) ? result.put(MdcKey.REQUEST_ID, this.id) : result;
	}

	LogContext context() {
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
	 * Run something with id, own context and trace on the current thread.
	 * @param task what to run
	 */
	void run(Runnable task) {
		String idBefore = MDC.get(MdcKey.REQUEST_ID);
		LogContext contextBefore = LogContext.attach(this.context);
		if (this.id != null) {
			MDC.put(MdcKey.REQUEST_ID, this.id);
		}
		Object current = this.observation;
		Runnable close = (current != null) ? this.traces.open(current) : () -> {
		};
		try {
			task.run();
		}
		finally {
			close.run();
			LogContext.attach(contextBefore);
			if (idBefore != null) {
				MDC.put(MdcKey.REQUEST_ID, idBefore);
			}
			else {
				MDC.remove(MdcKey.REQUEST_ID);
			}
		}
	}

}
