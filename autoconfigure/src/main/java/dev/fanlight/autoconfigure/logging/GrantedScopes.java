package dev.fanlight.autoconfigure.logging;

import ch.qos.logback.classic.Level;
import dev.fanlight.token.CurrentGrant;

/**
 * What the token of the request on this thread means to its lines.
 */
final class GrantedScopes {

	private GrantedScopes() {
	}

	static int logLevel() {
		return switch (CurrentGrant.get().log()) {
			case UNCHANGED -> Level.OFF_INT;
			case DEBUG -> Level.DEBUG_INT;
			case TRACE -> Level.TRACE_INT;
		};
	}

	static boolean trace() {
		return CurrentGrant.get().trace();
	}

}
