package dev.fanlight.autoconfigure.logging;

import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import dev.fanlight.logging.gate.FlightRecorder;
import dev.fanlight.logging.gate.Recording;
import dev.fanlight.logging.gate.ReplayReason;
import io.micrometer.observation.Observation;
import io.micrometer.observation.Observation.Scope;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.ObservationView;
import org.jspecify.annotations.Nullable;

/**
 * Records every local root observation, be it a request, a scheduled run or a message,
 * with all it starts: the recording is bound wherever a scope of them is open, and so
 * crosses threads with them.
 */
final class FlightRecorderObservationHandler implements ObservationHandler<Observation.Context> {

	private static final Runnable NOTHING = () -> {
	};

	private final FlightRecorder recorder;

	private final FlightRecorderVerdict verdict;

	private final Supplier<@Nullable ObservationRegistry> registry;

	private final BooleanSupplier asked;

	FlightRecorderObservationHandler(FlightRecorder recorder, FlightRecorderVerdict verdict,
			Supplier<@Nullable ObservationRegistry> registry, BooleanSupplier asked) {
		this.recorder = recorder;
		this.verdict = verdict;
		this.registry = registry;
		this.asked = asked;
	}

	@Override
	public boolean supportsContext(Observation.Context context) {
		return true;
	}

	@Override
	public void onStart(Observation.Context context) {
		ObservationView parent = context.getParentObservation();
		Recording above = (parent != null) ? recording(parent.getContextView().get(Part.class))
				: EdgeRecording.current();
		Recording recording = (above != null && above.join()) ? above : this.recorder.start(this.asked.getAsBoolean());
		boolean judged = recording != above || FlightRecorderVerdict.isMessage(context);
		context.put(Part.class, new Part(recording, judged, judged ? System.nanoTime() : 0));
	}

	@Override
	public void onScopeOpened(Observation.Context context) {
		EdgeRecording.scope(recording(context.get(Part.class)));
	}

	@Override
	public void onScopeClosed(Observation.Context context) {
		ObservationRegistry current = this.registry.get();
		Scope closing = (current != null) ? current.getCurrentObservationScope() : null;
		Scope outer = (closing != null) ? closing.getPreviousObservationScope() : null;
		Observation around = (outer != null) ? outer.getCurrentObservation() : null;
		EdgeRecording.scope((around != null) ? recording(around.getContextView().get(Part.class)) : null);
	}

	@Override
	public void onScopeReset(Observation.Context context) {
		EdgeRecording.scope(null);
	}

	@Override
	public void onStop(Observation.Context context) {
		Part part = context.get(Part.class);
		if (part == null) {
			return;
		}
		ReplayReason reason = reason(context, part);
		// The page has lines, too, and may fail in turn
		RequestScope scope = part.judged() ? FlightRecorderVerdict.withErrorPage(context) : null;
		if (scope == null || !scope.atEnd(() -> leaveLate(context, part))) {
			part.recording().leave(reason);
		}
		else if (reason != null) {
			part.recording().replay(reason);
		}
	}

	private void leaveLate(Observation.Context context, Part part) {
		ReplayReason reason = null;
		try {
			reason = reason(context, part);
		}
		catch (RuntimeException ex) {
			// Jetty took the response back after an async request; what was known stands
		}
		part.recording().leave(reason);
	}

	private @Nullable ReplayReason reason(Observation.Context context, Part part) {
		return part.judged() ? this.verdict.of(context, System.nanoTime() - part.startedAt()) : null;
	}

	/**
	 * Have lines held on this thread for an observation that has no scope there.
	 * @param context the observation, whether it has ended or not
	 * @return puts back what was there
	 */
	static Runnable open(Observation.Context context) {
		Recording recording = recording(context.get(Part.class));
		return (recording != null) ? EdgeRecording.open(recording) : NOTHING;
	}

	private static @Nullable Recording recording(@Nullable Part part) {
		return (part != null) ? part.recording() : null;
	}

	/**
	 * What an observation has to do with its recording.
	 *
	 * @param recording the recording
	 * @param judged whether its lines are wanted when it fails
	 * @param startedAt when it started, by {@link System#nanoTime()}
	 */
	private record Part(Recording recording, boolean judged, long startedAt) {
	}

}
