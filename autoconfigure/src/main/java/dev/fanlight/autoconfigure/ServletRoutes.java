package dev.fanlight.autoconfigure;

import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

import dev.fanlight.autoconfigure.MappedRoutes.Mapping;
import dev.fanlight.autoconfigure.MappedRoutes.Route;
import dev.fanlight.autoconfigure.MappedRoutes.Rule;
import org.jspecify.annotations.Nullable;

import org.springframework.core.io.Resource;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.RequestPredicate;
import org.springframework.web.servlet.function.RequestPredicates;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.support.RouterFunctionMapping;
import org.springframework.web.servlet.mvc.condition.PathPatternsRequestCondition;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * The routes of MVC.
 */
final class ServletRoutes extends FunctionalRoutes implements RequestPredicates.Visitor, RouterFunctions.Visitor {

	private ServletRoutes(PathPatternParser parser) {
		super(parser);
	}

	static Stream<Mapping> of(HandlerMapping mapping) {
		if (mapping instanceof RequestMappingHandlerMapping controllers) {
			PathPatternParser parser = controllers.getPatternParser();
			return (parser != null) ? Stream.of(new Mapping(controllers.getHandlerMethods()
				.keySet()
				.stream()
				.flatMap((info) -> controllers(info, parser))
				.toList(), Rule.MVC)) : Stream.empty();
		}
		return (mapping instanceof RouterFunctionMapping functional)
				? of(functional.getRouterFunction(), functional.getPatternParser()) : Stream.empty();
	}

	private static Stream<Route> controllers(RequestMappingInfo info, PathPatternParser parser) {
		PathPatternsRequestCondition paths = info.getPathPatternsCondition();
		return (paths != null)
				? paths.getPatterns()
					.stream()
					.map((pattern) -> Route.of(info.getMethodsCondition().getMethods(), pattern, parser))
				: Stream.empty();
	}

	private static Stream<Mapping> of(@Nullable RouterFunction<?> functions, @Nullable PathPatternParser parser) {
		if (functions == null || parser == null) {
			return Stream.empty();
		}
		ServletRoutes reader = new ServletRoutes(parser);
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
	public void resources(Function<ServerRequest, Optional<Resource>> lookup) {
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
