package dev.fanlight.autoconfigure.errors;

import java.util.function.Predicate;

import org.springframework.util.ClassUtils;
import org.springframework.web.client.RestClientResponseException;
import org.springframework.web.reactive.function.client.WebClientResponseException;

/**
 * Tells what Spring's clients throw when a server answered with a status of 5xx: it says
 * where the failure is felt, not what it is.
 */
final class FailedAnswers implements Predicate<Throwable> {

	private static final boolean BLOCKING = isPresent("org.springframework.web.client.RestClientResponseException");

	private static final boolean REACTIVE = isPresent(
			"org.springframework.web.reactive.function.client.WebClientResponseException");

	private static boolean isPresent(String type) {
		return ClassUtils.isPresent(type, FailedAnswers.class.getClassLoader());
	}

	@Override
	public boolean test(Throwable root) {
		return (BLOCKING && root instanceof RestClientResponseException blocking
				&& blocking.getStatusCode().is5xxServerError())
				|| (REACTIVE && root instanceof WebClientResponseException reactive
						&& reactive.getStatusCode().is5xxServerError());
	}

}
