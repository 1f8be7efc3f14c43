package dev.fanlight.metrics;

import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertificateException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

import javax.net.ssl.SSLException;

import io.micrometer.registry.otlp.OtlpMetricsSender;
import org.jspecify.annotations.Nullable;
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
						reason(ex));
			}
			return;
		}
		if (this.failing.compareAndSet(true, false)) {
			logger.warn("Metrics reach {} again", request.getAddress());
		}
	}

	private static String reason(Throwable ex) {
		if (find(ex, UnknownHostException.class) != null || find(ex, UnresolvedAddressException.class) != null) {
			return "no address for the host (DNS)";
		}
		if (find(ex, InterruptedIOException.class) != null || find(ex, HttpTimeoutException.class) != null
				|| find(ex, TimeoutException.class) != null) {
			return "no answer in time";
		}
		if (find(ex, ConnectException.class) != null) {
			return "connection refused";
		}
		Throwable certificate = find(ex, CertificateException.class);
		if (certificate != null) {
			return "TLS: the certificate is not trusted (" + certificate.getMessage() + ")";
		}
		Throwable tls = find(ex, SSLException.class);
		String message = (tls != null) ? "TLS: " + tls.getMessage() : ex.getMessage();
		return (message != null) ? message : ex.getClass().getSimpleName();
	}

	private static @Nullable Throwable find(Throwable ex, Class<? extends Throwable> type) {
		Throwable cause = ex;
		while (cause != null && !type.isInstance(cause)) {
			cause = cause.getCause();
		}
		return cause;
	}

	@Override
	public void close() throws Exception {
		if (this.delegate instanceof AutoCloseable closeable) {
			closeable.close();
		}
	}

}
