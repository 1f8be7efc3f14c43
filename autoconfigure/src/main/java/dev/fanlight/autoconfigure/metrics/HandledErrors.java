package dev.fanlight.autoconfigure.metrics;

import dev.fanlight.autoconfigure.HandledException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.core.Ordered;
import org.springframework.web.filter.ServerHttpObservationFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;

/**
 * Notes the exception that another resolver is about to turn into a response.
 */
final class HandledErrors implements HandlerExceptionResolver, Ordered {

	@Override
	public int getOrder() {
		return HIGHEST_PRECEDENCE;
	}

	@Override
	public @Nullable ModelAndView resolveException(HttpServletRequest request, HttpServletResponse response,
			@Nullable Object handler, Exception ex) {
		ServerHttpObservationFilter.findObservationContext(request)
			.ifPresent((context) -> context.put(HandledException.class, new HandledException(ex)));
		return null;
	}

}
