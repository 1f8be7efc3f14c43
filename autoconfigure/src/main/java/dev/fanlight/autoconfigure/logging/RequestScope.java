package dev.fanlight.autoconfigure.logging;

import java.io.IOException;
import java.util.function.Function;

import dev.fanlight.logging.LogContext;
import dev.fanlight.logging.MdcKey;
import dev.fanlight.token.CurrentGrant;
import dev.fanlight.token.Grant;
import io.micrometer.observation.Observation;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

import org.springframework.web.filter.ServerHttpObservationFilter;

/**
 * What belongs to one servlet request and has to be on whichever thread works for it: its
 * id, its own context and its trace. Kept as a request attribute, since async and error
 * dispatches, listeners and the container itself come later and on other threads.
 */
final class RequestScope {

	private static final String ATTRIBUTE = RequestScope.class.getName();

	/**
	 * Marks a request on Jetty. Stands here because {@link JettyRequestScopes} cannot be
	 * loaded without Jetty.
	 */
	static final String ON_JETTY = RequestScope.class.getName() + ".jetty";

	/** Marks a request whose container tells its end. */
	static final String ENDS = RequestScope.class.getName() + ".ends";

	private static final Runnable NONE = () -> {
	};

	private final HttpServletRequest request;

	@Nullable private final String id;

	@Nullable private final LogContext context;

	private final ObservationTraces traces;

	private final boolean ends;

	@Nullable private volatile Object observation;

	@Nullable private volatile Grant grant;

	@Nullable private volatile Kept kept;

	@Nullable private Runnable last;

	@Nullable private volatile CountingResponse response;

	private RequestScope(HttpServletRequest request, @Nullable String id, @Nullable LogContext context,
			ObservationTraces traces) {
		this.request = request;
		this.id = id;
		this.context = context;
		this.traces = traces;
		this.ends = request.getAttribute(ENDS) != null;
	}

	static RequestScope create(HttpServletRequest request, @Nullable String id, @Nullable LogContext context,
			ObservationTraces traces) {
		RequestScope scope = new RequestScope(request, id, context, traces);
		request.setAttribute(ATTRIBUTE, scope);
		return scope;
	}

	static @Nullable RequestScope of(Function<String, @Nullable Object> attributes) {
		return (attributes.apply(ATTRIBUTE) instanceof RequestScope scope) ? scope : null;
	}

	static @Nullable RequestScope of(ServletRequest request) {
		return of(request::getAttribute);
	}

	@Nullable LogContext context() {
		return this.context;
	}

	/** The response that counts its bytes, where one does. */
	@Nullable CountingResponse response() {
		return this.response;
	}

	void response(CountingResponse response) {
		this.response = response;
	}

	/**
	 * Put id and own context on the current thread.
	 * @return puts back what was there
	 */
	Runnable open() {
		String idBefore = MDC.get(MdcKey.REQUEST_ID);
		LogContext contextBefore = LogContext.attach(this.context);
		putId(this.id);
		return () -> {
			LogContext.attach(contextBefore);
			putId(idBefore);
		};
	}

	/**
	 * Put everything on the current thread, for code that runs outside of the filters
	 * that observe the request and read its token.
	 * @return puts back what was there
	 */
	Runnable openAll() {
		Runnable close = open();
		Grant grantBefore = CurrentGrant.get();
		CurrentGrant.set(grant());
		Runnable observed = openObserved();
		return () -> {
			observed.run();
			CurrentGrant.set(grantBefore);
			close.run();
		};
	}

	/**
	 * Have a listener of the container called in this scope.
	 * @param listener the call
	 * @throws IOException what it throws
	 */
	void call(Callback listener) throws IOException {
		Runnable close = openAll();
		try {
			listener.call();
		}
		finally {
			close.run();
		}
	}

	/**
	 * Have something run in this scope.
	 * @param task what to run
	 */
	void run(Runnable task) {
		Runnable close = openAll();
		try {
			task.run();
		}
		finally {
			close.run();
		}
	}

	/**
	 * Make the trace and the held lines of the request current.
	 * @return makes those before current again
	 */
	Runnable openObserved() {
		Object observation = observation();
		if (observation == null) {
			return NONE;
		}
		Runnable trace = this.traces.open(observation);
		Runnable lines = (observation instanceof Observation.Context context)
				? FlightRecorderObservationHandler.open(context) : NONE;
		return () -> {
			lines.run();
			trace.run();
		};
	}

	/**
	 * Leave everything on the current thread until {@link #end}, if that will come.
	 */
	void keep() {
		if (this.ends) {
			end();
			this.kept = new Kept(Thread.currentThread(), openAll());
		}
	}

	/**
	 * Remember what is an attribute of the request, because an asynchronous task may
	 * outlive it.
	 */
	void remember() {
		observation();
		grant();
	}

	private Grant grant() {
		Grant result = this.grant;
		if (result == null) {
			result = (this.request.getAttribute(CurrentGrant.KEY) instanceof Grant found) ? found : Grant.NONE;
			this.grant = result;
		}
		return result;
	}

	@Nullable TraceIds traceIds() {
		Object observation = observation();
		return (observation != null) ? this.traces.ids(observation) : null;
	}

	private @Nullable Object observation() {
		Object result = this.observation;
		if (result == null) {
			result = this.request.getAttribute(ServerHttpObservationFilter.CURRENT_OBSERVATION_CONTEXT_ATTRIBUTE);
			this.observation = result;
		}
		return result;
	}

	/**
	 * Have something done in this scope when the container is done with the request.
	 * @param task what to do
	 * @return {@code false} if the container does not tell, as Spring's MockMvc
	 */
	synchronized boolean atEnd(Runnable task) {
		if (this.ends) {
			Runnable before = this.last;
			this.last = (before == null) ? task : () -> {
				try {
					before.run();
				}
				finally {
					task.run();
				}
			};
		}
		return this.ends;
	}

	/** Once, also where the threads of two dispatches end at the same time. */
	private synchronized @Nullable Runnable takeLast() {
		Runnable task = this.last;
		this.last = null;
		return task;
	}

	private void end() {
		Kept kept = this.kept;
		if (kept != null && kept.thread == Thread.currentThread()) {
			this.kept = null;
			kept.close.run();
		}
	}

	/**
	 * End what was kept for a request.
	 * @param attributes the attributes of the request
	 */
	static void end(Function<String, @Nullable Object> attributes) {
		RequestScope scope = of(attributes);
		if (scope == null) {
			return;
		}
		Runnable last = scope.takeLast();
		try {
			if (last != null) {
				scope.run(last);
			}
		}
		finally {
			scope.end();
		}
	}

	private static void putId(@Nullable String id) {
		if (id != null) {
			MDC.put(MdcKey.REQUEST_ID, id);
		}
		else {
			MDC.remove(MdcKey.REQUEST_ID);
		}
	}

	/**
	 * A call of a listener.
	 */
	@FunctionalInterface
	interface Callback {

		void call() throws IOException;

	}

	/**
	 * What was left on a thread, for that thread to end.
	 */
	private record Kept(Thread thread, Runnable close) {
	}

}
