package dev.fanlight.autoconfigure.logging;

import java.util.function.ToDoubleFunction;

import dev.fanlight.logging.gate.FlightRecorder;
import dev.fanlight.logging.gate.HeldOutcome;
import dev.fanlight.logging.gate.ReplayReason;
import dev.fanlight.logging.gate.StormGuard;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * The counts of flight recorder and storm guard as meters.
 */
final class LogGateMeters {

	private static final String RECORDER = "fanlight.logging.flight.recorder.";

	private static final String GUARD = "fanlight.logging.storm.guard.";

	private LogGateMeters() {
	}

	static void bind(FlightRecorder recorder, MeterRegistry registry) {
		for (HeldOutcome outcome : HeldOutcome.values()) {
			FunctionCounter.builder(RECORDER + "lines", recorder, (source) -> source.countOf(outcome))
				.description("Lines that were held, by what became of them")
				.tag("outcome", outcome.tag())
				.register(registry);
		}
		for (ReplayReason reason : ReplayReason.values()) {
			FunctionCounter.builder(RECORDER + "replays", recorder, (source) -> source.countOf(reason))
				.description("How often held lines were written, by reason")
				.tag("reason", reason.tag())
				.register(registry);
		}
		Gauge.builder(RECORDER + "held", recorder, FlightRecorder::heldBytes)
			.description("Estimated memory of the lines held now")
			.baseUnit("bytes")
			.register(registry);
	}

	static void bind(StormGuard guard, MeterRegistry registry) {
		counter(registry, guard, "suppressed", "Repeated lines that were counted instead of written",
				StormGuard::suppressed);
		counter(registry, guard, "summarised", "Suppressed lines that a summary has told", StormGuard::summarised);
		counter(registry, guard, "untracked", "Lines that were written uncounted because the table was full",
				StormGuard::untracked);
	}

	private static void counter(MeterRegistry registry, StormGuard guard, String name, String description,
			ToDoubleFunction<StormGuard> count) {
		FunctionCounter.builder(GUARD + name, guard, count).description(description).register(registry);
	}

}
