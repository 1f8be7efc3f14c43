package dev.fanlight.autoconfigure.redaction;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;

import dev.fanlight.redaction.Action;
import dev.fanlight.redaction.Exit;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

/**
 * Shows the counters as meters. They tell which detector found how much where, never
 * anything of the value.
 */
final class RedactionMeters implements MeterBinder {

	static final String REDACTIONS = "fanlight.redactions";

	static final String FAILURES = "fanlight.redaction.failures";

	static final String OVERSIZE = "fanlight.redaction.oversize";

	private static final String EXIT = "exit";

	private final RedactionCounters counters;

	RedactionMeters(RedactionCounters counters) {
		this.counters = counters;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		for (Exit exit : Exit.values()) {
			FunctionCounter.builder(FAILURES, this.counters.failures(exit), LongAdder::sum)
				.description("Values replaced as a whole because a detector failed")
				.tag(EXIT, exit.id())
				.register(registry);
			FunctionCounter.builder(OVERSIZE, this.counters.oversizes(exit), LongAdder::sum)
				.description("Values that lost what exceeds fanlight.redaction.max-length")
				.tag(EXIT, exit.id())
				.register(registry);
		}
		// Not on the thread that logs: it may hold an appender's lock, and the registry
		// logs under its own
		this.counters.observe((detector, exit, action, adder) -> CompletableFuture
			.runAsync(() -> register(registry, detector, exit, action, adder)));
	}

	private static void register(MeterRegistry registry, String detector, Exit exit, Action action, LongAdder adder) {
		FunctionCounter.builder(REDACTIONS, adder, LongAdder::sum)
			.description("Secrets found, by what was written instead; action=report went out unchanged")
			.tag("detector", detector)
			.tag(EXIT, exit.id())
			.tag("action", action.id())
			.register(registry);
	}

}
