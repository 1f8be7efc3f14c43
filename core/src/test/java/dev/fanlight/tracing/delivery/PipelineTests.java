package dev.fanlight.tracing.delivery;

import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.fanlight.tracing.delivery.Outcome.Kind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class PipelineTests {

	private static final Outcome AWAY = Outcome.of(Kind.AWAY, "connection refused");

	private static final Outcome TAKEN = Outcome.delivered(0, "");

	@TempDir
	Path temp;

	private final ScriptedTransport transport = new ScriptedTransport();

	private final PipelineCounters counters = new PipelineCounters();

	private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

	private final AtomicInteger fetches = new AtomicInteger();

	private SpoolDirectory directory;

	private long now = System.currentTimeMillis();

	@BeforeEach
	void listen() {
		this.lines.start();
		logger().addAppender(this.lines);
	}

	@AfterEach
	void close() {
		logger().detachAppender(this.lines);
		if (this.directory != null) {
			this.directory.close();
		}
	}

	private static Logger logger() {
		return (Logger) LoggerFactory.getLogger(Delivery.class);
	}

	@Test
	void deliversInOrderAndCounts() {
		Pipeline pipeline = pipeline(1_000_000, false);
		offer(pipeline, 100);
		awaitDelivered(100);
		assertThat(this.transport.taken()).isSorted();
		assertThat(this.counters.batches.get()).isEqualTo(100);
		assertThat(this.counters.bytes.get()).isEqualTo(1000);
		assertThat(this.lines.list).isEmpty();
		pipeline.close();
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void keepsEverythingThroughAnOutageAndSaysTwoLines(boolean spool) {
		Pipeline pipeline = pipeline(1_000_000, spool);
		this.transport.answer((batch) -> AWAY);
		offer(pipeline, 50);
		await().until(() -> this.counters.retries.get() >= 3);
		offer(pipeline, 50);
		assertThat(pipeline.status().failing()).isTrue();
		assertThat(pipeline.status().waitingItems()).isEqualTo(100);
		assertThat(pipeline.status().lastFailure()).isEqualTo("connection refused");
		assertThat(this.counters.spooled.get()).isEqualTo(spool ? 100 : 0);
		this.transport.answer((batch) -> TAKEN);
		awaitDelivered(100);
		assertThat(this.transport.taken()).isSorted().doesNotHaveDuplicates();
		await().until(() -> this.lines.list.size() == 2);
		assertThat(messages().get(0))
			.isEqualTo("Traces do not reach http://collector:4318/v1/traces: " + "connection refused. They wait "
					+ (spool ? "on disk" : "in memory") + ". Nothing more is said until they do.");
		assertThat(messages().get(1))
			.matches("Telemetry reaches collector:4318 again after \\d+ s: " + "100 spans were late, 0 were lost");
		assertThat(pipeline.status().failing()).isFalse();
		pipeline.close();
	}

	@Test
	void signalsOfOneReceiverShareTheTwoLines() {
		OutageLog log = new OutageLog();
		Pipeline one = pipeline(1_000_000, false);
		Pipeline other = pipeline(1_000_000, false);
		assertThat(log.begin(one, "connection refused", System.nanoTime())).isTrue();
		assertThat(log.begin(other, "connection refused", System.nanoTime())).isTrue();
		assertThat(messages()).hasSize(1);
		log.end(one);
		assertThat(messages()).hasSize(1);
		long began = System.nanoTime();
		log.end(other);
		assertThat(messages()).hasSize(2);
		assertThat(log.begin(one, "an attempt from before the end", began)).isFalse();
		assertThat(messages()).hasSize(2);
		one.close();
		other.close();
	}

	@Test
	void waitsAsLongAsTheReceiverAsks() {
		Pipeline pipeline = pipeline(1_000_000, false);
		this.transport.answer((batch) -> AWAY.after(Duration.ofMillis(400)));
		long start = System.nanoTime();
		offer(pipeline, 1);
		await().until(() -> this.transport.attempts.size() == 2);
		assertThat(System.nanoTime() - start).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(400));
		pipeline.close();
	}

	@Test
	void fetchesWhatIsInFrontWhileTheReceiverIsAwayThoughAnAttemptHangs() {
		Pipeline pipeline = pipeline(1_000_000, true);
		offer(pipeline, 10);
		awaitDelivered(10);
		assertThat(this.fetches).hasValue(0);
		this.transport.answer((batch) -> AWAY);
		offer(pipeline, 1);
		await().until(() -> this.fetches.get() >= 3);
		this.transport.hang();
		await().until(() -> pipeline.status().breaker() == BreakerState.HALF_OPEN);
		int before = this.fetches.get();
		await().until(() -> this.fetches.get() >= before + 3);
		this.transport.answer((batch) -> TAKEN);
		this.transport.cancel();
		awaitDelivered(11);
		// One may be on its way; with none after it, it was the last
		await().during(Duration.ofMillis(100)).until(() -> this.fetches.getAndSet(0) == 0);
		pipeline.close();
	}

	@Test
	void dropsARefusedBatchWhenOthersAreTaken() {
		Pipeline pipeline = pipeline(1_000_000, true);
		this.transport.answer((batch) -> (batch.createdAt() % 10 == 5) ? Outcome.of(Kind.REFUSED, "HTTP 400") : TAKEN);
		this.now = this.now / 10 * 10;
		offer(pipeline, 100);
		awaitDelivered(90);
		await().until(() -> this.counters.dropped(DropReason.REFUSED) == 10);
		// Each of the ten at least once more; a few more times while nothing else is
		// there
		assertThat(this.transport.attempts).hasSizeBetween(110, 150);
		assertThat(messages()).filteredOn((line) -> line.contains("refused"))
			.containsExactly("Traces to http://collector:4318/v1/traces: a batch of 1 spans was "
					+ "refused while others are taken: HTTP 400. Such batches are dropped and counted.");
		pipeline.close();
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void losesNothingWhileEverythingIsRefused(boolean spool) {
		Pipeline pipeline = pipeline(1_000_000, spool);
		offer(pipeline, 1);
		awaitDelivered(1);
		this.transport.answer((batch) -> Outcome.of(Kind.REFUSED, "HTTP 400"));
		offer(pipeline, 20);
		await().until(() -> this.counters.retries.get() > 25);
		this.transport.answer((batch) -> TAKEN);
		awaitDelivered(21);
		assertThat(this.counters.dropped()).isZero();
		await().until(() -> this.lines.list.size() == 2);
		assertThat(messages().get(0)).contains("do not reach", "HTTP 400");
		pipeline.close();
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void goesOnAfterAnErrorAndLosesNothing(boolean spool) {
		Pipeline pipeline = pipeline(1_000_000, spool);
		AtomicInteger calls = new AtomicInteger();
		this.transport.answer((batch) -> {
			if (calls.incrementAndGet() <= 2) {
				throw new InternalError("no memory");
			}
			return TAKEN;
		});
		offer(pipeline, 20);
		awaitDelivered(20);
		assertThat(this.transport.taken()).isSorted().doesNotHaveDuplicates();
		assertThat(this.counters.dropped()).isZero();
		assertThat(pipeline.status().lastFailure()).isEqualTo("java.lang.InternalError: no memory");
		await().until(() -> this.lines.list.size() == 2);
		pipeline.close();
	}

	@Test
	void goesOnAfterAnErrorBetweenAttempts() throws IOException {
		AtomicBoolean broken = new AtomicBoolean(true);
		this.directory = SpoolDirectory.open(settings(), (path, options) -> {
			if (options.equals(Set.of(StandardOpenOption.READ)) && broken.getAndSet(false)) {
				throw new InternalError("no memory for a buffer");
			}
			return SegmentFiles.OWNER_ONLY.open(path, options);
		});
		Pipeline pipeline = pipeline(1_000_000, this.directory.spool("traces", this.counters::drop).spool(),
				Duration.ofMillis(20));
		AtomicInteger calls = new AtomicInteger();
		this.transport.answer((batch) -> (calls.incrementAndGet() == 1) ? AWAY : TAKEN);
		offer(pipeline, 20);
		awaitDelivered(20);
		assertThat(broken).isFalse();
		assertThat(this.counters.dropped()).isZero();
		assertThat(pipeline.status().lastFailure()).isEqualTo("java.lang.InternalError: no memory for a buffer");
		pipeline.close();
	}

	@Test
	void countsWhatWasRejectedInPart() {
		Pipeline pipeline = pipeline(1_000_000, false);
		this.transport.answer((batch) -> Outcome.delivered(3, "too long"));
		pipeline.offer(new Batch(new byte[10], null, 10, this.now));
		pipeline.offer(new Batch(new byte[10], null, 10, this.now));
		awaitDelivered(14);
		assertThat(this.counters.dropped(DropReason.REJECTED)).isEqualTo(6);
		assertThat(messages()).singleElement()
			.asString()
			.contains("3 of 10 spans were rejected: too long. Rejected ones are counted.");
		pipeline.close();
	}

	@Test
	void dropsTheOldestInMemoryWithoutASpoolAndMovesToItWithOne() {
		Pipeline bare = pipeline(1000, false);
		this.transport.answer((batch) -> AWAY);
		offer(bare, 500);
		await().until(() -> bare.status().breaker() == BreakerState.OPEN);
		assertThat(bare.status().memoryBytes()).isLessThanOrEqualTo(1000);
		assertBalanced(bare);
		assertThat(this.counters.dropped(DropReason.QUEUE_FULL)).isGreaterThanOrEqualTo(399);
		bare.close();
	}

	@Test
	void movesToTheSpoolWhenAReceiverIsTooSlow() {
		Pipeline pipeline = pipeline(1000, true);
		this.transport.hang();
		offer(pipeline, 500);
		assertThat(pipeline.status().memoryBytes()).isLessThanOrEqualTo(1000);
		assertThat(this.counters.dropped()).isZero();
		assertThat(pipeline.status().waitingItems()).isEqualTo(500);
		this.transport.answer((batch) -> TAKEN);
		this.transport.cancel();
		awaitDelivered(500);
		pipeline.close();
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void drainsWithinItsBudgetThoughTheReceiverHangs(boolean spool) throws IOException {
		Pipeline pipeline = pipeline(1_000_000, spool);
		this.transport.hang();
		offer(pipeline, 20);
		await().until(() -> !this.transport.attempts.isEmpty());
		long start = System.nanoTime();
		pipeline.drain(start + TimeUnit.MILLISECONDS.toNanos(200));
		offer(pipeline, 5);
		int lost = pipeline.close();
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
		assertThat(lost).isEqualTo(spool ? 0 : 25);
		assertThat(this.counters.dropped(DropReason.SHUTDOWN)).isEqualTo(lost);
		if (spool) {
			this.directory.close();
			this.directory = SpoolDirectory.open(settings());
			assertThat(this.directory.spool("traces", this.counters::drop).spool().recoveredItems()).isEqualTo(25);
		}
	}

	@Test
	void drainDeliversWhatAReceiverTakes() {
		Pipeline pipeline = pipeline(1_000_000, true);
		offer(pipeline, 200);
		pipeline.drain(System.nanoTime() + TimeUnit.SECONDS.toNanos(5));
		assertThat(this.counters.delivered.get()).isEqualTo(200);
		pipeline.close();
	}

	@Test
	void takesALastChanceWithoutASpool() {
		Pipeline pipeline = pipeline(1_000_000, false, Duration.ofHours(1));
		this.transport.answer((batch) -> AWAY);
		offer(pipeline, 10);
		await().until(() -> pipeline.status().breaker() == BreakerState.OPEN);
		this.transport.answer((batch) -> TAKEN);
		pipeline.drain(System.nanoTime() + TimeUnit.SECONDS.toNanos(5));
		assertThat(this.counters.delivered.get()).isEqualTo(10);
		assertThat(pipeline.close()).isZero();
	}

	@ParameterizedTest
	@ValueSource(longs = { 1, 2, 3, 4 })
	void everyItemIsAccountedForWhateverHappens(long seed) {
		Random random = new Random(seed);
		Pipeline pipeline = pipeline(2000, seed % 2 == 0);
		List<Outcome> outcomes = List.of(TAKEN, TAKEN, TAKEN, AWAY, Outcome.of(Kind.REFUSED, "HTTP 500"),
				Outcome.of(Kind.REFUSED, "HTTP 400"), Outcome.delivered(1, "no"));
		Random answers = new Random(seed);
		this.transport.answer((batch) -> outcomes.get(answers.nextInt(outcomes.size())));
		for (int i = 0; i < 2000; i++) {
			pipeline.offer(new Batch(new byte[random.nextInt(300)], null, 1 + random.nextInt(5), this.now + i));
			if (i % 100 == 0) {
				assertBalanced(pipeline);
			}
		}
		pipeline.drain(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(300));
		assertBalanced(pipeline);
		pipeline.close();
	}

	private void assertBalanced(Pipeline pipeline) {
		// Delivery goes on meanwhile: two equal readings around show that it did not
		await().pollInterval(Duration.ofMillis(1)).untilAsserted(() -> {
			long before = this.counters.delivered.get() + this.counters.dropped();
			int waiting = pipeline.status().waitingItems();
			assertThat(this.counters.delivered.get() + this.counters.dropped()).isEqualTo(before);
			assertThat(before + waiting).isEqualTo(this.counters.accepted.get());
		});
	}

	private void awaitDelivered(long items) {
		await().until(() -> this.counters.delivered.get() == items);
	}

	private List<String> messages() {
		return this.lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
	}

	private void offer(Pipeline pipeline, int batches) {
		LongStream.range(this.now, this.now + batches)
			.forEach((time) -> pipeline.offer(new Batch(new byte[10], null, 1, time)));
		this.now += batches;
	}

	private Pipeline pipeline(long maxBytes, boolean spool) {
		return pipeline(maxBytes, spool, Duration.ofMillis(20));
	}

	private Pipeline pipeline(long maxBytes, boolean spool, Duration backoff) {
		Spool opened = null;
		if (spool) {
			try {
				this.directory = SpoolDirectory.open(settings());
				opened = this.directory.spool("traces", this.counters::drop).spool();
			}
			catch (IOException ex) {
				throw new AssertionError(ex);
			}
		}
		return pipeline(maxBytes, opened, backoff);
	}

	private Pipeline pipeline(long maxBytes, Spool spool, Duration backoff) {
		DeliverySettings settings = new DeliverySettings(maxBytes, backoff, backoff,
				(spool != null) ? settings() : null);
		Pipeline pipeline = new Pipeline(Signal.TRACES, "traces", "collector:4318", this.transport,
				new Waiting(maxBytes, this.directory, spool, Duration.ofDays(1), this.counters), this.counters,
				new OutageLog(), settings, this.fetches::incrementAndGet);
		pipeline.start();
		return pipeline;
	}

	private DeliverySettings.Spool settings() {
		return new DeliverySettings.Spool(this.temp, "orders", 10_000_000, Duration.ofDays(1));
	}

}
