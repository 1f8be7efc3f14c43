package dev.fanlight.autoconfigure.logging;

import jakarta.servlet.ServletRequestEvent;
import jakarta.servlet.ServletRequestListener;

/**
 * Ends what a failed request left on its thread. The container writes its own line about
 * an exception after all filters have returned, so they leave the ids in place, and this
 * listener takes them off when the container is done with the request. Jetty tells
 * listeners before it writes that line: {@link JettyRequestScopes} stands in there.
 */
final class RequestEndListener implements ServletRequestListener {

	@Override
	public void requestInitialized(ServletRequestEvent event) {
		event.getServletRequest().setAttribute(RequestScope.ENDS, Boolean.TRUE);
	}

	@Override
	public void requestDestroyed(ServletRequestEvent event) {
		if (event.getServletRequest().getAttribute(RequestScope.ON_JETTY) == null) {
			RequestScope.end(event.getServletRequest()::getAttribute);
		}
	}

}
