package dev.fanlight.tracing.delivery;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

import javax.net.ssl.SSLContext;
import javax.net.ssl.X509TrustManager;

import io.micrometer.registry.otlp.CompressionMode;
import io.micrometer.registry.otlp.OtlpMetricsSender;
import io.opentelemetry.sdk.common.export.Compressor;
import org.jspecify.annotations.Nullable;

/**
 * Hands the metrics of Micrometer over to a {@link Delivery}. Does not wait for the
 * receiver and does not throw when it is away. Thread-safe.
 */
public final class DeliveringMetricsSender implements OtlpMetricsSender {

	private static final String GRPC_PATH = "/opentelemetry.proto.collector.metrics.v1.MetricsService/Export";

	private final Delivery delivery;

	private final boolean grpc;

	private final Duration connectTimeout;

	private final Duration timeout;

	private final @Nullable SSLContext sslContext;

	private final @Nullable X509TrustManager trustManager;

	private volatile Map<String, List<String>> headers = Map.of();

	/**
	 * Create a sender.
	 * @param delivery delivers
	 * @param grpc whether to speak gRPC; the path of the address is ignored then
	 * @param connectTimeout how long connecting may take
	 * @param timeout how long one attempt may take in all
	 * @param sslContext makes TLS connections, {@code null} for the default of the JDK
	 * @param trustManager decides whom to trust, given with the context
	 */
	public DeliveringMetricsSender(Delivery delivery, boolean grpc, Duration connectTimeout, Duration timeout,
			@Nullable SSLContext sslContext, @Nullable X509TrustManager trustManager) {
		this.delivery = delivery;
		this.grpc = grpc;
		this.connectTimeout = connectTimeout;
		this.timeout = timeout;
		this.sslContext = sslContext;
		this.trustManager = trustManager;
	}

	@Override
	public void send(Request request) throws IOException {
		String address = request.getAddress();
		if (address == null) {
			throw new IllegalArgumentException("Address must not be null");
		}
		Map<String, List<String>> headers = new HashMap<>();
		headers.put("User-Agent", List.of("Micrometer-OTLP-Exporter-Java"));
		request.getHeaders().forEach((name, value) -> headers.put(name, List.of(value)));
		this.headers = headers;
		URI uri = this.grpc ? URI.create(address).resolve(GRPC_PATH) : URI.create(address);
		Pipeline pipeline = this.delivery.pipeline(Signal.METRICS, this, new Endpoint(uri, this.grpc,
				this.connectTimeout, this.timeout, () -> this.headers, null, this.sslContext, this.trustManager));
		pipeline.offer(DeliverySenders.batch(request.getMetricsData(),
				(request.getCompressionMode() == CompressionMode.GZIP) ? Gzip.INSTANCE : null));
	}

	private enum Gzip implements Compressor {

		INSTANCE;

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
