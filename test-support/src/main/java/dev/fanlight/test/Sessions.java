package dev.fanlight.test;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import org.jspecify.annotations.Nullable;

/**
 * The tests that run now, and the traces that are theirs. A trace belongs to the test on
 * whose thread it was first seen, otherwise to the only test that is attached to its
 * context; once a test is over, its traces belong to nobody.
 */
final class Sessions {

	/** Older traces are taken for new ones. */
	private static final int MAX_TRACES = 100_000;

	private static final List<Telemetry> RUNNING = new CopyOnWriteArrayList<>();

	private static final Map<String, Telemetry> TRACES = new LinkedHashMap<>() {

		@Override
		protected boolean removeEldestEntry(Map.Entry<String, Telemetry> eldest) {
			return size() > MAX_TRACES;
		}

	};

	private Sessions() {
	}

	static void start(Telemetry telemetry) {
		RUNNING.add(telemetry);
	}

	static void end(Telemetry telemetry) {
		RUNNING.remove(telemetry);
	}

	static void own(String trace, Telemetry telemetry) {
		synchronized (TRACES) {
			TRACES.put(trace, telemetry);
		}
	}

	/**
	 * Find the test that something belongs to.
	 * @param context the context it comes from, {@code null} if unknown
	 * @param trace its trace, {@code null} or empty if it has none
	 * @return the test, or {@code null} if nobody can say
	 */
	static @Nullable Telemetry find(@Nullable Object context, @Nullable String trace) {
		boolean traced = trace != null && !trace.isEmpty();
		synchronized (TRACES) {
			Telemetry known = traced ? TRACES.get(trace) : null;
			if (known != null) {
				return RUNNING.contains(known) ? known : null;
			}
			Telemetry found = guess(context);
			if (traced && found != null) {
				TRACES.put(trace, found);
			}
			return found;
		}
	}

	private static @Nullable Telemetry guess(@Nullable Object context) {
		Telemetry only = null;
		int candidates = 0;
		for (Telemetry telemetry : RUNNING) {
			if (telemetry.isAttachedTo(context)) {
				if (telemetry.isThisThread()) {
					return telemetry;
				}
				only = telemetry;
				candidates++;
			}
		}
		return (candidates == 1) ? only : null;
	}

}
