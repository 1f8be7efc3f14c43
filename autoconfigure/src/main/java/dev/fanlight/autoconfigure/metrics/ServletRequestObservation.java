package dev.fanlight.autoconfigure.metrics;

import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.fanlight.autoconfigure.HandledException;
import dev.fanlight.autoconfigure.MappedRoutes;
import dev.fanlight.metrics.RequestEnd;
import io.micrometer.observation.Observation;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.http.server.observation.ServerRequestObservationContext;
import org.springframework.web.util.DisconnectedClientHelper;
import org.springframework.web.util.ServletRequestPathUtils;

/**
 * The observation of one servlet request through all of its dispatches.
 */
final class ServletRequestObservation implements AsyncListener {

	/**
	 * What containers and Spring throw only where the connection of this request broke.
	 */
	private static final Set<String> GONE = Set.of("AbortedException", "AsyncRequestNotUsableException",
			"ClientAbortException", "EofException");

	private final Observation observation;

	private final ServerRequestObservationContext context;

	private final MappedRoutes routes;

	private final AtomicBoolean stopped = new AtomicBoolean();

	private volatile @Nullable Throwable uncaught;

	private volatile @Nullable String route;

	ServletRequestObservation(Observation observation, ServerRequestObservationContext context, MappedRoutes routes) {
		this.observation = observation;
		this.context = context;
		this.routes = routes;
	}

	Observation observation() {
		return this.observation;
	}

	void failed(@Nullable Throwable error) {
		this.uncaught = (error instanceof ServletException && error.getCause() != null) ? error.getCause() : error;
	}

	/** The page of an error is dispatched to while the request is still observed. */
	void keepRoute() {
		this.route = this.context.getPathPattern();
	}

	void stop() {
		if (!this.stopped.compareAndSet(false, true)) {
			return;
		}
		HttpServletRequest request = this.context.getCarrier();
		HttpServletResponse response = this.context.getResponse();
		if (!this.observation.isNoop() && request != null && response != null) {
			judge(request, response);
		}
		this.observation.stop();
	}

	private void judge(HttpServletRequest request, HttpServletResponse response) {
		int status = response.getStatus();
		Throwable error = this.uncaught;
		boolean isUncaught = error != null;
		error = (error != null) ? error : handled(request);
		RequestEnd end = RequestEnd.of(status, error, isUncaught, isGone(error, response));
		this.context.put(RequestEnd.class, end);
		if (error != null && (end == RequestEnd.FAULT || end == RequestEnd.TIMEOUT)) {
			this.observation.error(error);
		}
		String known = this.route;
		this.context.setPathPattern((known != null || !isError(status)) ? known : aimedAt(request));
	}

	private @Nullable Throwable handled(HttpServletRequest request) {
		HandledException handled = this.context.get(HandledException.class);
		return (handled != null) ? handled.exception()
				: (Throwable) request.getAttribute(RequestDispatcher.ERROR_EXCEPTION);
	}

	private static boolean isGone(@Nullable Throwable error, HttpServletResponse response) {
		if (error == null || !DisconnectedClientHelper.isClientDisconnectedException(error)) {
			return false;
		}
		// A call to somewhere else may break as well; then there is still an answer to
		// give
		return response.isCommitted() || hasName(error);
	}

	private static boolean hasName(Throwable error) {
		Throwable cause = error;
		for (int depth = 0; cause != null && depth < 16; depth++) {
			if (GONE.contains(cause.getClass().getSimpleName())) {
				return true;
			}
			cause = cause.getCause();
		}
		return false;
	}

	private static boolean isError(int status) {
		return status >= HttpStatus.BAD_REQUEST.value() && status != HttpStatus.NOT_FOUND.value();
	}

	private @Nullable String aimedAt(HttpServletRequest request) {
		try {
			return this.routes.find(request.getMethod(),
					ServletRequestPathUtils.parse(request).pathWithinApplication());
		}
		catch (RuntimeException ex) {
			// A path that cannot be parsed has no route
			return null;
		}
	}

	@Override
	public void onStartAsync(AsyncEvent event) {
		event.getAsyncContext().addListener(this);
	}

	@Override
	public void onTimeout(AsyncEvent event) {
		// The answer is still to come
	}

	@Override
	public void onError(AsyncEvent event) {
		failed(event.getThrowable());
	}

	@Override
	public void onComplete(AsyncEvent event) {
		stop();
	}

}
