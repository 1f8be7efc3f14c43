package dev.fanlight.autoconfigure.tracing.delivery;

import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

import dev.fanlight.tracing.delivery.BreakerState;
import dev.fanlight.tracing.delivery.Delivery;
import dev.fanlight.tracing.delivery.DeliveryCounter;
import dev.fanlight.tracing.delivery.DropReason;
import dev.fanlight.tracing.delivery.LogSieve;
import dev.fanlight.tracing.delivery.PipelineStatus;
import dev.fanlight.tracing.delivery.Signal;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.jspecify.annotations.Nullable;

/**
 * Shows every pipeline as meters, from its beginning on.
 */
final class DeliveryMeters implements MeterBinder {

	private final Delivery delivery;

	DeliveryMeters(Delivery delivery) {
		this.delivery = delivery;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		this.delivery.onPipeline((name) -> bind(registry, name));
		for (Signal signal : List.of(Signal.TRACES, Signal.LOGS)) {
			Tags tags = Tags.of(DeliveryMeter.SIGNAL, signal.key());
			counter(registry, DeliveryMeter.PROCESSOR_DROPPED, tags,
					(delivery) -> delivery.processor(signal).dropped());
			Gauge
				.builder(DeliveryMeter.PROCESSOR_QUEUE.meterName(), this.delivery,
						(delivery) -> delivery.processor(signal).queued())
				.description(DeliveryMeter.PROCESSOR_QUEUE.description())
				.tags(tags)
				.register(registry);
		}
		for (int i = 0; i < LogSieve.LEVELS.size(); i++) {
			int level = i;
			counter(registry, DeliveryMeter.PROCESSOR_REFUSED,
					Tags.of(DeliveryMeter.SIGNAL, Signal.LOGS.key(), DeliveryMeter.LEVEL, LogSieve.LEVELS.get(level)),
					(delivery) -> refused(delivery, level));
		}
	}

	private static double refused(Delivery delivery, int level) {
		LogSieve sieve = delivery.processor(Signal.LOGS).sieve();
		return (sieve != null) ? sieve.refused(level) : 0;
	}

	private void bind(MeterRegistry registry, String name) {
		Tags tags = Tags.of(DeliveryMeter.SIGNAL, name);
		for (DeliveryCounter counter : DeliveryCounter.values()) {
			DeliveryMeter meter = DeliveryMeter.valueOf(counter.name());
			counter(registry, meter, tags, (delivery) -> delivery.count(name, counter));
		}
		for (DropReason reason : DropReason.values()) {
			counter(registry, DeliveryMeter.DROPPED, tags.and(DeliveryMeter.REASON, reason.key()),
					(delivery) -> delivery.dropped(name, reason));
		}
		gauge(registry, DeliveryMeter.QUEUE_BATCHES, null, tags, name, PipelineStatus::waitingBatches);
		gauge(registry, DeliveryMeter.QUEUE_ITEMS, null, tags, name, PipelineStatus::waitingItems);
		gauge(registry, DeliveryMeter.QUEUE_BYTES, "bytes", tags, name, PipelineStatus::memoryBytes);
		gauge(registry, DeliveryMeter.SPOOL_BYTES, "bytes", tags, name, PipelineStatus::spoolBytes);
		gauge(registry, DeliveryMeter.OLDEST, "seconds", tags, name, (status) -> status.oldest().toSeconds());
		for (BreakerState state : BreakerState.values()) {
			gauge(registry, DeliveryMeter.BREAKER, null, tags.and(DeliveryMeter.STATE, state.key()), name,
					(status) -> (status.breaker() == state) ? 1 : 0);
		}
	}

	private void counter(MeterRegistry registry, DeliveryMeter meter, Tags tags, ToDoubleFunction<Delivery> reader) {
		FunctionCounter.builder(meter.meterName(), this.delivery, reader)
			.description(meter.description())
			.tags(tags)
			.register(registry);
	}

	private void gauge(MeterRegistry registry, DeliveryMeter meter, @Nullable String unit, Tags tags, String name,
			ToLongFunction<PipelineStatus> reader) {
		Gauge.builder(meter.meterName(), this.delivery, (delivery) -> delivery.gauge(name, reader))
			.description(meter.description())
			.baseUnit(unit)
			.tags(tags)
			.register(registry);
	}

}
