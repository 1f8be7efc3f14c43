package dev.fanlight.tracing.delivery;

import java.util.function.Supplier;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.LongPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.export.CollectionRegistration;
import io.opentelemetry.sdk.metrics.export.MetricReader;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a batch processor of OpenTelemetry counts about itself: how much waits in
 * front of the exporter and how much found that queue full; and asks it to hand over what
 * waits there. Thread-safe.
 */
public final class ProcessorWatch {

	private static final AttributeKey<Boolean> DROPPED = AttributeKey.booleanKey("dropped");

	private final Reader reader = new Reader();

	private final SdkMeterProvider meterProvider = SdkMeterProvider.builder().registerMetricReader(this.reader).build();

	private volatile @Nullable LogSieve sieve;

	private volatile Supplier<CompletableResultCode> flush = CompletableResultCode::ofSuccess;

	ProcessorWatch() {
	}

	/**
	 * Have a processor hand over what it holds in short intervals while the receiver is
	 * away, instead of by its schedule alone: from there it reaches the spool.
	 * @param flush asks the processor and does not wait for it
	 */
	public void inOutages(Supplier<CompletableResultCode> flush) {
		this.flush = flush;
	}

	void flush() {
		this.flush.get();
	}

	/**
	 * Have a queue of log records refuse the least important ones first.
	 * @param size the size of the queue
	 * @return what stands around the processor
	 */
	public LogSieve sift(int size) {
		LogSieve sieve = new LogSieve(size);
		this.sieve = sieve;
		return sieve;
	}

	/**
	 * What stands around the processor.
	 * @return {@code null} if nothing does
	 */
	public @Nullable LogSieve sieve() {
		return this.sieve;
	}

	/**
	 * What the processor has to be built with.
	 * @return the provider for its builder
	 */
	public MeterProvider meterProvider() {
		return this.meterProvider;
	}

	/**
	 * How many items wait in the processor.
	 * @return the number
	 */
	public long queued() {
		return sum("queueSize", false);
	}

	/**
	 * How many items found the queue of the processor full, or too full for their level.
	 * @return the number since it began
	 */
	public long dropped() {
		LogSieve sieve = this.sieve;
		return sum("processed", true) + ((sieve != null) ? sieve.refused() : 0);
	}

	private long sum(String name, boolean dropped) {
		long sum = 0;
		for (MetricData metric : this.reader.registration.collectAllMetrics()) {
			if (metric.getName().startsWith(name)) {
				for (LongPointData point : (dropped ? metric.getLongSumData() : metric.getLongGaugeData())
					.getPoints()) {
					sum += (!dropped || Boolean.TRUE.equals(point.getAttributes().get(DROPPED))) ? point.getValue() : 0;
				}
			}
		}
		return sum;
	}

	private static final class Reader implements MetricReader {

		private volatile CollectionRegistration registration = CollectionRegistration.noop();

		@Override
		public void register(CollectionRegistration registration) {
			this.registration = registration;
		}

		@Override
		public CompletableResultCode forceFlush() {
			return CompletableResultCode.ofSuccess();
		}

		@Override
		public CompletableResultCode shutdown() {
			return CompletableResultCode.ofSuccess();
		}

		@Override
		public AggregationTemporality getAggregationTemporality(InstrumentType type) {
			return AggregationTemporality.CUMULATIVE;
		}

	}

}
