package dev.fanlight.autoconfigure.logging;

import io.micrometer.observation.Observation;

/**
 * Makes the span of an observation current for the line about it, which is written when
 * the observation's own scope is closed.
 */
@FunctionalInterface
interface ObservationScopes {

	/** Without tracing there is nothing to make current. */
	ObservationScopes NONE = (context) -> () -> {
	};

	/**
	 * Open a scope.
	 * @param context the context of the observation
	 * @return the scope, to be closed by the same thread
	 */
	Scope open(Observation.ContextView context);

	/**
	 * A scope.
	 */
	@FunctionalInterface
	interface Scope extends AutoCloseable {

		@Override
		void close();

	}

}
