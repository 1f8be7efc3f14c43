package dev.fanlight.sample.orders;

import java.math.BigDecimal;

import dev.fanlight.sample.payments.PaymentMethod;

/**
 * A paid and stored order.
 *
 * @param id its number
 * @param sku the product
 * @param quantity how many pieces
 * @param total the value in units of the currency
 * @param currency its ISO 4217 code
 * @param paymentMethod the way it was paid
 */
public record Order(long id, String sku, int quantity, BigDecimal total, String currency, PaymentMethod paymentMethod) {
}
