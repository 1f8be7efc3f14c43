package dev.fanlight.autoconfigure.logging;

import dev.fanlight.logging.gate.Recording;
import dev.fanlight.logging.gate.ReplayReason;
import org.jspecify.annotations.Nullable;

/**
 * The recording of a request on a thread where its observation has no scope, such as that
 * of a listener or of the page about an error. Observations that begin there belong to
 * it. Where a scope is open, lines are held for that, whatever comes and goes beneath it.
 */
final class EdgeRecording {

	private static final ThreadLocal<@Nullable Recording> CURRENT = new ThreadLocal<>();

	private static final ThreadLocal<@Nullable Recording> OF_SCOPE = new ThreadLocal<>();

	private EdgeRecording() {
	}

	static @Nullable Recording current() {
		return CURRENT.get();
	}

	/**
	 * Bind a recording to this thread, even where a scope is open.
	 * @param recording the recording
	 * @return binds the one before
	 */
	static Runnable open(Recording recording) {
		Recording edgeBefore = CURRENT.get();
		Recording scopeBefore = OF_SCOPE.get();
		bind(recording, null);
		return () -> bind(edgeBefore, scopeBefore);
	}

	/**
	 * What ran at the edge failed, whatever the client is told, such as an error page.
	 */
	static void failed() {
		Recording recording = CURRENT.get();
		if (recording != null) {
			recording.replay(ReplayReason.FAILED);
		}
	}

	/** As a restored snapshot has it, {@code null} for none. */
	static void enter(@Nullable Recording recording) {
		CURRENT.set(recording);
		Recording ofScope = OF_SCOPE.get();
		Recording.bind((ofScope != null) ? ofScope : recording);
	}

	/** What the innermost open scope of an observation has, {@code null} for none. */
	static void scope(@Nullable Recording recording) {
		OF_SCOPE.set(recording);
		Recording.bind((recording != null) ? recording : CURRENT.get());
	}

	private static void bind(@Nullable Recording edge, @Nullable Recording ofScope) {
		// Not removed: the next look would only create an entry again
		CURRENT.set(edge);
		scope(ofScope);
	}

}
