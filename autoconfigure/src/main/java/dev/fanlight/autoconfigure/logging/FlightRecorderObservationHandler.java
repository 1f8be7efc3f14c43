package dev.fanlight.autoconfigure.logging;

import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import dev.fanlight.logging.gate.FlightRecorder;
import dev.fanlight.logging.gate.Recording;
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
		Part above = (parent != null) ? parent.getContextView().get(Part.class) : null;
		Part part = (above != null && above.recording().join()) ? new Part(above.recording(), false, 0)
				: new Part(this.recorder.start(this.asked.getAsBoolean()), true, System.nanoTime());
		context.put(Part.class, part);
	}

	@Override
	public void onScopeOpened(Observation.Context context) {
		Recording.bind(recording(context.get(Part.class)));
	}

	@Override
	public void onScopeClosed(Observation.Context context) {
		ObservationRegistry current = this.registry.get();
		Scope closing = (current != null) ? current.getCurrentObservationScope() : null;
		Scope outer = (closing != null) ? closing.getPreviousObservationScope() : null;
		Observation around = (outer != null) ? outer.getCurrentObservation() : null;
		Recording.bind((around != null) ? recording(around.getContextView().get(Part.class)) : null);
	}

	@Override
	public void onScopeReset(Observation.Context context) {
		Recording.bind(null);
	}

	@Override
	public void onStop(Observation.Context context) {
		Part part = context.get(Part.class);
		if (part != null) {
			part.recording().leave(part.root() ? this.verdict.of(context, System.nanoTime() - part.startedAt()) : null);
		}
	}

	private static @Nullable Recording recording(@Nullable Part part) {
		return (part != null) ? part.recording() : null;
	}

	/**
	 * What an observation has to do with its recording.
	 *
	 * @param recording the recording
	 * @param root whether the recording is its own
	 * @param startedAt when it started, by {@link System#nanoTime()}
	 */
	private record Part(Recording recording, boolean root, long startedAt) {
	}

}
