package dev.fanlight.autoconfigure.logging;

import java.util.ArrayDeque;
import java.util.Deque;

import org.eclipse.jetty.server.Context;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.handler.ContextHandler.ContextScopeListener;
import org.jspecify.annotations.Nullable;

/**
 * Opens the {@link RequestScope} wherever Jetty works for a request, so that its own
 * lines about exceptions, async errors and error pages carry the ids. Jetty writes them
 * after it has told all listeners that the request is over.
 */
final class JettyRequestScopes implements ContextScopeListener {

	private static final ThreadLocal<Deque<Entered>> ENTERED = ThreadLocal.withInitial(ArrayDeque::new);

	@Override
	public void enterScope(Context context, @Nullable Request request) {
		RequestScope scope = null;
		if (request != null) {
			request.setAttribute(RequestScope.ON_JETTY, Boolean.TRUE);
			scope = RequestScope.of(request::getAttribute);
		}
		ENTERED.get().push(new Entered(request, (scope != null) ? scope.openAll() : null));
	}

	@Override
	public void exitScope(Context context, @Nullable Request request) {
		Entered last = ENTERED.get().poll();
		try {
			if (last != null && last.request != null) {
				RequestScope.end(last.request::getAttribute);
			}
		}
		finally {
			if (last != null && last.close != null) {
				last.close.run();
			}
		}
	}

	private record Entered(@Nullable Request request, @Nullable Runnable close) {
	}

}
