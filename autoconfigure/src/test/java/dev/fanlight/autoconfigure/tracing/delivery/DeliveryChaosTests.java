package dev.fanlight.autoconfigure.tracing.delivery;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.google.protobuf.Message;
import dev.fanlight.test.OtlpAnswer;
import dev.fanlight.test.OtlpReceiver;
import dev.fanlight.test.OtlpSignal;
import dev.fanlight.test.ReceivedRequest;
import io.grpc.Status.Code;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A service under load while its collector goes through every way to fail. Short in the
 * build; {@code -Dfanlight.chaos.minutes=5} makes it long.
 */
@Timeout(3600)
class DeliveryChaosTests {

	private static final long MINUTES = Long.getLong("fanlight.chaos.minutes", 0);

	private static final Duration EPISODE = (MINUTES > 0) ? Duration.ofSeconds(10) : Duration.ofMillis(600);

	/** A busy machine must not make outages of its own that the long form would count. */
	private static final String TIMEOUT = (MINUTES > 0) ? "3s" : "500ms";

	/** A part of a phase whose p99 is one sample of the noise. */
	private static final Duration WINDOW = EPISODE.dividedBy(2);

	private static final int REQUESTS_IN_A_WINDOW = 20;

	private static final int ROUNDS = (int) Math.max(1, MINUTES * 60 / 100);

	@TempDir
	Path spool;

	private final List<String> sent = Collections.synchronizedList(new ArrayList<>());

	private final Map<OtlpSignal, Arrivals> arrivals = Map.of(OtlpSignal.TRACES, new Arrivals(), OtlpSignal.LOGS,
			new Arrivals());

	private double mostInMemory;

	private double mostOnDisk;

