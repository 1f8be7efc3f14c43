package dev.fanlight.sample.payments;

import java.math.BigDecimal;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import org.jspecify.annotations.Nullable;

/**
 * What to charge.
 *
 * @param method the way of paying
 * @param amount the amount in units of the currency
 * @param currency its ISO 4217 code
 * @param card the card number, for payments by card
 */
public record PaymentRequest(@NotNull PaymentMethod method, @NotNull @Positive BigDecimal amount,
		@NotNull @Pattern(regexp = "[A-Z]{3}") String currency, @Nullable String card) {
}
