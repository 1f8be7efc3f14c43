package dev.fanlight.autoconfigure.tracing.propagation;

import java.net.URI;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpRequest;
import org.springframework.util.ClassUtils;
import org.springframework.web.reactive.function.client.ClientRequest;

/**
 * Tells the host that the carrier of outbound headers goes to: the requests of
 * {@code RestClient}, {@code RestTemplate} and {@code WebClient}.
 */
final class ClientHosts {

	private ClientHosts() {
	}

	static Function<Object, @Nullable String> all(@Nullable ClassLoader classLoader) {
		Function<Object, @Nullable String> none = (carrier) -> null;
		Function<Object, @Nullable String> blocking = ClassUtils.isPresent("org.springframework.http.HttpRequest",
				classLoader) ? Blocking::host : none;
		Function<Object, @Nullable String> reactive = ClassUtils.isPresent(
				"org.springframework.web.reactive.function.client.ClientRequest", classLoader) ? Reactive::host : none;
		return (carrier) -> {
			String host = blocking.apply(carrier);
			return (host != null) ? host : reactive.apply(carrier);
		};
	}

	private static @Nullable String host(URI uri) {
		// A request without a host goes nowhere, and one with a strange host is a
		// stranger's
		return (uri.getHost() != null) ? uri.getHost() : (uri.getAuthority() != null) ? uri.getAuthority() : null;
	}

	private static final class Blocking {

		static @Nullable String host(Object carrier) {
			return (carrier instanceof HttpRequest request) ? ClientHosts.host(request.getURI()) : null;
		}

	}

	private static final class Reactive {

		static @Nullable String host(Object carrier) {
			return (carrier instanceof ClientRequest.Builder builder) ? ClientHosts.host(builder.build().url()) : null;
		}

	}

}
