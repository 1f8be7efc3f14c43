package dev.fanlight.autoconfigure.logging;

import java.security.Principal;
import java.util.Collection;
import java.util.function.Supplier;
import java.util.stream.Stream;

import dev.fanlight.logging.LogContextSource.Kind;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.core.Ordered;
import org.springframework.core.PriorityOrdered;
import org.springframework.http.server.reactive.observation.ServerRequestObservationContext;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.reactive.HandlerAdapter;
import org.springframework.web.reactive.HandlerResult;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;

/**
 * Completes the {@link ReactiveRequestScope} as more of a request becomes known.
 */
final class ReactiveRequestFilters {

	private static final String ATTRIBUTE = ReactiveRequestScope.class.getName();

	private ReactiveRequestFilters() {
	}

	/**
	 * Adds the observation and what the request itself brings; tells the caller its
	 * trace.
	 */
	static final class First implements WebFilter, PriorityOrdered {

		private final ReactiveContextSources sources;

		private final Collection<TraceHeader> headers;

		First(ReactiveContextSources sources, Collection<TraceHeader> headers) {
			this.sources = sources;
			this.headers = headers;
		}

		@Override
		public int getOrder() {
			return HIGHEST_PRECEDENCE;
		}

		@Override
		public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
			return Mono.deferContextual((view) -> {
				ReactiveRequestScope scope = ReactiveRequestScope.of(view);
				if (scope != null) {
					scope.observation(
							ServerRequestObservationContext.findCurrent(exchange.getAttributes()).orElse(null));
					TraceHeader.write(this.headers, scope.traceIds(), exchange.getResponse().getHeaders()::add);
					this.sources.fill(scope.context(), exchange);
					exchange.getAttributes().put(ATTRIBUTE, scope);
				}
				return chain.filter(exchange);
			});
		}

	}

	/**
	 * Adds the user, once security has found out who that is.
	 */
	static final class User implements WebFilter, Ordered {

		private final ReactiveContextSources sources;

		private final boolean wanted;

		User(ReactiveContextSources sources) {
			this.sources = sources;
			this.wanted = sources.contains(Kind.USER);
		}

		@Override
		public int getOrder() {
			return RequestCorrelationAutoConfiguration.AFTER_SECURITY;
		}

		@Override
		public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
			if (!this.wanted || !(exchange.getAttribute(ATTRIBUTE) instanceof ReactiveRequestScope scope)) {
				return chain.filter(exchange);
			}
			return exchange.getPrincipal()
				.map(Principal::getName)
				.doOnNext((user) -> this.sources.fillUser(scope.context(), user))
				.onErrorComplete()
				.then(Mono.defer(() -> chain.filter(exchange)));
		}

	}

	/**
	 * Adds what is known once the handler is, and leaves handling to the other adapters.
	 */
	static final class Handler implements HandlerAdapter, Ordered {

		private final ReactiveContextSources sources;

		private final Supplier<HandlerAdapter[]> others;

		private final boolean wanted;

		Handler(ReactiveContextSources sources, Supplier<Stream<HandlerAdapter>> adapters) {
			this.sources = sources;
			this.wanted = sources.contains(Kind.PATH);
			this.others = SingletonSupplier
				.of(() -> adapters.get().filter((adapter) -> adapter != this).toArray(HandlerAdapter[]::new));
		}

		@Override
		public int getOrder() {
			return HIGHEST_PRECEDENCE;
		}

		@Override
		public boolean supports(Object handler) {
			return this.wanted && other(handler) != null;
		}

		@Override
		public Mono<HandlerResult> handle(ServerWebExchange exchange, Object handler) {
			if (exchange.getAttribute(ATTRIBUTE) instanceof ReactiveRequestScope scope) {
				this.sources.fill(scope.context(), exchange);
			}
			HandlerAdapter other = other(handler);
			return (other != null) ? other.handle(exchange, handler) : Mono.empty();
		}

		private @Nullable HandlerAdapter other(Object handler) {
			for (HandlerAdapter adapter : this.others.get()) {
				if (adapter.supports(handler)) {
					return adapter;
				}
			}
			return null;
		}

	}

}
