package dev.fanlight.sample.orders;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/**
 * Turns the exceptions of the orders role into answers.
 */
@RestControllerAdvice(basePackageClasses = OrderErrors.class)
class OrderErrors {

	private static final Logger logger = LoggerFactory.getLogger(OrderErrors.class);

	@ExceptionHandler
	ProblemDetail unknownOrder(UnknownOrderException ex) {
		return ProblemDetail.forStatusAndDetail(HttpStatus.NOT_FOUND, "There is no such order");
	}

	@ExceptionHandler
	ProblemDetail declined(PaymentDeclinedException ex) {
		ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.PAYMENT_REQUIRED, "Payment declined");
		problem.setProperty("reason", ex.reason());
		return problem;
	}

	@ExceptionHandler
	ProblemDetail unavailable(PaymentUnavailableException ex) {
		logger.error("Order not paid", ex);
		return ProblemDetail.forStatusAndDetail(HttpStatus.BAD_GATEWAY, "Payments are not available");
	}

}
