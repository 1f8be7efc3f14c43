package dev.fanlight.autoconfigure;

/**
 * Stands for an exception of a reactive request that was handled out of sight.
 */
public final class UnseenException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final Class<?> declared;

	/**
	 * Create an exception.
	 * @param declared what the method that handled it declares
	 */
	public UnseenException(Class<?> declared) {
		super("handled by a method that declares " + declared.getName(), null, false, false);
		this.declared = declared;
	}

	/**
	 * The type of an exception.
	 * @param error any exception
	 * @return its class, or what is known of an unseen one
	 */
	public static Class<?> typeOf(Throwable error) {
		return (error instanceof UnseenException unseen) ? unseen.declared : error.getClass();
	}

}
