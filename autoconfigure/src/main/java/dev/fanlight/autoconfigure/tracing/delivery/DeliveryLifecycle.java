package dev.fanlight.autoconfigure.tracing.delivery;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import dev.fanlight.tracing.delivery.Delivery;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.logs.SdkLoggerProvider;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.ApplicationEventMulticaster;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.support.AbstractApplicationContext;

/**
 * Ends telemetry last of all: when the web server has drained and every other bean has
 * stopped, spans and logs are flushed, the meter registries publish for the last time and
 * the pipelines deliver or spool what is left, all within one budget.
 * <p>
 * Boot closes the meter registries when the context begins to close, ahead of the
 * requests that are still running then. Its listener is therefore taken out at start and
 * called from here.
 */
final class DeliveryLifecycle implements SmartLifecycle {

	static final String CLOSER = "meterRegistryCloser";

	private final Delivery delivery;

	private final Duration budget;

	private final ObjectProvider<SdkTracerProvider> tracerProviders;

	private final ObjectProvider<SdkLoggerProvider> loggerProviders;

	private final ConfigurableApplicationContext context;

	private @Nullable ApplicationListener<ContextClosedEvent> closer;

	private volatile boolean running;

	DeliveryLifecycle(Delivery delivery, Duration budget, ObjectProvider<SdkTracerProvider> tracerProviders,
			ObjectProvider<SdkLoggerProvider> loggerProviders, ConfigurableApplicationContext context) {
		this.delivery = delivery;
		this.budget = budget;
		this.tracerProviders = tracerProviders;
		this.loggerProviders = loggerProviders;
		this.context = context;
	}

	@Override
	public int getPhase() {
		return Integer.MIN_VALUE;
	}

	@Override
	public void start() {
		this.closer = takeCloser();
		this.running = true;
	}

	@SuppressWarnings("unchecked")
	private @Nullable ApplicationListener<ContextClosedEvent> takeCloser() {
		if (!this.context.containsBean(CLOSER)
				|| !(this.context.getBean(CLOSER) instanceof ApplicationListener<?> closer)) {
			return null;
		}
		this.context.getBeanFactory()
			.getBean(AbstractApplicationContext.APPLICATION_EVENT_MULTICASTER_BEAN_NAME,
					ApplicationEventMulticaster.class)
			.removeApplicationListenerBean(CLOSER);
		this.context.removeApplicationListener(closer);
		return (ApplicationListener<ContextClosedEvent>) closer;
	}

	@Override
	public void stop() {
		long end = System.nanoTime() + this.budget.toNanos();
		this.tracerProviders.ifAvailable((provider) -> join(provider.forceFlush(), end));
		this.loggerProviders.ifAvailable((provider) -> join(provider.forceFlush(), end));
		this.running = false;
		if (!this.context.isClosed()) {
			// Paused, or stopped for a checkpoint: it may go on
			return;
		}
		ApplicationListener<ContextClosedEvent> closer = this.closer;
		if (closer != null) {
			this.closer = null;
			closer.onApplicationEvent(new ContextClosedEvent(this.context));
		}
		this.delivery.drain(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
	}

	private static void join(CompletableResultCode flush, long end) {
		// An exporter that is not ours may hang
		flush.join(Math.max(0, end - System.nanoTime()) / 2, TimeUnit.NANOSECONDS);
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

}
