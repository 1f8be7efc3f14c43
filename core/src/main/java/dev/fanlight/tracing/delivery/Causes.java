package dev.fanlight.tracing.delivery;

import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.ProtocolException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.file.FileSystemException;
import java.security.cert.CertificateException;
import java.util.Locale;
import java.util.regex.Pattern;

import javax.net.ssl.SSLException;

import org.jspecify.annotations.Nullable;

/**
 * Says in words why an attempt failed.
 */
final class Causes {

	private static final int LONGEST_MESSAGE = 200;

	private static final String WRONG_PROTOCOL = "wrong protocol on this port";

	/** An alert of TLS, as a client that speaks HTTP/1.1 shows a line without an end. */
	private static final Pattern ALERT = Pattern.compile("content=15030[0-4]");

	private Causes() {
	}

	static String of(IOException ex, Endpoint endpoint) {
		Throwable cause = ex;
		while (true) {
			String words = words(cause, endpoint);
			if (words != null) {
				return words;
			}
			if (cause.getCause() == null || cause.getCause() == cause) {
				// Frames that nobody sent as such: what is read as them fails in many
				// ways
				return endpoint.grpc() ? WRONG_PROTOCOL + hint(endpoint)
						: ex.getClass().getSimpleName() + ": " + message(ex.getMessage());
			}
			cause = cause.getCause();
		}
	}

	/**
	 * Say why a file or directory cannot be used.
	 * @param ex what was thrown
	 * @return the reason without the name of a type
	 */
	static String ofFile(Exception ex) {
		if (ex instanceof UncheckedIOException && ex.getCause() instanceof IOException cause) {
			return ofFile(cause);
		}
		String message = message(ex.getMessage());
		// The most frequent ones have nothing but the path as their message
		return (ex instanceof FileSystemException failure && failure.getReason() == null) ? message + ": "
				+ ex.getClass()
					.getSimpleName()
					.replaceFirst("Exception$", "")
					.replaceAll("(?<=[a-z])(?=[A-Z])", " ")
					.toLowerCase(Locale.ROOT)
				: message;
	}

	private static @Nullable String words(Throwable cause, Endpoint endpoint) {
		if (cause instanceof UnknownHostException) {
			return "no address for host " + endpoint.uri().getHost() + " (DNS)";
		}
		if (cause instanceof NoRouteToHostException) {
			return "no route to the host";
		}
		if (cause instanceof ConnectException) {
			return "connection refused";
		}
		if (cause instanceof CertificateException) {
			return "TLS: the certificate is not trusted (" + message(cause.getMessage()) + ")";
		}
		if (cause instanceof SSLException && !hasCause(cause, CertificateException.class)) {
			return "TLS: " + message(cause.getMessage())
					+ (message(cause.getMessage()).contains("SSL message") ? " (does this port speak TLS?)" : "");
		}
		if (cause instanceof InterruptedIOException) {
			return message(cause.getMessage()).contains("onnect")
					? "no connection within " + seconds(endpoint.connectTimeout().toMillis())
					: "no answer within " + seconds(endpoint.timeout().toMillis());
		}
		String message = message(cause.getMessage());
		if (isAlert(message) || (cause.getCause() != null && isAlert(message(cause.getCause().getMessage())))) {
			return WRONG_PROTOCOL + "; does it want https?";
		}
		if (cause instanceof EOFException || cause instanceof SocketException || message.equals("closed")
				|| cause.getClass().getSimpleName().startsWith("StreamReset")
				|| message.contains("unexpected end of stream")) {
			return "the connection was closed without an answer" + hint(endpoint);
		}
		if (cause instanceof ProtocolException) {
			return WRONG_PROTOCOL + " (" + message + ")" + hint(endpoint);
		}
		return null;
	}

	private static boolean isAlert(String message) {
		return ALERT.matcher(message).find();
	}

	private static boolean hasCause(Throwable throwable, Class<?> type) {
		for (Throwable cause = throwable.getCause(); cause != null; cause = cause.getCause()) {
			if (type.isInstance(cause)) {
				return true;
			}
		}
		return false;
	}

	/**
	 * The usual mistake behind a conversation that makes no sense.
	 * @param endpoint where it took place
	 * @return a hint to be appended, maybe empty
	 */
	static String hint(Endpoint endpoint) {
		int port = endpoint.uri().getPort();
		if (port == 4317 && !endpoint.grpc()) {
			return "; port 4317 usually speaks gRPC, HTTP is 4318";
		}
		if (port == 4318 && endpoint.grpc()) {
			return "; port 4318 usually speaks HTTP, gRPC is 4317";
		}
		return endpoint.grpc() ? "; does this port speak OTLP over gRPC?" : "; does this port speak OTLP over HTTP?";
	}

	/**
	 * Make what a stranger said fit for one line.
	 * @param message the message
	 * @return its beginning without control characters
	 */
	static String message(@Nullable String message) {
		if (message == null || message.isBlank()) {
			return "no message";
		}
		String line = message.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
		return (line.length() <= LONGEST_MESSAGE) ? line : line.substring(0, LONGEST_MESSAGE) + "...";
	}

	private static String seconds(long millis) {
		return (millis % 1000 == 0) ? millis / 1000 + " s" : millis + " ms";
	}

}
