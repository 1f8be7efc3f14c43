package dev.fanlight.autoconfigure.endpoint;

/**
 * Thrown by the revert of a change that somebody else has replaced since: what is in
 * force now is newer than what would return.
 */
final class SupersededException extends RuntimeException {

	SupersededException(String message) {
		super(message);
	}

}
