package dev.fanlight.benchmarks;

import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import dev.fanlight.logging.LogRedaction;
import dev.fanlight.logging.sink.AsyncSinks;
import dev.fanlight.logging.sink.SinkCounts;
import dev.fanlight.logging.sink.SinkLimits;
import dev.fanlight.logging.sink.SinkOutcome;

/**
 * Log calls at a fixed rate from four threads, ten to a request, first into a sink that
 * writes and then into one that hangs: latency of the requests, heap, and whether every
 * line is accounted for. Arguments: calls per second, seconds for each of the two.
 */
public final class SinkLoad {

	private static final int THREADS = 4;

	private static final int LINES_PER_REQUEST = 10;

	private static final SinkLimits LIMITS = new SinkLimits(8192, 16 << 20, Duration.ZERO, Duration.ofSeconds(2),
			false);

	private SinkLoad() {
	}

	/**
	 * Run the load.
	 * @param args calls per second and seconds
	 */
	public static void main(String[] args) throws InterruptedException {
		int rate = (args.length > 0) ? Integer.parseInt(args[0]) : 20_000;
		int seconds = (args.length > 1) ? Integer.parseInt(args[1]) : 30;
		System.out.printf("JVM %s, %d processors, %d calls/s, %d s each%n", Runtime.version(),
				Runtime.getRuntime().availableProcessors(), rate, seconds);
		System.out.printf("%-10s %9s %9s %9s %9s %9s | %9s %9s %9s %9s %9s%n", "sink", "p50 us", "p99 us", "p99.9 us",
				"max us", "heap MB", "logged", "written", "dropped", "failed", "abandoned");
		run("warm-up", rate, 5, false);
		run("writing", rate, seconds, false);
		run("hanging", rate, seconds, true);
	}

	private static void run(String name, int rate, int seconds, boolean hang) throws InterruptedException {
		LoggerContext context = new LoggerContext();
		context.setMDCAdapter(new LogbackMDCAdapter());
		GatedAppender appender = new GatedAppender(context, hang ? 1 : 0);
		LogRedaction.install(context, null);
		AsyncSinks sinks = AsyncSinks.of(context, (each) -> true, LIMITS).start();
		AtomicReference<SinkCounts> counts = new AtomicReference<>();
		sinks.onSink(counts::set);
		int requests = rate * seconds / LINES_PER_REQUEST / THREADS;
		long[][] latencies = new long[THREADS][requests];
		Thread[] threads = new Thread[THREADS];
		for (int t = 0; t < THREADS; t++) {
			long[] mine = latencies[t];
			threads[t] = new Thread(() -> drive(context.getLogger("shop.orders"), mine, rate));
			threads[t].start();
		}
		for (Thread thread : threads) {
			thread.join();
		}
		System.gc();
		Runtime runtime = Runtime.getRuntime();
		double heap = (runtime.totalMemory() - runtime.freeMemory()) / 1e6;
		sinks.close();
		appender.gate.countDown();
		report(name, latencies, heap, (long) requests * THREADS * LINES_PER_REQUEST,
				Objects.requireNonNull(counts.get()));
	}

	private static void drive(Logger logger, long[] latencies, int rate) {
		long pause = TimeUnit.SECONDS.toNanos(1) * LINES_PER_REQUEST * THREADS / rate;
		long due = System.nanoTime();
		for (int i = 0; i < latencies.length; i++) {
			for (long left; (left = due - System.nanoTime()) > 0;) {
				LockSupport.parkNanos(left);
			}
			long start = System.nanoTime();
			for (int line = 0; line < LINES_PER_REQUEST; line++) {
				logger.info("Created order {} of customer {} in {} ms", i, "6f9619ff-8b86-4d01", line);
			}
			latencies[i] = System.nanoTime() - start;
			due += pause;
		}
	}

	private static void report(String name, long[][] latencies, double heap, long logged, SinkCounts counts) {
		long[] sorted = Arrays.stream(latencies).flatMapToLong(Arrays::stream).sorted().toArray();
		long sum = counts.held();
		for (SinkOutcome outcome : SinkOutcome.values()) {
			// Without the warning that lines are dropped
			sum += counts.countOf(outcome) - counts.countOf(outcome, org.slf4j.event.Level.WARN);
		}
		System.out.printf("%-10s %9.1f %9.1f %9.1f %9.1f %9.1f | %9d %9d %9d %9d %9d %s%n", name, at(sorted, 0.5),
				at(sorted, 0.99), at(sorted, 0.999), at(sorted, 1), heap, logged, counts.countOf(SinkOutcome.WRITTEN),
				counts.countOf(SinkOutcome.DROPPED), counts.countOf(SinkOutcome.FAILED),
				counts.countOf(SinkOutcome.ABANDONED), (sum == logged) ? "adds up" : "DOES NOT ADD UP");
	}

	private static double at(long[] sorted, double share) {
		return sorted[(int) Math.min(sorted.length - 1, sorted.length * share)] / 1e3;
	}

	private static final class GatedAppender extends UnsynchronizedAppenderBase<ILoggingEvent> {

		private final CountDownLatch gate;

		GatedAppender(LoggerContext context, int closed) {
			this.gate = new CountDownLatch(closed);
			setName("CONSOLE");
			setContext(context);
			start();
			Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
			root.setLevel(Level.INFO);
			root.addAppender(this);
		}

		@Override
		protected void append(ILoggingEvent event) {
			try {
				this.gate.await();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}

	}

}
