package dev.fanlight.autoconfigure.logging;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import org.jspecify.annotations.Nullable;

/**
 * A request whose asynchronous listeners and tasks run in its {@link RequestScope}. The
 * container calls them on threads of its own, outside of all filters.
 */
final class RequestScopeRequest extends HttpServletRequestWrapper {

	private final RequestScope scope;

	RequestScopeRequest(HttpServletRequest request, RequestScope scope) {
		super(request);
		this.scope = scope;
	}

	@Override
	public AsyncContext startAsync() {
		return new RequestScopeAsyncContext(super.startAsync(), this.scope);
	}

	@Override
	public AsyncContext startAsync(ServletRequest request, ServletResponse response) {
		return new RequestScopeAsyncContext(super.startAsync(request, response), this.scope);
	}

	/** Nothing, instead of what the specification asks for, in Spring's MockMvc. */
	@Override
	public @Nullable AsyncContext getAsyncContext() {
		AsyncContext context = super.getAsyncContext();
		return (context != null) ? new RequestScopeAsyncContext(context, this.scope) : null;
	}

}
