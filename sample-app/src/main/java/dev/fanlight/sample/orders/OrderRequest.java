package dev.fanlight.sample.orders;

import dev.fanlight.sample.payments.PaymentMethod;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;

/**
 * What to order.
 *
 * @param sku the product, as in the catalog
 * @param quantity how many pieces
 * @param paymentMethod the way of paying
 * @param card the card number, for payments by card
 */
public record OrderRequest(@NotBlank String sku, @Min(1) @Max(100) int quantity, @NotNull PaymentMethod paymentMethod,
		@Nullable String card) {
}
