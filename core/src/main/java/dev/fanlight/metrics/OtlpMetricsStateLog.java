package dev.fanlight.metrics;

import java.util.concurrent.atomic.AtomicBoolean;

import io.micrometer.registry.otlp.OtlpMetricsSender;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends through another sender and says when that begins to fail and when it works again,
 * in one line each and without a stack trace. Micrometer would log every failed request
 * with its stack trace.
 * <p>
 * Thread-safe if the other sender is.
 */
public final class OtlpMetricsStateLog implements OtlpMetricsSender, AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(OtlpMetricsStateLog.class);

	private final OtlpMetricsSender delegate;

	private final AtomicBoolean failing = new AtomicBoolean();

	/**
	 * Create a sender.
	 * @param delegate does the sending
	 */
	public OtlpMetricsStateLog(OtlpMetricsSender delegate) {
		this.delegate = delegate;
	}

	/**
	 * Send. Does not throw when that fails.
	 */
	@Override
	public void send(Request request) {
		try {
			this.delegate.send(request);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return;
		}
		catch (Exception ex) {
			if (this.failing.compareAndSet(false, true)) {
				logger.warn("Metrics do not reach {}: {}. Nothing more is said until they do.", request.getAddress(),
						ex.toString());
			}
			return;
		}
		if (this.failing.compareAndSet(true, false)) {
			logger.warn("Metrics reach {} again", request.getAddress());
		}
	}

	@Override
	public void close() throws Exception {
		if (this.delegate instanceof AutoCloseable closeable) {
			closeable.close();
		}
	}

}
