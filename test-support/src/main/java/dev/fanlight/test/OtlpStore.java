package dev.fanlight.test;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;

/**
 * The newest requests within a bound, and the script of answers. Thread-safe.
 */
final class OtlpStore {

	private final int maxRequests;

	private final long maxBytes;

	private final Deque<Entry> entries = new ArrayDeque<>();

	private final Deque<OtlpAnswer> nextAnswers = new ArrayDeque<>();

	private OtlpAnswer usualAnswer = OtlpAnswer.accept();

	private long bytes;

	private long discarded;

	OtlpStore(int maxRequests, long maxBytes) {
		this.maxRequests = maxRequests;
		this.maxBytes = maxBytes;
	}

	void add(ReceivedRequest request) {
		Entry entry = Entry.of(request);
		synchronized (this) {
			this.entries.add(entry);
			this.bytes += entry.bytes;
			while (this.entries.size() > this.maxRequests || (this.bytes > this.maxBytes && this.entries.size() > 1)) {
				this.bytes -= this.entries.remove().bytes;
				this.discarded++;
			}
			notifyAll();
		}
	}

	synchronized OtlpAnswer answerFor(OtlpSignal signal) {
		for (OtlpAnswer answer : this.nextAnswers) {
			if (answer.isFor(signal)) {
				this.nextAnswers.remove(answer);
				return answer;
			}
		}
		return this.usualAnswer.isFor(signal) ? this.usualAnswer : OtlpAnswer.accept();
	}

	synchronized void answerNext(List<OtlpAnswer> answers) {
		this.nextAnswers.addAll(answers);
	}

	synchronized void answerAlways(OtlpAnswer answer) {
		this.usualAnswer = answer;
	}

	synchronized List<ReceivedRequest> requests() {
		return this.entries.stream().map(Entry::request).toList();
	}

	synchronized <T> List<T> items(Function<Entry, List<T>> items) {
		return this.entries.stream().flatMap((entry) -> items.apply(entry).stream()).toList();
	}

	synchronized long discarded() {
		return this.discarded;
	}

	synchronized boolean await(BooleanSupplier condition, Duration timeout) {
		long deadline = System.nanoTime() + timeout.toNanos();
		while (!condition.getAsBoolean()) {
			long left = deadline - System.nanoTime();
			if (left <= 0) {
				return false;
			}
			try {
				TimeUnit.NANOSECONDS.timedWait(this, Math.max(left, 1_000_000));
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
				throw new IllegalStateException("Interrupted while waiting for telemetry", ex);
			}
		}
		return true;
	}

	synchronized void reset() {
		this.entries.clear();
		this.nextAnswers.clear();
		this.usualAnswer = OtlpAnswer.accept();
		this.bytes = 0;
		this.discarded = 0;
	}

	record Entry(ReceivedRequest request, long bytes, List<ReceivedSpan> spans, List<ReceivedLog> logs,
			List<ReceivedMetric> metrics) {

		static Entry of(ReceivedRequest request) {
			return new Entry(request, request.message().getSerializedSize(),
					(request.accepted() && request.message() instanceof ExportTraceServiceRequest traces)
							? OtlpDecoder.spans(traces) : List.of(),
					(request.accepted() && request.message() instanceof ExportLogsServiceRequest logs)
							? OtlpDecoder.logs(logs) : List.of(),
					(request.accepted() && request.message() instanceof ExportMetricsServiceRequest metrics)
							? OtlpDecoder.metrics(metrics) : List.of());
		}

	}

}
