package dev.fanlight.autoconfigure.metrics;

import java.net.URI;
import java.util.function.Function;

import dev.fanlight.metrics.MeterNaming;
import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationFilter;
import io.micrometer.observation.transport.ReceiverContext;
import io.micrometer.observation.transport.SenderContext;
import jakarta.servlet.http.HttpServletRequest;

import org.springframework.http.HttpRequest;
import org.springframework.http.client.ClientHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientRequestObservationContext;

/**
 * Adds what the semantic conventions require and Spring's own keys lack: the scheme of a
 * request, and the port of a call.
 */
final class OtelRequestKeys implements ObservationFilter {

	private static final String SCHEME = "url.scheme";

	private static final String PORT = "server.port";

	private static final int HTTP = 80;

	private static final int HTTPS = 443;

	private final MeterNaming naming;

	private final Function<Observation.Context, KeyValues> keys;

	OtelRequestKeys(MeterNaming naming, Function<Observation.Context, KeyValues> keys) {
		this.naming = naming;
		this.keys = keys;
	}

	@Override
	public Observation.Context map(Observation.Context context) {
		if (this.naming == MeterNaming.OTEL) {
			for (KeyValue keyValue : this.keys.apply(context)) {
				context.addLowCardinalityKeyValue(keyValue);
			}
		}
		return context;
	}

	static KeyValues servletServer(Observation.Context context) {
		return (context instanceof ReceiverContext<?> receiver
				&& receiver.getCarrier() instanceof HttpServletRequest request)
						? KeyValues.of(SCHEME, request.getScheme()) : KeyValues.empty();
	}

	static KeyValues http(Observation.Context context) {
		if (context instanceof ReceiverContext<?> receiver
				&& receiver.getCarrier() instanceof ServerHttpRequest request) {
			String scheme = request.getURI().getScheme();
			return KeyValues.of(SCHEME, (scheme != null) ? scheme : "http");
		}
		return (context instanceof SenderContext<?> sender && sender.getCarrier() instanceof ClientHttpRequest request)
				? port(((HttpRequest) request).getURI()) : KeyValues.empty();
	}

	static KeyValues webClient(Observation.Context context) {
		ClientRequest request = (context instanceof ClientRequestObservationContext client) ? client.getRequest()
				: null;
		return (request != null) ? port(request.url()) : KeyValues.empty();
	}

	private static KeyValues port(URI uri) {
		int port = (uri.getPort() >= 0) ? uri.getPort() : "https".equalsIgnoreCase(uri.getScheme()) ? HTTPS : HTTP;
		return KeyValues.of(PORT, Integer.toString(port));
	}

}
