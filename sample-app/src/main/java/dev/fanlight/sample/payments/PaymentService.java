package dev.fanlight.sample.payments;

import java.math.BigDecimal;
import java.util.UUID;

import dev.fanlight.sample.Role;
import dev.fanlight.sample.ShopMeters;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.annotation.Observed;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Service;

/**
 * Decides whether a payment goes through.
 */
@Service
@Profile(Role.PAYMENTS)
class PaymentService {

	private static final Logger logger = LoggerFactory.getLogger(PaymentService.class);

	private static final BigDecimal LIMIT = BigDecimal.valueOf(1000);

	/** The number payment providers publish for testing a declined card. */
	private static final String DECLINED_CARD = "4000000000000002";

	private final MeterProvider<Counter> failed;

	private volatile boolean broken;

	PaymentService(PaymentProperties properties, MeterRegistry registry) {
		this.broken = properties.broken();
		this.failed = Counter.builder(ShopMeters.PAYMENTS_FAILED)
			.description("Payments that did not go through")
			.withRegistry(registry);
	}

	/** Breaks the provider or mends it, while the shop runs. */
	void setBroken(boolean broken) {
		this.broken = broken;
		logger.warn("The payment provider is {} on purpose", broken ? "broken" : "mended");
	}

	@Observed(name = ShopMeters.PAYMENT, contextualName = "charge payment")
	Payment charge(PaymentRequest request) {
		logger.debug("Charging {} {} by {}, card {}", request.amount(), request.currency(), request.method(),
				request.card());
		if (this.broken || request.method() == PaymentMethod.BROKEN) {
			countFailure("provider_error");
			throw new IllegalStateException("The payment provider does not answer");
		}
		if (request.amount().compareTo(LIMIT) > 0) {
			throw declined("limit_exceeded");
		}
		if (DECLINED_CARD.equals(request.card())) {
			throw declined("card_declined");
		}
		Payment payment = new Payment(UUID.randomUUID());
		logger.atInfo()
			.addKeyValue("payment_id", payment.id())
			.addKeyValue("payment_method", request.method().label())
			.log("Charged {} {}", request.amount(), request.currency());
		return payment;
	}

	private DeclinedException declined(String reason) {
		countFailure(reason);
		logger.warn("Declined a payment: {}", reason);
		return new DeclinedException(reason);
	}

	private void countFailure(String reason) {
		this.failed.withTag(ShopMeters.REASON, reason).increment();
	}

}
