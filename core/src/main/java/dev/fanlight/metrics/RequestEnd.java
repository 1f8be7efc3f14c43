package dev.fanlight.metrics;

import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

import org.jspecify.annotations.Nullable;

/**
 * How a request ended, as the label {@code outcome} tells it.
 */
public enum RequestEnd {

	/** Answered as its status says; what the client did wrong is no fault. */
	ORDINARY,

	/** The service failed. */
	FAULT,

	/** The service took too long, or what it called did. */
	TIMEOUT,

	/** The client hung up before the answer was complete. */
	CLIENT_ABORTED;

	private static final int SERVER_ERRORS = 500;

	private static final int GATEWAY_TIMEOUT = 504;

	/**
	 * Judge a request.
	 * @param status the status of its response
	 * @param error the exception that made it so, handled or not, if there was one
	 * @param uncaught whether nobody handled that exception
	 * @param gone whether the client had hung up
	 * @return how it ended
	 */
	public static RequestEnd of(int status, @Nullable Throwable error, boolean uncaught, boolean gone) {
		if (gone) {
			return CLIENT_ABORTED;
		}
		if (status < SERVER_ERRORS && !uncaught) {
			return ORDINARY;
		}
		return (status == GATEWAY_TIMEOUT || isTimeout(error)) ? TIMEOUT : FAULT;
	}

	/** By name, since every library has its own. */
	static boolean isTimeout(@Nullable Throwable error) {
		Throwable cause = error;
		if ((error instanceof ExecutionException || error instanceof CompletionException) && error.getCause() != null) {
			cause = error.getCause();
		}
		return cause != null && cause.getClass().getSimpleName().endsWith("TimeoutException");
	}

	/**
	 * What to put in the place of the outcome that the status suggests.
	 * @return the value of the label, or {@code null} when the status tells it
	 */
	public @Nullable String outcome() {
		return switch (this) {
			case ORDINARY -> null;
			case FAULT -> "SERVER_ERROR";
			case TIMEOUT, CLIENT_ABORTED -> name();
		};
	}

}
