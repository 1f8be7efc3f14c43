package dev.fanlight.sample.orders;

import java.math.BigDecimal;

/**
 * A product of the catalog.
 *
 * @param sku its number
 * @param category what it is
 * @param price the price of one piece
 * @param currency ISO 4217 code of the price
 */
public record Product(String sku, String category, BigDecimal price, String currency) {
}
