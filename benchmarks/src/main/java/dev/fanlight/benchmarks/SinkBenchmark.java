package dev.fanlight.benchmarks;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import dev.fanlight.logging.sink.AsyncSinks;
import dev.fanlight.logging.sink.SinkLimits;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A log call of two threads in front of an asynchronous sink, without redaction, beside
 * Logback's own that does not block: one that writes nothing fast, one that hangs.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 10, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(value = 2, jvmArgsAppend = "-Xmx512m")
@Threads(2)
public class SinkBenchmark {

	private static final int LINES = 8192;

	/** Who stands in front of the appender. */
	@Param({ "fanlight", "logback" })
	public String front = "fanlight";

	/** Whether the appender hangs. */
	@Param({ "true", "false" })
	public boolean hangs;

	private final LoggerContext context = new LoggerContext();

	private final Logger logger = this.context.getLogger("dev.shop.orders.OrderService");

	private final CountDownLatch gate = new CountDownLatch(1);

	/** Start the sink. */
	@Setup
	public void start() {
		this.context.setMDCAdapter(new LogbackMDCAdapter());
		if (!this.hangs) {
			this.gate.countDown();
		}
		Logger root = this.context.getLogger(Logger.ROOT_LOGGER_NAME);
		root.setLevel(Level.INFO);
		Gated gated = new Gated(this.gate);
		gated.setContext(this.context);
		gated.start();
		if (this.front.equals("fanlight")) {
			root.addAppender(gated);
			AsyncSinks
				.of(this.context, (name) -> true,
						new SinkLimits(LINES, 16 << 20, Duration.ZERO, Duration.ZERO, Duration.ofSeconds(1), false))
				.start();
		}
		else {
			AsyncAppender async = new AsyncAppender();
			async.setContext(this.context);
			async.setQueueSize(LINES);
			async.setNeverBlock(true);
			async.addAppender(gated);
			async.start();
			root.addAppender(async);
		}
	}

	/** Stop the sink. */
	@TearDown
	public void stop() {
		this.gate.countDown();
		this.context.stop();
	}

	/** A line with two arguments. */
	@Benchmark
	public void line() {
		this.logger.info("Created order {} of customer {}", 4711, "6f9619ff-8b86-4d01");
	}

	private static final class Gated extends UnsynchronizedAppenderBase<ILoggingEvent> {

		private final CountDownLatch gate;

		Gated(CountDownLatch gate) {
			this.gate = gate;
			setName("GATED");
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
