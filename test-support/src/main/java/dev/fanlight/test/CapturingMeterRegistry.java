package dev.fanlight.test;

import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.cumulative.CumulativeCounter;
import io.micrometer.core.instrument.cumulative.CumulativeDistributionSummary;
import io.micrometer.core.instrument.cumulative.CumulativeTimer;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.micrometer.core.instrument.distribution.pause.PauseDetector;
import io.micrometer.core.instrument.simple.SimpleConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;

import org.springframework.context.ApplicationContext;

/**
 * A registry that hands what counters, timers and summaries record to the test it belongs
 * to, by the trace in which it is recorded.
 */
final class CapturingMeterRegistry extends SimpleMeterRegistry {

	private final Object context;

	CapturingMeterRegistry(ApplicationContext context) {
		super(SimpleConfig.DEFAULT, Clock.SYSTEM);
		this.context = context;
	}

	/** The trace in which this thread works, empty if there is none. */
	static String trace() {
		SpanContext span = Span.current().getSpanContext();
		return span.isValid() ? span.getTraceId() : "";
	}

	private void record(Meter.Id id, double count, double total) {
		String stopped = StoppedObservations.trace();
		Telemetry telemetry = Sessions.find(this.context, (stopped != null) ? stopped : trace());
		if (telemetry != null) {
			telemetry.recorded(id, count, total);
		}
	}

	@Override
	protected Counter newCounter(Meter.Id id) {
		return new CumulativeCounter(id) {

			@Override
			public void increment(double amount) {
				super.increment(amount);
				CapturingMeterRegistry.this.record(id, amount, amount);
			}

		};
	}

	@Override
	protected Timer newTimer(Meter.Id id, DistributionStatisticConfig config, PauseDetector pauseDetector) {
		return new CumulativeTimer(id, this.clock, config, pauseDetector, getBaseTimeUnit()) {

			@Override
			protected void recordNonNegative(long amount, TimeUnit unit) {
				super.recordNonNegative(amount, unit);
				CapturingMeterRegistry.this.record(id, 1, unit.toNanos(amount) / 1e9);
			}

		};
	}

	@Override
	protected DistributionSummary newDistributionSummary(Meter.Id id, DistributionStatisticConfig config,
			double scale) {
		return new CumulativeDistributionSummary(id, this.clock, config, scale, false) {

			@Override
			protected void recordNonNegative(double amount) {
				super.recordNonNegative(amount);
				CapturingMeterRegistry.this.record(id, 1, amount);
			}

		};
	}

}
