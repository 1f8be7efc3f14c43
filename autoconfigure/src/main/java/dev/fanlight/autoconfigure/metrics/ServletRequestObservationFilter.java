package dev.fanlight.autoconfigure.metrics;

import java.io.IOException;

import dev.fanlight.autoconfigure.MappedRoutes;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.server.observation.DefaultServerRequestObservationConvention;
import org.springframework.http.server.observation.ServerHttpObservationDocumentation;
import org.springframework.http.server.observation.ServerRequestObservationContext;
import org.springframework.http.server.observation.ServerRequestObservationConvention;
import org.springframework.web.filter.ServerHttpObservationFilter;

/**
 * Observes servlet requests like the filter of Spring, with three differences: a request
 * that times out asynchronously is observed once and with the status it got, the page of
 * an error does not take the place of the route, and what counts as an error is decided
 * at the end.
 */
final class ServletRequestObservationFilter extends ServerHttpObservationFilter {

	private static final String ATTRIBUTE = ServletRequestObservationFilter.class.getName();

	private static final ServerRequestObservationConvention DEFAULT = new DefaultServerRequestObservationConvention();

	private final ObservationRegistry registry;

	private final ServerRequestObservationConvention convention;

	private final MappedRoutes routes;

	ServletRequestObservationFilter(ObservationRegistry registry, ServerRequestObservationConvention convention,
			MappedRoutes routes) {
		super(registry, convention);
		this.registry = registry;
		this.convention = convention;
		this.routes = routes;
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		ServletRequestObservation observed = (ServletRequestObservation) request.getAttribute(ATTRIBUTE);
		if (observed == null) {
			observed = start(request, response);
		}
		try (Observation.Scope scope = observed.observation().openScope()) {
			onScopeOpened(scope, request, response);
			chain.doFilter(request, response);
		}
		catch (Throwable ex) {
			observed.failed(ex);
			response.setStatus(HttpServletResponse.SC_INTERNAL_SERVER_ERROR);
			throw ex;
		}
		finally {
			observed.keepRoute();
			if (request.isAsyncStarted() && request.getDispatcherType() == DispatcherType.REQUEST) {
				request.getAsyncContext().addListener(observed);
			}
			else if (!isAsyncDispatch(request)) {
				observed.stop();
			}
		}
	}

	private ServletRequestObservation start(HttpServletRequest request, HttpServletResponse response) {
		ServerRequestObservationContext context = new ServerRequestObservationContext(request, response);
		Observation observation = ServerHttpObservationDocumentation.HTTP_SERVLET_SERVER_REQUESTS
			.observation(this.convention, DEFAULT, () -> context, this.registry)
			.start();
		ServletRequestObservation observed = new ServletRequestObservation(observation, context, this.routes);
		request.setAttribute(ATTRIBUTE, observed);
		if (!observation.isNoop()) {
			request.setAttribute(CURRENT_OBSERVATION_CONTEXT_ATTRIBUTE, context);
		}
		return observed;
	}

}
