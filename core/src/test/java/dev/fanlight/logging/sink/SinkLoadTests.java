package dev.fanlight.logging.sink;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import com.sun.management.ThreadMXBean;
import dev.fanlight.logging.Deferred;
import dev.fanlight.logging.LogRedaction;
import dev.fanlight.logging.MdcKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * 20,000 log calls a second, ten to a request, into a sink that writes and into one that
 * hangs: requests take no longer, the heap stays bounded, every line is accounted for.
 * {@code -Dfanlight.sinks.seconds=30} makes it long.
 */
@Timeout(300)
class SinkLoadTests {

	private static final int SECONDS = Integer.getInteger("fanlight.sinks.seconds", 2);

	private static final int THREADS = 4;

	private static final int RATE = 20_000;

	private static final int LINES_PER_REQUEST = 10;

	/** A tenth of a second of one thread. */
	private static final int SLICE = RATE / LINES_PER_REQUEST / THREADS / 10;

	/** Microseconds, one for each line of a request. */
	private static final int MARGIN = 10;

	private static final int MAX_LINES = 8192;

	private static final int MAX_BYTES = 16 << 20;

	private static final int SHARE = MAX_LINES * 4 / 5;

	/** What the queue takes such a line for. */
	private static final long LINE_BYTES = 600;

	@Test
	void hangingSinkCostsRequestsNoTimeAndTheHeapNoMoreThanItsQueueAndEveryLineIsAccountedFor() throws Exception {
		run(1, false);
		run(1, true);
		// Before and after: the machine may have become slower meanwhile
		Figures before = run((SECONDS + 1) / 2, false);
		Figures hanging = run(SECONDS, true);
		Figures after = run((SECONDS + 1) / 2, false);
		// A lock that all share would have held them up thousands of times
		assertThat(hanging.waits).isLessThan(50);
		assertThat(hanging.micros(0.5)).isLessThan(slower(before, after, 0.5) + MARGIN);
		assertThat(hanging.micros(0.95)).isLessThan(slower(before, after, 0.95) + MARGIN);
		assertThat(hanging.heap).isLessThan(SHARE * LINE_BYTES);
		assertThat(hanging.seconds).isLessThan(SECONDS + 2);
	}

	private static double slower(Figures one, Figures other, double share) {
		return Math.max(one.micros(share), other.micros(share));
	}

	private static Figures run(int seconds, boolean hang) throws InterruptedException {
		try (Load load = new Load(hang)) {
			Figures figures = load.run(seconds);
			System.out.printf("SINK %s %d s: p50 %.1f us, p95 %.1f us, waits %d, heap %.1f MB, %s%n",
					hang ? "hanging" : "writing", seconds, figures.micros(0.5), figures.micros(0.95), figures.waits,
					figures.heap / 1e6, load.end(RATE * seconds));
			return figures;
		}
	}

	@Test
	void lineThatIsDroppedAllocatesNoMoreThanOneThatNobodyWrites() {
		try (Load load = new Load(true)) {
			for (int i = 0; i < 20_000; i++) {
				load.logger.info("Created order");
			}
			ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
			double dropped = bytes(threads, () -> load.logger.info("Created order"));
			load.gate.countDown();
			load.logger.getLoggerContext().getLogger(Logger.ROOT_LOGGER_NAME).detachAndStopAllAppenders();
			double unwritten = bytes(threads, () -> load.logger.info("Created order"));
			assertThat(dropped).isLessThan(unwritten + 64);
		}
	}

	@Test
	void lineThatIsQueuedAllocatesNothingForThat() {
		LoggerContext context = new LoggerContext();
		LogbackMDCAdapter mdc = new LogbackMDCAdapter();
		context.setMDCAdapter(mdc);
		List.of(MdcKey.TRACE_ID, MdcKey.SPAN_ID, MdcKey.TRACE_SAMPLED, MdcKey.REQUEST_ID)
			.forEach((key) -> mdc.put(key, "one of " + key));
		ILoggingEvent event = new LoggingEvent("", context.getLogger("shop"), Level.INFO, "Created order {} of {}",
				null, new Object[] { 4711, "6f9619ff-8b86-4d01" });
		assertThat(Deferred.of(event, false)).isSameAs(event);
		LineQueue queue = new LineQueue(MAX_LINES, MAX_BYTES);
		ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
		assertThat(bytes(threads, () -> {
			queue.offer(Deferred.of(event, false));
			queue.poll();
		})).isLessThan(1);
	}

	private static double bytes(ThreadMXBean threads, Runnable call) {
		double best = Double.MAX_VALUE;
		for (int run = 0; run < 8; run++) {
			long before = threads.getCurrentThreadAllocatedBytes();
			for (int i = 0; i < 10_000; i++) {
				call.run();
			}
			best = Math.min(best, (threads.getCurrentThreadAllocatedBytes() - before) / 10_000.0);
		}
		return best;
	}

	/**
	 * What a load did.
	 *
	 * @param latencies nanoseconds of each request, by thread
	 * @param waits how often a log call waited or was blocked by a lock
	 * @param heap by how many bytes what is in use grew, while the sink holds its lines
	 * @param seconds how long it took
	 */
	private record Figures(long[][] latencies, long waits, long heap, double seconds) {

