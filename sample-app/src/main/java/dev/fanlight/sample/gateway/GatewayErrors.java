package dev.fanlight.sample.gateway;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClientException;

/**
 * Hands on what the roles behind the gateway say about a request, and hides how they
 * fail.
 */
@RestControllerAdvice(basePackageClasses = GatewayErrors.class)
class GatewayErrors {

	private static final Logger logger = LoggerFactory.getLogger(GatewayErrors.class);

	@ExceptionHandler
	ProblemDetail refused(HttpClientErrorException ex) {
		ProblemDetail problem = ex.getResponseBodyAs(ProblemDetail.class);
		if (problem == null) {
			return ProblemDetail.forStatus(ex.getStatusCode());
		}
		problem.setInstance(null);
		return problem;
	}

	@ExceptionHandler
	ProblemDetail failed(RestClientException ex) {
		logger.error("A service behind the gateway failed", ex);
		return ProblemDetail.forStatusAndDetail(HttpStatus.BAD_GATEWAY, "The shop is out of order");
	}

}
