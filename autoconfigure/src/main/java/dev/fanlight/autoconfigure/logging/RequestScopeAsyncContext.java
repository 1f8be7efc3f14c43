package dev.fanlight.autoconfigure.logging;

import java.io.IOException;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import org.jspecify.annotations.Nullable;

/**
 * The asynchronous side of a {@link RequestScopeRequest}.
 */
final class RequestScopeAsyncContext implements AsyncContext {

	private final AsyncContext delegate;

	private final RequestScope scope;

	private final boolean original;

	/**
	 * Create a context.
	 * @param delegate the context of the container
	 * @param scope the scope of its request
	 * @param original whether request and response are those of the container for the
	 * application, though it got ours
	 */
	RequestScopeAsyncContext(AsyncContext delegate, RequestScope scope, boolean original) {
		this.delegate = delegate;
		this.scope = scope;
		this.original = original;
		scope.remember();
	}

	@Override
	public void addListener(AsyncListener listener) {
		this.delegate.addListener(new ScopedListener(listener, this.scope));
	}

	@Override
	public void addListener(AsyncListener listener, ServletRequest request, ServletResponse response) {
		this.delegate.addListener(new ScopedListener(listener, this.scope), request, response);
	}

	@Override
	public void start(Runnable task) {
		this.delegate.start(() -> this.scope.run(task));
	}

	@Override
	public ServletRequest getRequest() {
		return this.delegate.getRequest();
	}

	@Override
	public ServletResponse getResponse() {
		return this.delegate.getResponse();
	}

	@Override
	public boolean hasOriginalRequestAndResponse() {
		return this.original || this.delegate.hasOriginalRequestAndResponse();
	}

	@Override
	public void dispatch() {
		this.delegate.dispatch();
	}

	@Override
	public void dispatch(String path) {
		this.delegate.dispatch(path);
	}

	@Override
	public void dispatch(@Nullable ServletContext context, String path) {
		this.delegate.dispatch(context, path);
	}

	@Override
	public void complete() {
		this.delegate.complete();
	}

	@Override
	public <T extends AsyncListener> T createListener(Class<T> type) throws ServletException {
		return this.delegate.createListener(type);
	}

	@Override
	public void setTimeout(long timeout) {
		this.delegate.setTimeout(timeout);
	}

	@Override
	public long getTimeout() {
		return this.delegate.getTimeout();
	}

	private record ScopedListener(AsyncListener delegate, RequestScope scope) implements AsyncListener {

		@Override
		public void onComplete(AsyncEvent event) throws IOException {
			this.scope.call(() -> this.delegate.onComplete(event));
		}

		@Override
		public void onTimeout(AsyncEvent event) throws IOException {
			this.scope.call(() -> this.delegate.onTimeout(event));
		}

		@Override
		public void onError(AsyncEvent event) throws IOException {
			this.scope.call(() -> this.delegate.onError(event));
		}

		@Override
		public void onStartAsync(AsyncEvent event) throws IOException {
			AsyncContext again = new RequestScopeAsyncContext(event.getAsyncContext(), this.scope, false);
			this.scope.call(() -> this.delegate.onStartAsync(new AsyncEvent(again, event.getSuppliedRequest(),
					event.getSuppliedResponse(), event.getThrowable())));
		}

	}

}