		/**
		 * A percentile in the quieter slices of time, so that other work of the machine
		 * does not matter: lower quartile of what each tenth of a second has.
		 */
		double micros(double share) {
			long[] slices = Arrays.stream(this.latencies)
				.flatMapToLong(
						(mine) -> LongStream.iterate(0, (from) -> from + SLICE <= mine.length, (from) -> from + SLICE)
							.map((from) -> at(Arrays.copyOfRange(mine, (int) from, (int) from + SLICE), share)))
				.toArray();
			return at(slices, 0.25) / 1e3;
		}

		private static long at(long[] values, double share) {
			Arrays.sort(values);
			return values[(int) (values.length * share)];
		}

	}

	/** One Logback with one sink. */
	private static final class Load implements AutoCloseable {

		private final CountDownLatch gate;

		private final Logger logger;

		private final AsyncSinks sinks;

		private final AtomicReference<SinkCounts> counts = new AtomicReference<>();

		Load(boolean hang) {
			this.gate = new CountDownLatch(hang ? 1 : 0);
			LoggerContext context = new LoggerContext();
			context.setMDCAdapter(new LogbackMDCAdapter());
			this.logger = context.getLogger("shop.orders.OrderService");
			UnsynchronizedAppenderBase<ILoggingEvent> console = new UnsynchronizedAppenderBase<>() {

				@Override
				protected void append(ILoggingEvent event) {
					try {
						Load.this.gate.await();
					}
					catch (InterruptedException ex) {
						Thread.currentThread().interrupt();
					}
				}

			};
			console.setContext(context);
			console.setName("CONSOLE");
			console.start();
			Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
			root.setLevel(Level.INFO);
			root.addAppender(console);
			LogRedaction.install(context, null);
			this.sinks = AsyncSinks
				.of(context, (name) -> true,
						new SinkLimits(MAX_LINES, MAX_BYTES, Duration.ZERO, Duration.ofMillis(5),
								hang ? Duration.ofMillis(100) : Duration.ofSeconds(10), false))
				.start();
			this.sinks.onSink(this.counts::set);
		}

		Figures run(int seconds) throws InterruptedException {
			long[][] latencies = new long[THREADS][RATE * seconds / LINES_PER_REQUEST / THREADS];
			AtomicLong waits = new AtomicLong();
			Thread[] threads = new Thread[THREADS];
			long heap = heap();
			long start = System.nanoTime();
			for (int i = 0; i < THREADS; i++) {
				long[] mine = latencies[i];
				threads[i] = new Thread(() -> waits.addAndGet(drive(mine)));
				threads[i].start();
			}
			for (Thread thread : threads) {
				thread.join();
			}
			return new Figures(latencies, waits.get(), heap() - heap, (System.nanoTime() - start) / 1e9);
		}

		private long drive(long[] latencies) {
			long pause = TimeUnit.SECONDS.toNanos(1) * LINES_PER_REQUEST * THREADS / RATE;
			long waits = -waits();
			long due = System.nanoTime();
			for (int i = 0; i < latencies.length; i++) {
				for (long left; (left = due - System.nanoTime()) > 0;) {
					LockSupport.parkNanos(left);
					waits--;
				}
				long start = System.nanoTime();
				for (int line = 0; line < LINES_PER_REQUEST; line++) {
					this.logger.info("Created order {} of customer {} in {} ms", i, "6f9619ff-8b86-4d01", line);
				}
				latencies[i] = System.nanoTime() - start;
				due += pause;
			}
			return waits + waits();
		}

		/** Those of this thread, its own pauses too. */
		private static long waits() {
			ThreadInfo thread = ManagementFactory.getThreadMXBean().getThreadInfo(Thread.currentThread().getId());
			return thread.getBlockedCount() + thread.getWaitedCount();
		}

		private static long heap() {
			System.gc();
			return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
		}

		/** Stop, and check what became of the lines. */
		String end(long logged) {
			SinkCounts counts = this.counts.get();
			if (this.gate.getCount() > 0) {
				// One in flight, and the warning that lines are dropped
				assertThat(counts.held()).isEqualTo(SHARE + 2);
				assertThat(counts.countOf(SinkOutcome.DROPPED)).isEqualTo(logged - SHARE - 1);
				this.sinks.close();
				assertThat(counts.countOf(SinkOutcome.ABANDONED)).isEqualTo(SHARE + 2);
			}
			this.sinks.close();
			assertThat(counts.held()).isZero();
			long sum = 0;
			StringBuilder outcomes = new StringBuilder("logged " + logged);
			for (SinkOutcome outcome : SinkOutcome.values()) {
				sum += counts.countOf(outcome) - counts.countOf(outcome, org.slf4j.event.Level.WARN);
				outcomes.append(", ").append(outcome.tag()).append(' ').append(counts.countOf(outcome));
			}
			assertThat(sum).isEqualTo(logged);
			return outcomes.toString();
		}

		@Override
		public void close() {
			this.gate.countDown();
			this.sinks.close();
		}

	}

}
