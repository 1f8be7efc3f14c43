package dev.fanlight.autoconfigure;

/**
 * What an observation knows of an asynchronous method that it is about.
 */
public interface AsyncWork {

	/**
	 * The method.
	 * @return its class and its name, as {@code Shop.later}
	 */
	String methodName();

	/**
	 * Whether somebody holds the result, and so hears of an error.
	 * @return {@code false} for a method that returns nothing
	 */
	boolean hasCaller();

}
