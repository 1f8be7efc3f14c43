package dev.fanlight.logging.sink;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import com.sun.management.ThreadMXBean;
import dev.fanlight.logging.LogRedaction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A sink that hangs under 20,000 lines a second: nobody waits, the queue does not grow,
 * every line is accounted for. The long form is {@code SinkLoad} of the benchmarks.
 */
@Timeout(120)
class SinkLoadTests {

	private static final int THREADS = 4;

	private static final int RATE = 20_000;

	private static final int SECONDS = 3;

	private static final SinkLimits LIMITS = new SinkLimits(8192, 16 << 20, Duration.ZERO, Duration.ofMillis(200),
			false);

	private final LoggerContext context = new LoggerContext();

	private final Logger logger = this.context.getLogger("shop.orders.OrderService");

	private final ScriptedAppender console = new ScriptedAppender("CONSOLE");

	private final AtomicReference<SinkCounts> counts = new AtomicReference<>();

	private AsyncSinks sinks = AsyncSinks.of(this.context, (name) -> true, LIMITS);

	@BeforeEach
	void prepare() {
		this.context.setMDCAdapter(new LogbackMDCAdapter());
		this.console.setContext(this.context);
		this.console.start();
		Logger root = this.context.getLogger(Logger.ROOT_LOGGER_NAME);
		root.setLevel(Level.INFO);
		root.addAppender(this.console);
		LogRedaction.install(this.context, null);
		this.console.hang();
		this.sinks.start();
		this.sinks.onSink(this.counts::set);
	}

	@AfterEach
	void close() {
		this.console.resume();
		this.sinks.close();
	}

	@Test
	void hangingSinkCostsNobodyTimeAndEveryLineIsAccountedFor() throws Exception {
		ConcurrentLinkedQueue<Long> waited = new ConcurrentLinkedQueue<>();
		List<Thread> threads = new ArrayList<>();
		for (int t = 0; t < THREADS; t++) {
			Thread thread = new Thread(() -> waited.add(drive(RATE / THREADS * SECONDS)));
			threads.add(thread);
			thread.start();
		}
		for (Thread thread : threads) {
			thread.join();
		}
		SinkCounts counts = this.counts.get();
		int share = LIMITS.maxLines() * 4 / 5;
		// One in flight, and the warning that lines are dropped
		assertThat(counts.held()).isEqualTo(share + 2);
		assertThat(counts.countOf(SinkOutcome.DROPPED)).isEqualTo(RATE * SECONDS - share - 1);
		// A lock that all share would have held them up thousands of times
		assertThat(waited).hasSize(THREADS).allMatch((blocked) -> blocked < 50);
		this.sinks.close();
		assertThat(counts.countOf(SinkOutcome.ABANDONED)).isEqualTo(share + 2);
		assertThat(counts.held()).isZero();
	}

	/** How often the thread was blocked by a lock meanwhile. */
	private long drive(int calls) {
		long pause = TimeUnit.SECONDS.toNanos(1) * THREADS / RATE;
		long due = System.nanoTime();
		long before = blocked();
		for (int i = 0; i < calls; i++) {
			this.logger.info("Created order {} of customer {}", i, "6f9619ff-8b86-4d01");
			due += pause;
			if (i % 100 == 0 && due > System.nanoTime()) {
				LockSupport.parkNanos(due - System.nanoTime());
			}
		}
		return blocked() - before;
	}

	private static long blocked() {
		return ManagementFactory.getThreadMXBean().getThreadInfo(Thread.currentThread().getId()).getBlockedCount();
	}

	@Test
	void lineThatIsDroppedAllocatesNoMoreThanOneThatNobodyWrites() {
		for (int i = 0; i < 20_000; i++) {
			this.logger.info("Created order");
		}
		ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
		double dropped = bytes(threads, () -> this.logger.info("Created order"));
		this.logger.getLoggerContext().getLogger(Logger.ROOT_LOGGER_NAME).detachAndStopAllAppenders();
		double unwritten = bytes(threads, () -> this.logger.info("Created order"));
		assertThat(dropped).isLessThan(unwritten + 64);
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

}
