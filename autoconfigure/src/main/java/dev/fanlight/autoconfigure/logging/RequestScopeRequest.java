package dev.fanlight.autoconfigure.logging;

import java.io.BufferedReader;
import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import org.jspecify.annotations.Nullable;

/**
 * A request whose listeners and asynchronous tasks run in its {@link RequestScope}. The
 * container calls them on threads of its own, outside of all filters. Counts the bytes of
 * a body as they are read.
 */
final class RequestScopeRequest extends HttpServletRequestWrapper {

	/** Small, as that of the container is behind it. */
	private static final int BUFFER = 512;

	private final RequestScope scope;

	private @Nullable ServletInputStream stream;

	private @Nullable BufferedReader reader;

	private long bytes;

	private boolean original;

	RequestScopeRequest(HttpServletRequest request, RequestScope scope) {
		super(request);
		this.scope = scope;
	}

	/** Bytes of the body that were read, without what the container reads itself. */
	long bytes() {
		return this.bytes;
	}

	/** Goes on with the response that counts, which the container does not know. */
	@Override
	public AsyncContext startAsync() {
		CountingResponse response = this.scope.response();
		this.original = true;
		return async((response != null) ? super.startAsync(this, response) : super.startAsync());
	}

	@Override
	public AsyncContext startAsync(ServletRequest request, ServletResponse response) {
		this.original = false;
		return async(super.startAsync(request, response));
	}

	private AsyncContext async(AsyncContext context) {
		return new RequestScopeAsyncContext(context, this.scope, this.original);
	}

	@Override
	public ServletInputStream getInputStream() throws IOException {
		ServletInputStream result = this.stream;
		if (result == null) {
			result = new Stream(super.getInputStream());
			this.stream = result;
		}
		return result;
	}

	/**
	 * The bytes of other text than UTF-8, which Spring Boot asks for, are not counted.
	 */
	@Override
	public BufferedReader getReader() throws IOException {
		BufferedReader result = this.reader;
		if (result == null) {
			result = super.getReader();
			if ("UTF-8".equalsIgnoreCase(getCharacterEncoding())) {
				result = new BufferedReader(new Text(result), BUFFER);
			}
			this.reader = result;
		}
		return result;
	}

	/** Nothing, instead of what the specification asks for, in Spring's MockMvc. */
	@Override
	public @Nullable AsyncContext getAsyncContext() {
		AsyncContext context = super.getAsyncContext();
		return (context != null) ? async(context) : null;
	}

	private final class Text extends FilterReader {

		Text(Reader delegate) {
			super(delegate);
		}

		@Override
		public int read() throws IOException {
			int result = super.read();
			RequestScopeRequest.this.bytes += (result < 0) ? 0 : CountingResponse.utf8((char) result);
			return result;
		}

		@Override
		public int read(char[] buffer, int offset, int length) throws IOException {
			int result = super.read(buffer, offset, length);
			for (int i = offset; i < offset + result; i++) {
				RequestScopeRequest.this.bytes += CountingResponse.utf8(buffer[i]);
			}
			return result;
		}

	}

	private final class Stream extends ServletInputStream {

		private final ServletInputStream delegate;

		Stream(ServletInputStream delegate) {
			this.delegate = delegate;
		}

		@Override
		public void setReadListener(ReadListener listener) {
			RequestScope scope = RequestScopeRequest.this.scope;
			this.delegate.setReadListener(new ReadListener() {

				@Override
				public void onDataAvailable() throws IOException {
					scope.call(listener::onDataAvailable);
				}

				@Override
				public void onAllDataRead() throws IOException {
					scope.call(listener::onAllDataRead);
				}

				@Override
				public void onError(Throwable failure) {
					scope.run(() -> listener.onError(failure));
				}

			});
		}

		@Override
		public boolean isFinished() {
			return this.delegate.isFinished();
		}

		@Override
		public boolean isReady() {
			return this.delegate.isReady();
		}

		@Override
		public int read() throws IOException {
			int result = this.delegate.read();
			RequestScopeRequest.this.bytes += (result < 0) ? 0 : 1;
			return result;
		}

		@Override
		public int read(byte[] buffer, int offset, int length) throws IOException {
			int result = this.delegate.read(buffer, offset, length);
			RequestScopeRequest.this.bytes += Math.max(0, result);
			return result;
		}

		@Override
		public int available() throws IOException {
			return this.delegate.available();
		}

		@Override
		public void close() throws IOException {
			this.delegate.close();
		}

	}

}
