package dev.fanlight.tracing.delivery;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.logs.LogRecordProcessor;
import io.opentelemetry.sdk.logs.ReadWriteLogRecord;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import io.opentelemetry.sdk.logs.export.LogRecordExporter;

/**
 * Decides which log records a filling queue takes: up to INFO until four fifths are
 * taken, WARN until nine tenths, ERROR until it is full. Left to itself OpenTelemetry's
 * batch processor drops whatever comes when it is full, which it never is behind this:
 * records that it has taken from its queue and not exported yet count as well.
 * Thread-safe, takes no lock, allocates nothing.
 */
public final class LogSieve {

	/** The levels of the log schema, in the order of OpenTelemetry's severities. */
	public static final List<String> LEVELS = List.of("trace", "debug", "info", "warn", "error");

	private static final int SEVERITIES_PER_LEVEL = 4;

	private final int size;

	private final AtomicInteger waiting = new AtomicInteger();

	private final LongAdder[] refused = Stream.generate(LongAdder::new).limit(LEVELS.size()).toArray(LongAdder[]::new);

	LogSieve(int size) {
		this.size = size;
	}

	/**
	 * Stand in front of the batch processor.
	 * @param processor the processor
	 * @return what the SDK has to call instead
	 */
	public LogRecordProcessor before(LogRecordProcessor processor) {
		return new Processor(processor);
	}

	/**
	 * Stand behind the batch processor, to see what leaves it.
	 * @param exporter the exporter of the processor
	 * @return what the processor has to call instead
	 */
	public LogRecordExporter behind(LogRecordExporter exporter) {
		return new Exporter(exporter);
	}

	/**
	 * Records of a level that were refused.
	 * @param level an index of {@link #LEVELS}
	 * @return how many
	 */
	public long refused(int level) {
		return this.refused[level].sum();
	}

	long refused() {
		return Stream.of(this.refused).mapToLong(LongAdder::sum).sum();
	}

	private boolean takes(Severity severity) {
		int level = Math.min(Math.max(severity.getSeverityNumber() - 1, 0) / SEVERITIES_PER_LEVEL, LEVELS.size() - 1);
		int share = switch (level) {
			case 4 -> this.size;
			case 3 -> Math.max(1, (int) (this.size * 9L / 10));
			default -> Math.max(1, (int) (this.size * 4L / 5));
		};
		if (this.waiting.incrementAndGet() <= share) {
			return true;
		}
		this.waiting.decrementAndGet();
		this.refused[level].increment();
		return false;
	}

	private final class Processor implements LogRecordProcessor {

		private final LogRecordProcessor delegate;

		Processor(LogRecordProcessor delegate) {
			this.delegate = delegate;
		}

		@Override
		public void onEmit(Context context, ReadWriteLogRecord logRecord) {
			if (takes(logRecord.getSeverity())) {
				this.delegate.onEmit(context, logRecord);
			}
		}

		@Override
		public CompletableResultCode shutdown() {
			return this.delegate.shutdown();
		}

		@Override
		public CompletableResultCode forceFlush() {
			return this.delegate.forceFlush();
		}

		@Override
		public String toString() {
			return this.delegate.toString();
		}

	}

	private final class Exporter implements LogRecordExporter {

		private final LogRecordExporter delegate;

		Exporter(LogRecordExporter delegate) {
			this.delegate = delegate;
		}

		@Override
		public CompletableResultCode export(Collection<LogRecordData> logs) {
			LogSieve.this.waiting.addAndGet(-logs.size());
			return this.delegate.export(logs);
		}

		@Override
		public CompletableResultCode flush() {
			return this.delegate.flush();
		}

		@Override
		public CompletableResultCode shutdown() {
			return this.delegate.shutdown();
		}

		@Override
		public String toString() {
			return this.delegate.toString();
		}

	}

}
