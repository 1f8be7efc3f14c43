package dev.fanlight.autoconfigure.logging;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import ch.qos.logback.classic.LoggerContext;
import dev.fanlight.logging.sink.AsyncSinks;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

import org.springframework.context.SmartLifecycle;

/**
 * Has the appenders write on threads of their own while the application runs. Starts
 * before and stops after everything else with a life cycle.
 */
final class AsyncSinksLifecycle implements SmartLifecycle {

	private static final Log logger = LogFactory.getLog(AsyncSinksLifecycle.class);

	private final AsyncSinksProperties properties;

	private final @Nullable LoggerContext context;

	private final @Nullable AsyncSinks sinks;

	private volatile boolean running;

	AsyncSinksLifecycle(AsyncSinksProperties properties) {
		this.properties = properties;
		this.context = (properties.enabled() && LoggerFactory.getILoggerFactory() instanceof LoggerContext context)
				? context : null;
		this.sinks = (this.context != null) ? AsyncSinks.of(this.context, properties::isAsync, properties.limits())
				: null;
	}

	@Override
	public int getPhase() {
		return Integer.MIN_VALUE;
	}

	@Override
	public void start() {
		if (this.context != null && this.sinks != null) {
			this.sinks.start();
			warnOfUnknown(this.context);
		}
		this.running = true;
	}

	/** An appender that is attached later counts all the same. */
	private void warnOfUnknown(LoggerContext context) {
		Set<String> known = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
		context.getLoggerList()
			.forEach((logger) -> logger.iteratorForAppenders()
				.forEachRemaining((appender) -> known.add(String.valueOf(appender.getName()))));
		List<String> unknown = this.properties.appenders().stream().filter((name) -> !known.contains(name)).toList();
		if (!unknown.isEmpty()) {
			logger.warn("fanlight.logging.sinks.async.appenders: no logger has an appender of the name "
					+ String.join(", ", unknown) + ". There are " + String.join(", ", known)
					+ "; what is not named writes where its lines are logged.");
		}
	}

	@Override
	public void stop() {
		if (this.sinks != null) {
			this.sinks.close();
		}
		this.running = false;
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	void bindTo(MeterRegistry registry) {
		if (this.sinks != null) {
			this.sinks.onSink((sink) -> SinkMeters.bind(sink, registry));
		}
	}

}
