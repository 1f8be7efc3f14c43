package dev.fanlight.autoconfigure.logging;

import dev.fanlight.logging.gate.Recording;
import dev.fanlight.logging.gate.ReplayReason;
import org.jspecify.annotations.Nullable;

/**
 * The recording of a request on a thread where its observation has no scope, such as that
 * of a listener or of the page about an error. Observations that begin there belong to
 * it.
 */
final class EdgeRecording {

	private static final ThreadLocal<@Nullable Recording> CURRENT = new ThreadLocal<>();

	private EdgeRecording() {
	}

	static @Nullable Recording current() {
		return CURRENT.get();
	}

	/**
	 * Bind a recording to this thread.
	 * @param recording the recording
	 * @return binds the one before
	 */
	static Runnable open(Recording recording) {
		Recording edgeBefore = CURRENT.get();
		Recording before = Recording.current();
		CURRENT.set(recording);
		Recording.bind(recording);
		return () -> {
			CURRENT.set(edgeBefore);
			Recording.bind(before);
		};
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

	/** As a restored snapshot has it. */
	static void enter(Recording recording) {
		Recording before = CURRENT.get();
		CURRENT.set(recording);
		if (Recording.current() == before) {
			Recording.bind(recording);
		}
	}

	/** A scope of an observation that is still open keeps its own. */
	static void leave() {
		if (Recording.current() == CURRENT.get()) {
			Recording.bind(null);
		}
		CURRENT.set(null);
	}

}
