package dev.fanlight.autoconfigure.logging;

import org.jspecify.annotations.Nullable;

/**
 * What the line about a request asks the web stack, and since when it goes on. Made when
 * its observation starts.
 */
abstract class ObservedRequest {

	private static final int NO_CONTENT = 204;

	private static final int NOT_MODIFIED = 304;

	private static final int REFUSED = 4;

	private final long startedAt = System.nanoTime();

	private boolean announced;

	/** How long it has gone on. */
	final long nanos() {
		return System.nanoTime() - this.startedAt;
	}

	/** Whether the line at the beginning is due, which it is once. */
	final synchronized boolean announce() {
		boolean due = !this.announced;
		this.announced = true;
		return due;
	}

	/** Whether what the client gets is decided after the observation. */
	boolean isUndecided() {
		return false;
	}

	/**
	 * Have something done when that is decided.
	 * @param task what to do
	 * @return {@code false} if nobody will tell
	 */
	boolean whenDecided(Runnable task) {
		return false;
	}

	abstract String method();

	/** The path, with the context path. */
	abstract String path();

	/** The path below the context path. */
	abstract String pathInApplication();

	abstract @Nullable String route();

	abstract @Nullable String query();

	abstract @Nullable String header(String name);

	abstract @Nullable String client();

	/**
	 * Bytes of the body that were read. What nobody here read has the size that was
	 * announced, which is not believed of what was refused.
	 * @return the number of bytes, negative when it is not known
	 */
	final long bytesIn() {
		long read = bytesRead();
		return (read > 0) ? read : (status() / 100 == REFUSED) ? -1 : bytesAnnounced();
	}

	/**
	 * Bytes of the body that were sent. The server sends none to some questions and with
	 * some answers, whatever was written.
	 * @return the number of bytes, negative when it is not known
	 */
	final long bytesOut() {
		int status = status();
		return (status == NO_CONTENT || status == NOT_MODIFIED || "HEAD".equals(method())) ? 0 : bytesWritten();
	}

	/** Bytes that were read where that is counted, or zero. */
	abstract long bytesRead();

	/** Bytes as announced, or a negative number. */
	abstract long bytesAnnounced();

	/** Bytes written, or a negative number. */
	abstract long bytesWritten();

	/** The status, or zero when there is none. */
	abstract int status();

	abstract @Nullable String responseHeader(String name);

}
