package dev.fanlight.tracing.delivery;

import java.net.ProxySelector;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import javax.net.ssl.SSLContext;
import javax.net.ssl.X509TrustManager;

import org.jspecify.annotations.Nullable;

/**
 * Where a pipeline sends and how, as the exporter was configured.
 *
 * @param uri the address; over gRPC with the path of the method
 * @param grpc whether gRPC is spoken
 * @param connectTimeout how long connecting may take
 * @param timeout how long one attempt may take in all
 * @param headers asked before each attempt; may be credentials, so they are never logged
 * or stored
 * @param proxy the proxies to go through
 * @param sslContext makes TLS connections, {@code null} for the default of the JDK
 * @param trustManager decides whom to trust, given with the context
 */
public record Endpoint(URI uri, boolean grpc, Duration connectTimeout, Duration timeout,
		Supplier<Map<String, List<String>>> headers, @Nullable ProxySelector proxy, @Nullable SSLContext sslContext,
		@Nullable X509TrustManager trustManager) {

	/**
	 * The address fit to be shown: no user-info, no query.
	 * @return the address
	 */
	String shown() {
		String path = this.grpc ? "" : this.uri.getPath();
		return this.uri.getScheme() + "://" + authority() + ((path != null) ? path : "") + (this.grpc ? " (gRPC)" : "");
	}

	/**
	 * Host and port: what is up or down as a whole.
	 * @return both
	 */
	String authority() {
		return (this.uri.getPort() < 0) ? this.uri.getHost() : this.uri.getHost() + ":" + this.uri.getPort();
	}

}
