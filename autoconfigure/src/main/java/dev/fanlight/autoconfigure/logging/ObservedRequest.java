package dev.fanlight.autoconfigure.logging;

import org.jspecify.annotations.Nullable;

/**
 * What the line about a request asks the web stack.
 */
interface ObservedRequest {

	String method();

	/** The path, with the context path. */
	String path();

	/** The path below the context path. */
	String pathInApplication();

	@Nullable String route();

	@Nullable String query();

	@Nullable String header(String name);

	@Nullable String client();

	/** Announced bytes, or a negative number. */
	long bytesIn();

	/** Bytes sent, or a negative number. */
	long bytesOut();

	/** The status, or zero when there is none. */
	int status();

	@Nullable String responseHeader(String name);

}
