package dev.fanlight.sample;

/**
 * The names of the shop's own meters and their tags. No tag holds an identifier: each has
 * a handful of values, whatever customers do.
 */
public final class ShopMeters {

	/**
	 * Counter of stored orders, by {@link #PAYMENT_METHOD}.
	 */
	public static final String ORDERS_CREATED = "shop.orders";

	/** Value of stored orders, by {@link #PAYMENT_METHOD} and {@link #CURRENCY}. */
	public static final String ORDER_VALUE = "shop.order.value";

	/** Timer of payments, tried and done. */
	public static final String PAYMENT = "shop.payment";

	/** Time from accepting an order to storing it, by {@link #PAYMENT_METHOD}. */
	public static final String ORDER_PROCESSING = "shop.order.processing";

	/** Pieces in stock, by {@link #CATEGORY}. */
	public static final String INVENTORY = "shop.inventory";

	/** Counter of payments that did not go through, by {@link #REASON}. */
	public static final String PAYMENTS_FAILED = "shop.payments.failed";

	/** Counter of carts opened. */
	public static final String CARTS_OPENED = "shop.carts.opened";

	/** Counter of carts given up: emptied, timed out, or pushed out by newer ones. */
	public static final String CARTS_ABANDONED = "shop.carts.abandoned";

	/** The way of paying. */
	public static final String PAYMENT_METHOD = "payment_method";

	/** ISO 4217 code. */
	public static final String CURRENCY = "currency";

	/** The product category. */
	public static final String CATEGORY = "category";

	/** Why a payment failed. */
	public static final String REASON = "reason";

	private ShopMeters() {
	}

}
