package dev.fanlight.autoconfigure.tracing.delivery;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
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
import dev.fanlight.test.ReceivedSpan;
import io.grpc.Status.Code;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
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

	private final Set<String> received = new HashSet<>();

	private final Set<Message> batches = new HashSet<>();

	private int deliveredTwice;

	private int batchesTwice;

	private int spansOfBatchesTwice;

	private double mostInMemory;

	private double mostOnDisk;

	@Test
	void losesNothingSaysLittleAndSlowsNobody() throws Exception {
		OtlpReceiver receiver = OtlpReceiver.start();
		int port = receiver.port();
		ListAppender<ILoggingEvent> lines = new ListAppender<>();
		Shop shop = new Shop(Shop.to(receiver, "http", "fanlight.delivery.spool.enabled=true",
				"fanlight.delivery.spool.directory=" + this.spool,
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
		Set<String> missing = new HashSet<>(this.sent);
		missing.removeAll(this.received);
		report(outages, lines, calm, storm, missing.size());
		assertThat(missing).isEmpty();
		assertThat(dropped).isZero();
		assertThat(this.mostInMemory).isLessThan(3 * 8 * 1024 * 1024);
		assertThat(this.mostOnDisk).isLessThanOrEqualTo(64 * 1024 * 1024);
		// The one in flight when an outage begins may have been taken, though no answer
		// came back
		assertThat(this.batchesTwice).isLessThanOrEqualTo(outages);
		assertThat(this.deliveredTwice).isEqualTo(this.spansOfBatchesTwice);
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
		receiver.spans().stream().map(DeliveryChaosTests::id).flatMap(Stream::ofNullable).forEach((id) -> {
			if (!this.received.add(id)) {
				this.deliveredTwice++;
			}
		});
		receiver.requests()
			.stream()
			.filter((request) -> request.accepted() && request.signal() == OtlpSignal.TRACES)
			.map((request) -> (ExportTraceServiceRequest) request.message())
			.filter((batch) -> !this.batches.add(batch))
			.forEach((batch) -> {
				this.batchesTwice++;
				this.spansOfBatchesTwice += batch.getResourceSpansList()
					.stream()
					.flatMap((resource) -> resource.getScopeSpansList().stream())
					.mapToInt((scope) -> scope.getSpansCount())
					.sum();
			});
	}

	private static String id(ReceivedSpan span) {
		Object url = span.attributes().get("http.url");
		return (url != null && url.toString().contains("/items/")) ? id(url.toString()) : null;
	}

	private static String id(String url) {
		return url.substring(url.lastIndexOf('/') + 1);
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

	private void report(int outages, ListAppender<ILoggingEvent> lines, List<Long> calm, List<Long> storm,
			int missing) {
		System.out.printf(
				"CHAOS outages=%d requests=%d received=%d twice=%d in %d batches missing=%d lines=%d p99 calm=%.1f ms storm=%.1f ms "
						+ "at most %.0f KiB in memory and %.0f KiB on disk%n%s%n",
				outages, this.sent.size(), this.received.size(), this.deliveredTwice, this.batchesTwice, missing,
				said(lines).size(), p99(calm), p99(storm), this.mostInMemory / 1024, this.mostOnDisk / 1024,
				said(lines).stream().limit(20).collect(Collectors.joining(System.lineSeparator())));
	}

	private static double p99(List<Long> nanos) {
		List<Long> sorted = nanos.stream().sorted().toList();
		return sorted.isEmpty() ? 0 : sorted.get((int) (sorted.size() * 0.99)) / 1e6;
	}

}
