package dev.fanlight.sample.payments;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/**
 * A payment the shop does not take: the customer's problem, not the service's.
 */
final class DeclinedException extends ErrorResponseException {

	DeclinedException(String reason) {
		super(HttpStatus.PAYMENT_REQUIRED, problem(reason), null);
	}

	private static ProblemDetail problem(String reason) {
		ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.PAYMENT_REQUIRED, "Payment declined");
		problem.setProperty("reason", reason);
		return problem;
	}

}
