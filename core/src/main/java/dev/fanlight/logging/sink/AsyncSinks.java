package dev.fanlight.logging.sink;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
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

	private static final String LOGSTASH_ASYNC = "net.logstash.logback.appender.AsyncDisruptorAppender";

	private final LoggerContext context;

	private final Predicate<String> names;

	private final SinkLimits limits;

	private final Map<Appender<ILoggingEvent>, QueuedSink> sinks = Collections.synchronizedMap(new IdentityHashMap<>());

	private final Map<String, SinkCounts> counts = new ConcurrentHashMap<>();

	private final List<Consumer<SinkCounts>> listeners = new ArrayList<>();

	private volatile boolean closed;

	private AsyncSinks(LoggerContext context, Predicate<String> names, SinkLimits limits) {
		this.context = context;
		this.names = names;
		this.limits = limits;
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
		return new AsyncSinks(context, names, limits);
	}

	/**
	 * Queue lines from now on.
	 * @return this
	 */
	public AsyncSinks start() {
		this.closed = false;
		LogRedaction.route(this.context, this::open);
		return this;
	}

	/**
	 * Have the counts of every sink there is or will be.
	 * @param listener called once for each
	 */
	public void onSink(Consumer<SinkCounts> listener) {
		synchronized (this.listeners) {
			this.listeners.add(listener);
			this.counts.values().forEach(listener);
		}
	}

	private @Nullable Sink open(Appender<ILoggingEvent> appender) {
		String name = (appender.getName() != null) ? appender.getName() : appender.getClass().getSimpleName();
		if (this.closed || !this.names.test(name) || isAsynchronous(appender)) {
			return null;
		}
		synchronized (this.sinks) {
			return this.sinks.computeIfAbsent(appender, (key) -> new QueuedSink(key, this.limits, counts(name),
					this.context.getLogger(AsyncSinks.class), () -> this.sinks.remove(key)));
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
				this.listeners.forEach((listener) -> listener.accept(created));
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
	 * Later lines are written where they are logged.
	 */
	@Override
	public void close() {
		this.closed = true;
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
		LogRedaction.route(this.context, null);
	}

}