	@ParameterizedTest
	@ValueSource(strings = { "http", "grpc" })
	void losesNothingSaysLittleAndSlowsNobody(String transport) throws Exception {
		OtlpReceiver receiver = OtlpReceiver.start();
		int port = receiver.port();
		ListAppender<ILoggingEvent> lines = new ListAppender<>();
		Shop shop = new Shop(Shop.to(receiver, transport, "fanlight.delivery.spool.enabled=true",
				"fanlight.logging.storm-guard.enabled=false", "fanlight.delivery.spool.directory=" + this.spool,
				"management.opentelemetry.tracing.export.otlp.timeout=" + TIMEOUT,
				"management.opentelemetry.logging.export.otlp.timeout=" + TIMEOUT,
				"management.otlp.metrics.export.step=1s", "management.otlp.metrics.export.connect-timeout=" + TIMEOUT,
				"management.otlp.metrics.export.read-timeout=" + TIMEOUT));
		lines.start();
		((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).addAppender(lines);
		List<List<Long>> calm = new ArrayList<>();
		List<List<Long>> storm = new ArrayList<>();
		AtomicReference<List<List<Long>>> phase = new AtomicReference<>();
		AtomicBoolean ended = new AtomicBoolean();
		Thread load = new Thread(() -> load(shop, ended, phase));
		load.start();
		// What is compiled and loaded now would count as the noise of the first phase
		Thread.sleep(EPISODE.toMillis());
		phase.set(calm);
		Thread.sleep(EPISODE.toMillis() / 2);
		int outages = 0;
		for (int round = 0; round < ROUNDS; round++) {
			for (OtlpAnswer answer : answers()) {
				phase.set(storm);
				if (answer == null) {
					receiver.close();
				}
				else {
					receiver.answerAlways(answer);
				}
				Thread.sleep(EPISODE.toMillis());
				this.mostInMemory = Math.max(this.mostInMemory, shop.scraped("fanlight_delivery_queue_bytes"));
				this.mostOnDisk = Math.max(this.mostOnDisk, shop.scraped("fanlight_delivery_spool_bytes"));
				if (answer == null) {
					collect(receiver);
					receiver = OtlpReceiver.start(port);
				}
				receiver.answerAlways(OtlpAnswer.accept());
				outages++;
				await().atMost(Duration.ofSeconds(30)).until(() -> shop.scraped("fanlight_delivery_queue_items") < 200);
				phase.set(calm);
				Thread.sleep(EPISODE.toMillis() / 2);
			}
		}
		ended.set(true);
		load.join();
		double dropped = shop.scraped("fanlight_delivery_dropped_total");
		shop.close();
		receiver.close();
		collect(receiver);
		Noise noise = Noise.of(calm, storm);
		report(transport, outages, lines, noise);
		assertThat(this.arrivals.values()).allSatisfy((arrived) -> assertThat(missing(arrived)).isEmpty());
		assertThat(dropped).isZero();
		assertThat(this.mostInMemory).isLessThan(3 * 8 * 1024 * 1024);
		assertThat(this.mostOnDisk).isLessThanOrEqualTo(64 * 1024 * 1024);
		// The one in flight when an outage begins may have been taken, though no answer
		// came back
		int most = outages;
		assertThat(this.arrivals.values())
			.allSatisfy((arrived) -> assertThat(arrived.batchesTwice).isLessThanOrEqualTo(most))
			.allSatisfy((arrived) -> assertThat(arrived.twiceAlone).isZero());
		assertThat(said(lines)).hasSizeLessThanOrEqualTo(2 * outages);
		assertThat(lines.list).noneMatch((line) -> line.getThrowableProxy() != null);
		if (MINUTES > 0) {
			assertThat(Noise.quantile(noise.storm(), 0.5)).isLessThanOrEqualTo(Noise.quantile(noise.calm(), 0.95));
		}
	}

	private static List<OtlpAnswer> answers() {
		List<OtlpAnswer> answers = new ArrayList<>();
		answers.add(null);
		answers.addAll(List.of(OtlpAnswer.hang(), OtlpAnswer.unavailable(),
				OtlpAnswer.refuse(429, Code.RESOURCE_EXHAUSTED).retryAfter(Duration.ofSeconds(1)),
				OtlpAnswer.refuse(400, Code.INVALID_ARGUMENT), OtlpAnswer.closeMidBody()));
		return answers;
	}

	private void load(Shop shop, AtomicBoolean ended, AtomicReference<List<List<Long>>> phase) {
		List<List<Long>> before = null;
		long began = 0;
		for (int i = 0; !ended.get(); i++) {
			String id = "i" + i;
			List<List<Long>> windows = phase.get();
			long start = System.nanoTime();
			shop.get("/items/" + id);
			long nanos = System.nanoTime() - start;
			if (windows != null) {
				if (windows != before || start - began >= WINDOW.toNanos()) {
					windows.add(new ArrayList<>());
					began = start;
				}
				windows.get(windows.size() - 1).add(nanos);
			}
			before = windows;
			this.sent.add(id);
			LockSupport.parkNanos(5_000_000);
		}
	}

	/** Note what a receiver got before it was closed. */
	private void collect(OtlpReceiver receiver) {
		receiver.requests().stream().filter(ReceivedRequest::accepted).forEach((request) -> {
			if (request.message() instanceof ExportTraceServiceRequest traces) {
				this.arrivals.get(OtlpSignal.TRACES).add(traces, ids(traces));
			}
			else if (request.message() instanceof ExportLogsServiceRequest logs) {
				this.arrivals.get(OtlpSignal.LOGS).add(logs, ids(logs));
			}
		});
	}

	/** AssertJ looks through everything for each. */
	private List<String> missing(Arrivals arrived) {
		return this.sent.stream().filter((id) -> !arrived.ids.contains(id)).toList();
	}

	private static Stream<String> ids(ExportTraceServiceRequest batch) {
		return batch.getResourceSpansList()
			.stream()
			.flatMap((resource) -> resource.getScopeSpansList().stream())
			.flatMap((scope) -> scope.getSpansList().stream())
			.flatMap((span) -> span.getAttributesList().stream())
			.filter((attribute) -> attribute.getKey().equals("http.url"))
			.flatMap((attribute) -> behind("/items/", attribute.getValue().getStringValue()));
	}

	private static Stream<String> ids(ExportLogsServiceRequest batch) {
		return batch.getResourceLogsList()
			.stream()
			.flatMap((resource) -> resource.getScopeLogsList().stream())
			.flatMap((scope) -> scope.getLogRecordsList().stream())
			.flatMap((log) -> behind("item ", log.getBody().getStringValue()));
	}

	private static Stream<String> behind(String mark, String text) {
		int at = text.indexOf(mark);
		return (at >= 0) ? Stream.of(text.substring(at + mark.length())) : Stream.empty();
	}

	private static List<String> said(ListAppender<ILoggingEvent> lines) {
		return List.copyOf(lines.list)
			.stream()
			.filter((line) -> line.getLevel().isGreaterOrEqual(Level.WARN))
			// The receiver of the test talks about its own tricks
			.filter((line) -> !line.getLoggerName().startsWith("com.linecorp"))
			.map(ILoggingEvent::getFormattedMessage)
			.toList();
	}

	private void report(String transport, int outages, ListAppender<ILoggingEvent> lines, Noise noise) {
		System.out.printf(
				"CHAOS %s outages=%d requests=%d %s lines=%d at most %.0f KiB in memory and %.0f KiB on disk%n%s%n%s%n",
				transport, outages, this.sent.size(), this.arrivals, said(lines).size(), this.mostInMemory / 1024,
				this.mostOnDisk / 1024, noise,
				said(lines).stream().limit(20).collect(Collectors.joining(System.lineSeparator())));
	}

	/**
	 * Whether requests are slower in outages than they are now and then anyway: the p99
	 * of each window, in milliseconds and ascending.
	 *
	 * @param calm the windows without an outage
	 * @param storm the windows from the beginning of an outage until what it held back
	 * was delivered
	 */
	private record Noise(List<Double> calm, List<Double> storm) {

		static Noise of(List<List<Long>> calm, List<List<Long>> storm) {
			return new Noise(p99s(calm), p99s(storm));
		}

		private static List<Double> p99s(List<List<Long>> windows) {
			return windows.stream()
				.filter((window) -> window.size() >= REQUESTS_IN_A_WINDOW)
				.map((window) -> quantile(window.stream().sorted().toList(), 0.99) / 1e6)
				.sorted()
				.toList();
		}

		static double quantile(List<? extends Number> sorted, double part) {
			return sorted.isEmpty() ? Double.NaN : sorted.get((int) (sorted.size() * part)).doubleValue();
		}

		/**
		 * How far outages are from calm, by the ranks of their windows (Mann-Whitney):
		 * below 1.64 nothing says at 5 % that they are slower.
		 */
		private double z() {
			double wins = this.storm.stream()
				.mapToDouble((
						slow) -> this.calm.stream().mapToDouble((fast) -> (1 + Double.compare(slow, fast)) / 2.0).sum())
				.sum();
			double pairs = (double) this.calm.size() * this.storm.size();
			return (wins - pairs / 2) / Math.sqrt(pairs * (this.calm.size() + this.storm.size() + 1) / 12);
		}

		@Override
		public String toString() {
			return "p99 of windows, ms: calm " + spread(this.calm) + "; outages " + spread(this.storm)
					+ String.format("; Mann-Whitney z=%.2f", z());
		}

		private static String spread(List<Double> sorted) {
			return String.format("median %.1f, quartiles %.1f to %.1f, 95th %.1f, worst %.1f of %d",
					quantile(sorted, 0.5), quantile(sorted, 0.25), quantile(sorted, 0.75), quantile(sorted, 0.95),
					quantile(sorted, 0.9999), sorted.size());
		}

	}

	/** What came of one signal. */
	private static final class Arrivals {

		private final Set<String> ids = new HashSet<>();

		private final Set<Message> batches = new HashSet<>();

		private int batchesTwice;

		private int twiceAlone;

		void add(Message batch, Stream<String> ids) {
			boolean again = !this.batches.add(batch);
			long known = ids.filter((id) -> !this.ids.add(id)).count();
			this.batchesTwice += again ? 1 : 0;
			this.twiceAlone += again ? 0 : (int) known;
		}

		@Override
		public String toString() {
			return "%d received, %d batches twice".formatted(this.ids.size(), this.batchesTwice);
		}

	}

}
