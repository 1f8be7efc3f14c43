package dev.fanlight.autoconfigure.tracing;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.OpenTelemetry;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Holds the global as long as the context lives, so that the next one can have it.
 * Whoever was there first keeps it.
 */
final class GlobalOpenTelemetryRegistration implements AutoCloseable {

	private static final Log logger = LogFactory.getLog(GlobalOpenTelemetryRegistration.class);

	private final boolean registered;

	GlobalOpenTelemetryRegistration(OpenTelemetry openTelemetry) {
		boolean registered = false;
		if (!GlobalOpenTelemetry.isSet()) {
			try {
				GlobalOpenTelemetry.set(openTelemetry);
				registered = true;
			}
			catch (IllegalStateException ex) {
				// Somebody was faster
			}
		}
		this.registered = registered;
		if (!registered) {
			logger.warn("GlobalOpenTelemetry is set already, fanlight.tracing.register-global has no effect. "
					+ "A library that asked for it before the context was ready, an agent or another context did that.");
		}
	}

	@Override
	public void close() {
		if (this.registered) {
			GlobalOpenTelemetry.resetForTest();
		}
	}

}
