package dev.fanlight.logging.sink;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AsyncAppenderBase;
import dev.fanlight.logging.LogRedaction;
import dev.fanlight.logging.Sink;
import org.jspecify.annotations.Nullable;

/**
 * Has chosen appenders of a Logback context write on a thread of their own, whoever
 * configured them and after every new configuration. An appender that is asynchronous
 * already is left alone, as is the one that hands lines to OpenTelemetry.
 * <p>
 * Thread-safe.
 */
public final class AsyncSinks implements AutoCloseable {

	/** Counts are kept for so many names of appenders, the others share one. */
	private static final int MAX_NAMES = 32;

	private static final String OTHER = "other";

	/** A sink is opened by a thread that logs, with locks of Logback. */
	private static final Executor SOON = CompletableFuture.delayedExecutor(0, TimeUnit.MILLISECONDS);

	private static final String LOGSTASH_ASYNC = "net.logstash.logback.appender.AsyncDisruptorAppender";

	private final LoggerContext context;

	private final Predicate<String> names;

	private final SinkLimits limits;

	private final Map<Appender<ILoggingEvent>, QueuedSink> sinks = Collections.synchronizedMap(new IdentityHashMap<>());

	private final Map<String, SinkCounts> counts = new HashMap<>();

	private final List<Consumer<SinkCounts>> listeners = new ArrayList<>();

	/** What the listeners have yet to be told. */
	private final Queue<Runnable> news = new ConcurrentLinkedQueue<>();

	private final Function<Appender<ILoggingEvent>, @Nullable Sink> route = this::open;

	private final LongSupplier ticks;

	private volatile boolean starting;

	private volatile boolean closed;

	private AsyncSinks(LoggerContext context, Predicate<String> names, SinkLimits limits, LongSupplier ticks) {
		this.context = context;
		this.names = names;
		this.limits = limits;
		this.ticks = ticks;
	}

	/**
	 * Create sinks that write where lines are logged until they are {@link #start()
	 * started}.
	 * @param context the Logback context
	 * @param names which appenders, by name
	 * @param limits the bounds of each sink
	 * @return the sinks
	 */
	public static AsyncSinks of(LoggerContext context, Predicate<String> names, SinkLimits limits) {
		return of(context, names, limits, System::nanoTime);
	}

	static AsyncSinks of(LoggerContext context, Predicate<String> names, SinkLimits limits, LongSupplier ticks) {
		return new AsyncSinks(context, names, limits, ticks);
	}

	/**
	 * Queue lines from now on. Where others on the context do so already, these take over
	 * until they are closed.
	 * @return this
	 */
	public AsyncSinks start() {
		this.closed = false;
		this.starting = true;
		LogRedaction.route(this.context, this.route);
		this.starting = false;
		tell();
		return this;
	}

	/**
	 * Have the counts of every sink there is or will be.
	 * @param listener called once for each, never by a thread that logs: what it does may
	 * take locks and log
	 */
	public void onSink(Consumer<SinkCounts> listener) {
		List<SinkCounts> known;
		synchronized (this.listeners) {
			this.listeners.add(listener);
			known = List.copyOf(this.counts.values());
		}
		known.forEach(listener);
	}

	private void tell() {
		for (Runnable each; (each = this.news.poll()) != null;) {
			each.run();
		}
	}

	private @Nullable Sink open(Appender<ILoggingEvent> appender) {
		String name = (appender.getName() != null) ? appender.getName() : appender.getClass().getSimpleName();
		if (this.closed || !this.names.test(name) || isAsynchronous(appender)) {
			return null;
		}
		synchronized (this.sinks) {
			return this.sinks.computeIfAbsent(appender, (key) -> new QueuedSink(key, this.limits, counts(name),
					this.context.getLogger(AsyncSinks.class), this.ticks, () -> this.sinks.remove(key)));
		}
	}

	private SinkCounts counts(String name) {
		synchronized (this.listeners) {
			String key = (this.counts.containsKey(name) || this.counts.size() < MAX_NAMES) ? name : OTHER;
			SinkCounts known = this.counts.get(key);
			if (known == null) {
				SinkCounts created = new SinkCounts(key);
				known = created;
				this.counts.put(key, created);
				this.listeners.forEach((listener) -> this.news.add(() -> listener.accept(created)));
				if (!this.starting) {
					SOON.execute(this::tell);
				}
			}
			return known;
		}
	}

	private static boolean isAsynchronous(Appender<ILoggingEvent> appender) {
		for (Class<?> type = appender.getClass(); type != null; type = type.getSuperclass()) {
			if (type == AsyncAppenderBase.class || type.getName().equals(LOGSTASH_ASYNC)) {
				return true;
			}
		}
		return false;
	}

	/**
	 * Write what is queued, all sinks at the same time and within the time to shut down.
	 * Later lines go to the sinks of others on the context, or are written where they are
	 * logged.
	 */
	@Override
	public void close() {
		this.closed = true;
		LogRedaction.unroute(this.context, this.route, this::end);
	}

	private void end() {
		List<QueuedSink> open;
		synchronized (this.sinks) {
			open = List.copyOf(this.sinks.values());
			this.sinks.clear();
		}
		long start = System.nanoTime();
		open.forEach(QueuedSink::end);
		for (QueuedSink sink : open) {
			sink.awaitEnd(this.limits.shutdownTimeout().toNanos() - (System.nanoTime() - start));
		}
	}

}
