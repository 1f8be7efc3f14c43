package dev.fanlight.autoconfigure;

import jakarta.servlet.Filter;

import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletContextInitializer;
import org.springframework.core.PriorityOrdered;

/**
 * Registers a filter ahead of all filters that are merely ordered, those with the highest
 * precedence included. Among themselves these filters come by their order.
 *
 * @param <T> the type of the filter
 */
public final class EarlyFilterRegistrationBean<T extends Filter> extends FilterRegistrationBean<T>
		implements PriorityOrdered {

	/** Order of the filter that opens the scope of a request. */
	public static final int SCOPE = HIGHEST_PRECEDENCE;

	/** Order of the filter that tells what is no traffic. */
	public static final int TRAFFIC = HIGHEST_PRECEDENCE + 10;

	/** Order of the filter that verifies the token of a request. */
	public static final int TOKEN = HIGHEST_PRECEDENCE + 15;

	/** Order of the filter that reads forwarded headers. */
	public static final int FORWARDED = HIGHEST_PRECEDENCE + 20;

	/** Order of filters that wrap the response for the observation. */
	public static final int RESPONSE = HIGHEST_PRECEDENCE + 25;

	/** Order of the filter that observes a request. */
	public static final int OBSERVATION = HIGHEST_PRECEDENCE + 30;

	/** Order of the filter that refuses strangers at the endpoints. */
	public static final int ENDPOINTS = HIGHEST_PRECEDENCE + 35;

	/** Order of filters that need the observation. */
	public static final int OBSERVED = HIGHEST_PRECEDENCE + 40;

	/**
	 * Create a registration for every dispatch type that a container has.
	 * @param filter the filter
	 * @param order one of the orders of this class
	 */
	public EarlyFilterRegistrationBean(T filter, int order) {
		super(filter);
		setOrder(order);
	}

	/**
	 * Register a filter only where it has something to do. A registration that is not
	 * enabled says so at every start.
	 * @param needed whether it has
	 * @param registration the registration
	 * @return the registration, or nothing to be registered
	 */
	public static ServletContextInitializer onlyIf(boolean needed, FilterRegistrationBean<?> registration) {
		return needed ? registration : (servletContext) -> {
		};
	}

}
