package dev.fanlight.metrics;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.zip.GZIPOutputStream;

import javax.net.ssl.SSLContext;
import javax.net.ssl.X509TrustManager;

import io.micrometer.registry.otlp.CompressionMode;
import io.micrometer.registry.otlp.OtlpMetricsSender;
import io.opentelemetry.sdk.common.export.Compressor;
import io.opentelemetry.sdk.common.export.GrpcResponse;
import io.opentelemetry.sdk.common.export.GrpcSender;
import io.opentelemetry.sdk.common.export.GrpcSenderProvider;
import io.opentelemetry.sdk.common.export.GrpcStatusCode;
import io.opentelemetry.sdk.common.export.MessageWriter;
import org.jspecify.annotations.Nullable;

/**
 * Sends Micrometer's metrics over OTLP/gRPC, which Micrometer itself does not, on the
 * gRPC client that the exporters of OpenTelemetry use for traces and logs. The path of
 * the address is ignored: gRPC has its own.
 * <p>
 * A request is sent once and waited for; a failed one is not tried again, the next step
 * brings newer values. Thread-safe; one request at a time.
 */
public final class OtlpGrpcMetricsSender implements OtlpMetricsSender, AutoCloseable {

	private static final String METHOD = "opentelemetry.proto.collector.metrics.v1.MetricsService/Export";

	private final Duration connectTimeout;

	private final Duration timeout;

	private final @Nullable Tls tls;

	private final GrpcSenderProvider senders;

	private @Nullable Connection connection;

	private Map<String, List<String>> headers = Map.of();

	/**
	 * Create a sender.
	 * @param connectTimeout how long connecting may take
	 * @param timeout how long a whole request may take, connecting included
	 * @param tls what {@code https} addresses are trusted with, {@code null} for the
	 * default of the JDK
	 * @throws IllegalStateException if there is no gRPC client of OpenTelemetry
	 */
	public OtlpGrpcMetricsSender(Duration connectTimeout, Duration timeout, @Nullable Tls tls) {
		this.connectTimeout = connectTimeout;
		this.timeout = timeout;
		this.tls = tls;
		this.senders = ServiceLoader.load(GrpcSenderProvider.class, GrpcSenderProvider.class.getClassLoader())
			.findFirst()
			.orElseThrow(() -> new IllegalStateException("Metrics over gRPC need a gRPC client of OpenTelemetry. "
					+ "Add io.opentelemetry:opentelemetry-exporter-sender-okhttp."));
	}

	@Override
	public synchronized void send(Request request) throws IOException, InterruptedException {
		this.headers = multiValued(request.getHeaders());
		CompletableFuture<GrpcResponse> answer = new CompletableFuture<>();
		sender(request).send(new Payload(request.getMetricsData()), answer::complete, answer::completeExceptionally);
		GrpcResponse response;
		try {
			response = answer.get(this.timeout.toMillis() + 1000, TimeUnit.MILLISECONDS);
		}
		catch (TimeoutException ex) {
			throw new IOException("No answer within " + this.timeout, ex);
		}
		catch (ExecutionException ex) {
			throw (ex.getCause() instanceof IOException io) ? io : new IOException(ex.getCause());
		}
		if (response.getStatusCode() != GrpcStatusCode.OK) {
			throw new IOException(
					"gRPC status %s: %s".formatted(response.getStatusCode(), response.getStatusDescription()));
		}
	}

	private GrpcSender sender(Request request) {
		String address = request.getAddress();
		if (address == null) {
			throw new IllegalArgumentException("Address must not be null");
		}
		Connection current = this.connection;
		if (current == null || !current.serves(address, request.getCompressionMode())) {
			close();
			boolean gzip = request.getCompressionMode() == CompressionMode.GZIP;
			GrpcSender sender = this.senders.createSender(new OtlpGrpcSenderConfig(URI.create(address), METHOD,
					gzip ? new Gzip() : null, this.connectTimeout, this.timeout, () -> this.headers, this.tls));
			current = new Connection(address, request.getCompressionMode(), sender);
			this.connection = current;
		}
		return current.sender;
	}

	private static Map<String, List<String>> multiValued(Map<String, String> headers) {
		Map<String, List<String>> result = new HashMap<>();
		headers.forEach((name, value) -> result.put(name, List.of(value)));
		return result;
	}

	/**
	 * Close the connection. A later request opens a new one.
	 */
	@Override
	public synchronized void close() {
		if (this.connection != null) {
			this.connection.sender.shutdown().join(1, TimeUnit.SECONDS);
			this.connection = null;
		}
	}

	/**
	 * What TLS connections are made with.
	 *
	 * @param context the context, with the keys of this side if it has any
	 * @param trustManager decides whom to trust
	 */
	public record Tls(SSLContext context, X509TrustManager trustManager) {

	}

	private record Connection(String address, CompressionMode compression, GrpcSender sender) {

		boolean serves(String address, CompressionMode compression) {
			return this.address.equals(address) && this.compression == compression;
		}

	}

	private record Payload(byte[] bytes) implements MessageWriter {

		@Override
		public void writeMessage(OutputStream output) throws IOException {
			output.write(this.bytes);
		}

		@Override
		public int getContentLength() {
			return this.bytes.length;
		}

	}

	private static final class Gzip implements Compressor {

		@Override
		public String getEncoding() {
			return "gzip";
		}

		@Override
		public OutputStream compress(OutputStream output) throws IOException {
			return new GZIPOutputStream(output);
		}

	}

}
