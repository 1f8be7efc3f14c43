package dev.fanlight.logging.sink;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import dev.fanlight.logging.LogRedaction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A Logback context of its own with two appenders.
 */
abstract class SinkFixture {

	static final SinkLimits LIMITS = new SinkLimits(100, 1_000_000, Duration.ZERO, Duration.ofMillis(5),
			Duration.ofSeconds(10), false);

	final LoggerContext context = new LoggerContext();

	final Logger root = this.context.getLogger(Logger.ROOT_LOGGER_NAME);

	final Logger logger = this.context.getLogger("shop.orders.OrderService");

	final ScriptedAppender console = attach(new ScriptedAppender("CONSOLE"));

	final ScriptedAppender file = attach(new ScriptedAppender("FILE"));

	final Map<String, SinkCounts> counts = new ConcurrentHashMap<>();

	/** Nanoseconds. */
	final AtomicLong now = new AtomicLong();

	final List<AsyncSinks> open = new ArrayList<>();

	@BeforeEach
	void prepare() {
		this.context.setMDCAdapter(new LogbackMDCAdapter());
		this.root.setLevel(Level.TRACE);
		LogRedaction.install(this.context, null);
	}

	@AfterEach
	void close() {
		this.console.resume();
		this.file.resume();
		this.open.forEach(AsyncSinks::close);
	}

	ScriptedAppender attach(ScriptedAppender appender) {
		appender.setContext(this.context);
		appender.start();
		this.root.addAppender(appender);
		return appender;
	}

	AsyncSinks start(SinkLimits limits, String... names) {
		AsyncSinks sinks = AsyncSinks.of(this.context, List.of(names)::contains, limits, this.now::get).start();
		this.open.add(sinks);
		sinks.onSink((sink) -> this.counts.put(sink.sink(), sink));
		return sinks;
	}

	/** One that has not waited yet. */
	static long nanosOnAThreadOfItsOwn(Runnable work) throws Exception {
		FutureTask<Long> task = new FutureTask<>(() -> {
			long start = System.nanoTime();
			work.run();
			return System.nanoTime() - start;
		});
		new Thread(task).start();
		return task.get();
	}

	static void await(BooleanSupplier condition) throws InterruptedException {
		long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
		while (!condition.getAsBoolean() && System.nanoTime() < deadline) {
			Thread.sleep(5);
		}
		assertThat(condition.getAsBoolean()).isTrue();
	}

	SinkCounts counts(String sink) {
		return this.counts.get(sink);
	}

	long total(String sink) {
		long total = counts(sink).held();
		for (SinkOutcome outcome : SinkOutcome.values()) {
			total += counts(sink).countOf(outcome);
		}
		return total;
	}

}
