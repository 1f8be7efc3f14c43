package dev.fanlight.autoconfigure.logging;

import dev.fanlight.logging.gate.Recording;
import io.micrometer.context.ThreadLocalAccessor;
import org.jspecify.annotations.Nullable;

/**
 * Carries an {@link EdgeRecording} across threads. Apart from it, which is used without
 * context propagation too.
 */
final class EdgeRecordingAccessor implements ThreadLocalAccessor<Recording> {

	@Override
	public Object key() {
		return EdgeRecording.class;
	}

	@Override
	public @Nullable Recording getValue() {
		return EdgeRecording.current();
	}

	@Override
	public void setValue(Recording value) {
		EdgeRecording.enter(value);
	}

	@Override
	public void setValue() {
		EdgeRecording.enter(null);
	}

}
