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
		List<Long> calm = new ArrayList<>();
		List<Long> storm = new ArrayList<>();
		AtomicBoolean stormy = new AtomicBoolean();
		AtomicBoolean ended = new AtomicBoolean();
		Thread load = new Thread(() -> load(shop, ended, stormy, calm, storm));
		load.start();
		int outages = 0;
		for (int round = 0; round < ROUNDS; round++) {
			for (OtlpAnswer answer : answers()) {
				stormy.set(true);
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
				stormy.set(false);
				Thread.sleep(EPISODE.toMillis() / 2);
			}
		}
		ended.set(true);
		load.join();
		double dropped = shop.scraped("fanlight_delivery_dropped_total");
		shop.close();
		receiver.close();
		collect(receiver);
		report(transport, outages, lines, calm, storm);
		assertThat(this.arrivals.values()).allSatisfy((arrived) -> assertThat(arrived.ids).containsAll(this.sent));
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
	}

	private static List<OtlpAnswer> answers() {
		List<OtlpAnswer> answers = new ArrayList<>();
		answers.add(null);
		answers.addAll(List.of(OtlpAnswer.hang(), OtlpAnswer.unavailable(),
				OtlpAnswer.refuse(429, Code.RESOURCE_EXHAUSTED).retryAfter(Duration.ofSeconds(1)),
				OtlpAnswer.refuse(400, Code.INVALID_ARGUMENT), OtlpAnswer.closeMidBody()));
		return answers;
	}

	private void load(Shop shop, AtomicBoolean ended, AtomicBoolean stormy, List<Long> calm, List<Long> storm) {
		for (int i = 0; !ended.get(); i++) {
			String id = "i" + i;
			boolean inStorm = stormy.get();
			long start = System.nanoTime();
			shop.get("/items/" + id);
			(inStorm ? storm : calm).add(System.nanoTime() - start);
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

	private void report(String transport, int outages, ListAppender<ILoggingEvent> lines, List<Long> calm,
			List<Long> storm) {
		System.out.printf(
				"CHAOS %s outages=%d requests=%d %s lines=%d p99 calm=%.1f ms storm=%.1f ms "
						+ "at most %.0f KiB in memory and %.0f KiB on disk%n%s%n",
				transport, outages, this.sent.size(), this.arrivals, said(lines).size(), p99(calm), p99(storm),
				this.mostInMemory / 1024, this.mostOnDisk / 1024,
				said(lines).stream().limit(20).collect(Collectors.joining(System.lineSeparator())));
	}

	private static double p99(List<Long> nanos) {
		List<Long> sorted = nanos.stream().sorted().toList();
		return sorted.isEmpty() ? 0 : sorted.get((int) (sorted.size() * 0.99)) / 1e6;
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
