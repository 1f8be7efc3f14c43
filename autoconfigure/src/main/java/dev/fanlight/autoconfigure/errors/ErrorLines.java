package dev.fanlight.autoconfigure.errors;

import java.util.Map;

import dev.fanlight.autoconfigure.ErrorLineListener;
import dev.fanlight.autoconfigure.WorkIds;
import dev.fanlight.errors.Edge;
import dev.fanlight.errors.ErrorInbox;
import dev.fanlight.errors.Sighting;
import org.jspecify.annotations.Nullable;

/**
 * Takes the throwables of ERROR lines. Some of Spring's say where they come from.
 */
final class ErrorLines implements ErrorLineListener {

	private static final Map<String, Edge> EDGES = Map.of(
			"org.springframework.aop.interceptor.SimpleAsyncUncaughtExceptionHandler", Edge.ASYNC,
			"org.springframework.scheduling.support.TaskUtils$LoggingErrorHandler", Edge.SCHEDULED);

	private final ErrorInbox inbox;

	private final WorkIds.Source ids;

	ErrorLines(ErrorInbox inbox, WorkIds.Source ids) {
		this.inbox = inbox;
		this.ids = ids;
	}

	@Override
	public void errorLogged(String logger, @Nullable Throwable thrown) {
		if (thrown != null) {
			WorkIds work = this.ids.of(null);
			this.inbox.record(
					new Sighting(thrown, EDGES.getOrDefault(logger, Edge.LOG), null, work.traceId(), work.requestId()));
		}
	}

}
