package dev.fanlight.autoconfigure.logging;

import java.security.Principal;
import java.util.Collection;
import java.util.List;
import java.util.Map;

import dev.fanlight.logging.LogContext;
import dev.fanlight.logging.LogContextSource;
import dev.fanlight.logging.LogContextSource.Kind;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.function.RouterFunctions;

/**
 * Looks the sources of the own context up at a servlet request.
 */
final class ServletContextSources {

	private final Collection<LogContextSource> sources;

	private final List<String> owned;

	private final Baggages baggage;

	ServletContextSources(Collection<LogContextSource> sources, Baggages baggage) {
		this.sources = sources;
		this.owned = LogContextSource.owned(sources);
		this.baggage = baggage;
	}

	boolean isEmpty() {
		return this.sources.isEmpty();
	}

	boolean contains(Kind kind) {
		return this.sources.stream().anyMatch((source) -> source.kind() == kind);
	}

	/**
	 * Begin the own context of a request.
	 * @param request the request
	 * @return the context with what is known by now, or {@code null} if nobody wants one
	 */
	@Nullable LogContext begin(HttpServletRequest request) {
		if (this.sources.isEmpty()) {
			return null;
		}
		LogContext context = new LogContext();
		fill(context, request);
		return context;
	}

	/**
	 * Add to a context what is known of a request by now.
	 * @param context the context
	 * @param request the request
	 */
	void fill(@Nullable LogContext context, HttpServletRequest request) {
		if (context != null) {
			LogContextSource.fill(this.sources, context, (kind, name) -> value(request, kind, name));
		}
	}

	/**
	 * Take off the thread what the application put there itself.
	 */
	void forget() {
		for (String key : this.owned) {
			MDC.remove(key);
		}
	}

	private @Nullable String value(HttpServletRequest request, Kind kind, String name) {
		return switch (kind) {
			case USER -> {
				Principal principal = request.getUserPrincipal();
				yield (principal != null) ? principal.getName() : null;
			}
			case CLIENT_IP -> request.getRemoteAddr();
			case HEADER -> request.getHeader(name);
			case PATH -> variable(request, name);
			case BAGGAGE -> this.baggage.value(name);
			case MDC -> null;
		};
	}

	private static @Nullable String variable(HttpServletRequest request, String name) {
		Object annotated = request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE);
		Object variables = (annotated != null) ? annotated
				: request.getAttribute(RouterFunctions.URI_TEMPLATE_VARIABLES_ATTRIBUTE);
		return (variables instanceof Map<?, ?> map && map.get(name) instanceof String variable) ? variable : null;
	}

}
