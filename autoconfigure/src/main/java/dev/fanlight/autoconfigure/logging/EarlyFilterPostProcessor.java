package dev.fanlight.autoconfigure.logging;

import dev.fanlight.autoconfigure.EarlyFilterRegistrationBean;
import jakarta.servlet.Filter;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.core.Ordered;
import org.springframework.web.filter.ForwardedHeaderFilter;
import org.springframework.web.filter.ServerHttpObservationFilter;

/**
 * Lets Boot's observation of a request begin before the filters of the application, so
 * that what these log has a trace, and the reading of forwarded headers before that. A
 * registration that somebody ordered otherwise stays where it is.
 */
final class EarlyFilterPostProcessor implements BeanPostProcessor {

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (bean instanceof FilterRegistrationBean<?> registration && !(bean instanceof EarlyFilterRegistrationBean)
				&& registration.getOrder() <= Ordered.HIGHEST_PRECEDENCE + 1) {
			if (registration.getFilter() instanceof ServerHttpObservationFilter filter) {
				return early(registration, filter, EarlyFilterRegistrationBean.OBSERVATION, beanName);
			}
			if (registration.getFilter() instanceof ForwardedHeaderFilter filter) {
				return early(registration, filter, EarlyFilterRegistrationBean.FORWARDED, beanName);
			}
		}
		return bean;
	}

	private static <T extends Filter> FilterRegistrationBean<T> early(FilterRegistrationBean<?> original, T filter,
			int order, String beanName) {
		FilterRegistrationBean<T> result = new EarlyFilterRegistrationBean<>(filter, order);
		result.setBeanName(beanName);
		result.setDispatcherTypes(original.determineDispatcherTypes());
		result.setUrlPatterns(original.getUrlPatterns());
		result.setServletNames(original.getServletNames());
		result.setInitParameters(original.getInitParameters());
		result.setAsyncSupported(original.isAsyncSupported());
		result.setMatchAfter(original.isMatchAfter());
		result.setEnabled(original.isEnabled());
		return result;
	}

}
