package dev.fanlight.autoconfigure.logging;

import org.jspecify.annotations.Nullable;

/**
 * What the line about a request asks the web stack, and since when it goes on. Made when
 * its observation starts.
 */
abstract class ObservedRequest {

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

	/** Announced bytes, or a negative number. */
	abstract long bytesIn();

	/** Bytes sent, or a negative number. */
	abstract long bytesOut();

	/** The status, or zero when there is none. */
	abstract int status();

	abstract @Nullable String responseHeader(String name);

}
