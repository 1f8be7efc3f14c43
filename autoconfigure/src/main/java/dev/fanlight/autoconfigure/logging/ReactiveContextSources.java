package dev.fanlight.autoconfigure.logging;

import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;

import dev.fanlight.logging.LogContext;
import dev.fanlight.logging.LogContextSource;
import dev.fanlight.logging.LogContextSource.Kind;
import org.jspecify.annotations.Nullable;

import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.server.ServerWebExchange;

/**
 * Looks the sources of the own context up at a reactive request.
 */
final class ReactiveContextSources {

	private final Collection<LogContextSource> sources;

	private final Baggages baggage;

	ReactiveContextSources(Collection<LogContextSource> sources, Baggages baggage) {
		this.sources = sources;
		this.baggage = baggage;
	}

	boolean isEmpty() {
		return this.sources.isEmpty();
	}

	boolean contains(Kind kind) {
		return this.sources.stream().anyMatch((source) -> source.kind() == kind);
	}

	/**
	 * Add to a context what is known of a request by now.
	 * @param context the context
	 * @param exchange the request
	 */
	void fill(@Nullable LogContext context, ServerWebExchange exchange) {
		if (context != null) {
			LogContextSource.fill(this.sources, context, (kind, name) -> value(exchange, kind, name));
		}
	}

	/**
	 * Add the name of the user to a context.
	 * @param context the context
	 * @param user the name
	 */
	void fillUser(@Nullable LogContext context, String user) {
		if (context != null) {
			LogContextSource.fill(this.sources, context, (kind, name) -> (kind == Kind.USER) ? user : null);
		}
	}

	private @Nullable String value(ServerWebExchange exchange, Kind kind, String name) {
		return switch (kind) {
			case CLIENT_IP -> address(exchange.getRequest().getRemoteAddress());
			case HEADER -> exchange.getRequest().getHeaders().getFirst(name);
			case PATH ->
				(exchange.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE) instanceof Map<?, ?> variables)
						? Objects.toString(variables.get(name), null) : null;
			case BAGGAGE -> this.baggage.value(name);
			case USER, MDC -> null;
		};
	}

	private static @Nullable String address(@Nullable InetSocketAddress remote) {
		if (remote == null) {
			return null;
		}
		return (remote.getAddress() != null) ? remote.getAddress().getHostAddress() : remote.getHostString();
	}

}
