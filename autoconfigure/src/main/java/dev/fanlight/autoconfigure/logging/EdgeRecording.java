package dev.fanlight.autoconfigure.logging;

import dev.fanlight.logging.gate.Recording;
import dev.fanlight.logging.gate.ReplayReason;
import io.micrometer.context.ThreadLocalAccessor;
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

	/**
	 * Carries the recording across threads.
	 * @return the accessor
	 */
	static ThreadLocalAccessor<Recording> accessor() {
		return new Accessor();
	}

	private static final class Accessor implements ThreadLocalAccessor<Recording> {

		@Override
		public Object key() {
			return EdgeRecording.class;
		}

		@Override
		public @Nullable Recording getValue() {
			return CURRENT.get();
		}

		@Override
		public void setValue(Recording value) {
			CURRENT.set(value);
			if (Recording.current() == null) {
				Recording.bind(value);
			}
		}

		@Override
		public void setValue() {
			// A scope of an observation that is still open keeps its own
			if (Recording.current() == CURRENT.get()) {
				Recording.bind(null);
			}
			CURRENT.set(null);
		}

	}

}
