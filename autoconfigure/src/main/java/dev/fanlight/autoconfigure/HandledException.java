package dev.fanlight.autoconfigure;

import java.util.Set;

import org.springframework.web.ErrorResponse;

/**
 * The exception of a request that was turned into a response. Stands in the context of
 * the request's observation under this class.
 *
 * @param exception the exception
 */
public record HandledException(Throwable exception) {

	/** By name, since Spring Security need not be there. */
	private static final Set<String> REFUSALS = Set.of("org.springframework.security.access.AccessDeniedException",
			"org.springframework.security.core.AuthenticationException",
			"org.springframework.http.converter.HttpMessageNotReadableException",
			"org.springframework.web.method.annotation.MethodArgumentTypeMismatchException");

	/** An AuthenticationException, too, but it tells that something is down. */
	private static final String DOWN = "org.springframework.security.authentication.AuthenticationServiceException";

	/**
	 * Whether the exception says no more than that the client must not or cannot ask for
	 * this: anybody can cause it at any rate.
	 * @return whether it is an answer of Spring with a 4xx or a refusal of Spring
	 * Security
	 */
	public boolean isRefusal() {
		if (this.exception instanceof ErrorResponse response) {
			return response.getStatusCode().is4xxClientError();
		}
		for (Class<?> type = this.exception.getClass(); type != null; type = type.getSuperclass()) {
			if (type.getName().equals(DOWN)) {
				return false;
			}
			if (REFUSALS.contains(type.getName())) {
				return true;
			}
		}
		return false;
	}

}
