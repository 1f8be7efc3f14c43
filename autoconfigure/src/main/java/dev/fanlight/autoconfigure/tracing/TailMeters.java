package dev.fanlight.autoconfigure.tracing;

import java.util.concurrent.atomic.LongAdder;

import dev.fanlight.tracing.tail.DropReason;
import dev.fanlight.tracing.tail.EvictReason;
import dev.fanlight.tracing.tail.KeepReason;
import dev.fanlight.tracing.tail.TailCounters;
import dev.fanlight.tracing.tail.TraceKeeper;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.BaseUnits;
import io.micrometer.core.instrument.binder.MeterBinder;

/**
 * Shows what became of the traces. Started ones are taken, kept, forgotten or evicted, or
 * still undecided.
 */
final class TailMeters implements MeterBinder {

	static final String STARTED = "fanlight.tracing.traces.started";

	static final String TRACES = "fanlight.tracing.traces";

	static final String UNDECIDED = "fanlight.tracing.traces.undecided";

	static final String HELD = "fanlight.tracing.spans.held";

	static final String DROPPED = "fanlight.tracing.spans.dropped";

	private static final String NO_REASON = "none";

	private final TraceKeeper keeper;

	TailMeters(TraceKeeper keeper) {
		this.keeper = keeper;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		TailCounters counters = this.keeper.counters();
		FunctionCounter.builder(STARTED, counters.started(), LongAdder::sum)
			.description("Local traces that began: requests and jobs")
			.register(registry);
		traces(registry, counters.taken(), "taken", NO_REASON);
		traces(registry, counters.forgotten(), "forgotten", NO_REASON);
		for (KeepReason reason : KeepReason.values()) {
			traces(registry, counters.kept(reason), "kept", reason.value());
		}
		for (EvictReason reason : EvictReason.values()) {
			traces(registry, counters.evicted(reason), "evicted", reason.value());
		}
		for (DropReason reason : DropReason.values()) {
			FunctionCounter.builder(DROPPED, counters.dropped(reason), LongAdder::sum)
				.description("Spans that did not share the fate of their trace")
				.tag("reason", reason.value())
				.register(registry);
		}
		Gauge.builder(UNDECIDED, this.keeper, TraceKeeper::undecided)
			.description("Local traces about which nothing is decided yet")
			.register(registry);
		Gauge.builder(HELD, this.keeper, TraceKeeper::heldBytes)
			.description("Estimated size of the spans of undecided traces")
			.baseUnit(BaseUnits.BYTES)
			.register(registry);
	}

	private static void traces(MeterRegistry registry, LongAdder adder, String verdict, String reason) {
		FunctionCounter.builder(TRACES, adder, LongAdder::sum)
			.description("Local traces by what became of them")
			.tag("verdict", verdict)
			.tag("reason", reason)
			.register(registry);
	}

}
