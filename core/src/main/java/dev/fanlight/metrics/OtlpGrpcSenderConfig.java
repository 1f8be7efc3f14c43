package dev.fanlight.metrics;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;

import javax.net.ssl.SSLContext;
import javax.net.ssl.X509TrustManager;

import io.opentelemetry.sdk.common.export.Compressor;
import io.opentelemetry.sdk.common.export.GrpcSenderConfig;
import io.opentelemetry.sdk.common.export.RetryPolicy;
import org.jspecify.annotations.Nullable;

/**
 * What OpenTelemetry asks before it makes a gRPC client.
 */
record OtlpGrpcSenderConfig(URI endpoint, String method, @Nullable Compressor compressor, Duration connectTimeout,
		Duration timeout, Supplier<Map<String, List<String>>> headers,
		OtlpGrpcMetricsSender.@Nullable Tls tls) implements GrpcSenderConfig {

	@Override
	public URI getEndpoint() {
		return this.endpoint;
	}

	@Override
	public String getFullMethodName() {
		return this.method;
	}

	@Override
	public @Nullable Compressor getCompressor() {
		return this.compressor;
	}

	@Override
	public Duration getTimeout() {
		return this.timeout;
	}

	@Override
	public Duration getConnectTimeout() {
		return this.connectTimeout;
	}

	@Override
	public Supplier<Map<String, List<String>>> getHeadersSupplier() {
		return this.headers;
	}

	@Override
	public @Nullable RetryPolicy getRetryPolicy() {
		return null;
	}

	@Override
	public @Nullable SSLContext getSslContext() {
		return (this.tls != null) ? this.tls.context() : null;
	}

	@Override
	public @Nullable X509TrustManager getTrustManager() {
		return (this.tls != null) ? this.tls.trustManager() : null;
	}

	@Override
	public @Nullable ExecutorService getExecutorService() {
		return null;
	}

}
