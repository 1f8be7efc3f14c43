package dev.fanlight.autoconfigure;

import java.util.function.Function;
import java.util.stream.Stream;

import dev.fanlight.autoconfigure.MappedRoutes.Mapping;
import dev.fanlight.autoconfigure.MappedRoutes.Route;
import dev.fanlight.autoconfigure.MappedRoutes.Rule;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.core.io.Resource;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.RequestPredicate;
import org.springframework.web.reactive.function.server.RequestPredicates;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.support.RouterFunctionMapping;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * The routes of WebFlux.
 */
final class ReactiveRoutes extends FunctionalRoutes implements RequestPredicates.Visitor, RouterFunctions.Visitor {

	private ReactiveRoutes(PathPatternParser parser) {
		super(parser);
	}

	static Stream<Mapping> of(HandlerMapping mapping) {
		if (mapping instanceof RequestMappingHandlerMapping controllers) {
			PathPatternParser parser = controllers.getPathPatternParser();
			return Stream.of(new Mapping(controllers.getHandlerMethods()
				.keySet()
				.stream()
				.flatMap((info) -> info.getPatternsCondition()
					.getPatterns()
					.stream()
					.map((pattern) -> Route.of(info.getMethodsCondition().getMethods(), pattern, parser)))
				.toList(), Rule.WEBFLUX));
		}
		return (mapping instanceof RouterFunctionMapping functional)
				? of(functional.getRouterFunction(), functional.getPathPatternParser()) : Stream.empty();
	}

	private static Stream<Mapping> of(@Nullable RouterFunction<?> functions, PathPatternParser parser) {
		if (functions == null) {
			return Stream.empty();
		}
		ReactiveRoutes reader = new ReactiveRoutes(parser);
		functions.accept(reader);
		return Stream.of(reader.mapping());
	}

	@Override
	public void startNested(RequestPredicate predicate) {
		predicate.accept(this);
		enter();
	}

	@Override
	public void endNested(RequestPredicate predicate) {
		leave();
	}

	@Override
	public void route(RequestPredicate predicate, HandlerFunction<?> handler) {
		predicate.accept(this);
		add();
	}

	@Override
	public void resources(Function<ServerRequest, Mono<Resource>> lookup) {
		// They have no route in meters either
	}

	@Override
	public void unknown(RequestPredicate predicate) {
		unreadable();
	}

	@Override
	public void unknown(RouterFunction<?> function) {
		// Only to call it would tell what it handles
	}

}
