package dev.fanlight.autoconfigure.logging;

import java.util.Locale;

import dev.fanlight.logging.sink.SinkCounts;
import dev.fanlight.logging.sink.SinkOutcome;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.event.Level;

/**
 * The counts of a sink as meters.
 */
final class SinkMeters {

	private static final String PREFIX = "fanlight.logging.sink.";

	private static final String SINK = "sink";

	private SinkMeters() {
	}

	static void bind(SinkCounts counts, MeterRegistry registry) {
		for (SinkOutcome outcome : SinkOutcome.values()) {
			for (Level level : Level.values()) {
				FunctionCounter.builder(PREFIX + "lines", counts, (source) -> source.countOf(outcome, level))
					.description("Lines that an asynchronous sink was given, by what became of them")
					.tag(SINK, counts.sink())
					.tag("level", level.name().toLowerCase(Locale.ROOT))
					.tag("outcome", outcome.tag())
					.register(registry);
			}
		}
		Gauge.builder(PREFIX + "queued", counts, SinkCounts::held)
			.description("Lines that an asynchronous sink has not written yet")
			.tag(SINK, counts.sink())
			.register(registry);
	}

}
