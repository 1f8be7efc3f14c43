package dev.fanlight.autoconfigure.logging;

import ch.qos.logback.classic.LoggerContext;
import dev.fanlight.logging.sink.AsyncSinks;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

import org.springframework.context.SmartLifecycle;

/**
 * Has the appenders write on threads of their own while the application runs. Starts
 * before and stops after everything else with a life cycle.
 */
final class AsyncSinksLifecycle implements SmartLifecycle {

	private final @Nullable AsyncSinks sinks;

	private volatile boolean running;

	AsyncSinksLifecycle(AsyncSinksProperties properties) {
		this.sinks = (properties.enabled() && LoggerFactory.getILoggerFactory() instanceof LoggerContext context)
				? AsyncSinks.of(context, properties::isAsync, properties.limits()) : null;
	}

	@Override
	public int getPhase() {
		return Integer.MIN_VALUE;
	}

	@Override
	public void start() {
		if (this.sinks != null) {
			this.sinks.start();
		}
		this.running = true;
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
