package dev.fanlight.sample;

/**
 * Profile expressions of the three roles: a role is on when its profile is active, or
 * when none of the three is.
 */
public final class Role {

	/** The door to the outside: carts, login, and the way to the orders. */
	public static final String GATEWAY = "gateway | !(orders | payments)";

	/** Keeps orders and inventory in the database. */
	public static final String ORDERS = "orders | !(gateway | payments)";

	/** Charges, declines, or breaks. */
	public static final String PAYMENTS = "payments | !(gateway | orders)";

	private Role() {
	}

}
