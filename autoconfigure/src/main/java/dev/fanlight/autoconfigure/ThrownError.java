package dev.fanlight.autoconfigure;

import dev.fanlight.errors.Fingerprints;
import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;

/**
 * What the code of a job or a listener threw, where metrics and lines name it alike.
 * Containers and schedulers of Spring put it into an exception of their own.
 */
public final class ThrownError {

	private ThrownError() {
	}

	/**
	 * Find what was thrown.
	 * @param context of the observation of the work
	 * @return the error that says something, or {@code null} if the work did not fail
	 */
	public static @Nullable Throwable of(Observation.ContextView context) {
		Throwable error = context.getError();
		return (error != null) ? Fingerprints.outermost(error) : null;
	}

}
