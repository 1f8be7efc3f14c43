package dev.fanlight.autoconfigure.logging;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import org.jspecify.annotations.Nullable;

/**
 * Counts the bytes of a body as they are written. Text written through a writer counts as
 * UTF-8, or one byte for each character where that is the encoding. Its listeners run in
 * the {@link RequestScope}. Knows whether the container was asked for the page about an
 * error, which is still to come then and takes the place of what was written.
 */
final class CountingResponse extends HttpServletResponseWrapper {

	private final @Nullable RequestScope scope;

	private final List<String> idHeaders;

	private @Nullable ServletOutputStream stream;

	private @Nullable PrintWriter writer;

	private long bytes;

	private boolean refused;

	private @Nullable CountingResponse page;

	CountingResponse(HttpServletResponse response, @Nullable RequestScope scope, List<String> idHeaders) {
		super(response);
		this.scope = scope;
		this.idHeaders = idHeaders;
	}

	long bytes() {
		CountingResponse page = this.page;
		return (page != null) ? page.bytes() : this.bytes;
	}

	/**
	 * Count the page about an error instead.
	 * @param page the response that it is written to
	 */
	void replacedBy(CountingResponse page) {
		this.page = page;
	}

	/**
	 * Have something done once the container has made the page about an error.
	 * @param task what to do
	 * @return {@code false} if there is no such page to wait for
	 */
	boolean afterErrorPage(Runnable task) {
		return this.scope != null && this.scope.atEnd(task);
	}

	boolean isRefused() {
		return this.refused;
	}

	@Override
	public void sendError(int status) throws IOException {
		super.sendError(status);
		refused();
	}

	@Override
	public void sendError(int status, String message) throws IOException {
		super.sendError(status, message);
		refused();
	}

	/** The container has cleared the buffer. */
	private void refused() {
		this.refused = true;
		this.bytes = 0;
	}

	@Override
	public void sendRedirect(String location) throws IOException {
		super.sendRedirect(location);
		this.bytes = 0;
	}

	@Override
	public void sendRedirect(String location, int status) throws IOException {
		super.sendRedirect(location, status);
		this.bytes = 0;
	}

	@Override
	public void sendRedirect(String location, boolean clearBuffer) throws IOException {
		super.sendRedirect(location, clearBuffer);
		this.bytes = clearBuffer ? 0 : this.bytes;
	}

	@Override
	public void sendRedirect(String location, int status, boolean clearBuffer) throws IOException {
		super.sendRedirect(location, status, clearBuffer);
		this.bytes = clearBuffer ? 0 : this.bytes;
	}

	@Override
	public ServletOutputStream getOutputStream() throws IOException {
		ServletOutputStream result = this.stream;
		if (result == null) {
			result = new Stream(super.getOutputStream());
			this.stream = result;
		}
		return result;
	}

	@Override
	public PrintWriter getWriter() throws IOException {
		PrintWriter result = this.writer;
		if (result == null) {
			result = new Writer(super.getWriter(), getCharacterEncoding());
			this.writer = result;
		}
		return result;
	}

	/** All but the headers that tell the caller the ids of its request. */
	@Override
	public void reset() {
		List<@Nullable String> ids = this.idHeaders.stream().map(this::getHeader).toList();
		super.reset();
		for (int i = 0; i < ids.size(); i++) {
			setHeader(this.idHeaders.get(i), ids.get(i));
		}
		this.stream = null;
		this.writer = null;
		this.bytes = 0;
	}

	@Override
	public void resetBuffer() {
		super.resetBuffer();
		this.bytes = 0;
	}

	/** Either half of a surrogate pair makes two of its four bytes. */
	static int utf8(char c) {
		return (c < 0x80) ? 1 : (c < 0x800 || Character.isSurrogate(c)) ? 2 : 3;
	}

	private final class Stream extends ServletOutputStream {

		private final ServletOutputStream delegate;

		Stream(ServletOutputStream delegate) {
			this.delegate = delegate;
		}

		@Override
		public boolean isReady() {
			return this.delegate.isReady();
		}

		@Override
		public void setWriteListener(WriteListener listener) {
			RequestScope scope = CountingResponse.this.scope;
			this.delegate.setWriteListener((scope != null) ? new ScopedListener(listener, scope) : listener);
		}

		@Override
		public void write(int b) throws IOException {
			this.delegate.write(b);
			CountingResponse.this.bytes++;
		}

		@Override
		public void write(byte[] buffer, int offset, int length) throws IOException {
			this.delegate.write(buffer, offset, length);
			CountingResponse.this.bytes += length;
		}

		@Override
		public void flush() throws IOException {
			this.delegate.flush();
		}

		@Override
		public void close() throws IOException {
			this.delegate.close();
		}

	}

	private record ScopedListener(WriteListener delegate, RequestScope scope) implements WriteListener {

		@Override
		public void onWritePossible() throws IOException {
			this.scope.call(this.delegate::onWritePossible);
		}

		@Override
		public void onError(Throwable failure) {
			this.scope.run(() -> this.delegate.onError(failure));
		}

	}

	/** All other methods of a print writer end in these. */
	private final class Writer extends PrintWriter {

		private final PrintWriter delegate;

		private final boolean narrow;

		Writer(PrintWriter delegate, String encoding) {
			super(delegate);
			this.delegate = delegate;
			this.narrow = encoding.regionMatches(true, 0, "ISO-8859-", 0, 9) || encoding.equalsIgnoreCase("US-ASCII");
		}

		@Override
		public void write(int c) {
			this.delegate.write(c);
			count((char) c);
		}

		@Override
		public void write(char[] buffer, int offset, int length) {
			this.delegate.write(buffer, offset, length);
			for (int i = offset; i < offset + length; i++) {
				count(buffer[i]);
			}
		}

		@Override
		public void write(String text, int offset, int length) {
			this.delegate.write(text, offset, length);
			for (int i = offset; i < offset + length; i++) {
				count(text.charAt(i));
			}
		}

		@Override
		public void println() {
			write(System.lineSeparator());
		}

		@Override
		public boolean checkError() {
			return this.delegate.checkError();
		}

		private void count(char c) {
			CountingResponse.this.bytes += this.narrow ? narrow(c) : utf8(c);
		}

		/** A question mark stands for a surrogate pair. */
		private static int narrow(char c) {
			return Character.isLowSurrogate(c) ? 0 : 1;
		}

	}

}
