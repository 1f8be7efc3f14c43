package dev.fanlight.logging;

import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import ch.qos.logback.classic.spi.ThrowableProxy;
import org.jspecify.annotations.Nullable;

/**
 * A throwable of an event with its messages redacted, through causes and suppressed. It
 * has to be a {@link ThrowableProxy}: Boot's structured formats accept no other.
 */
final class RedactedThrowableProxy extends ThrowableProxy {

	private static final Throwable NONE = new Throwable(null, null, false, false) {

		private static final long serialVersionUID = 1L;

	};

	private static final IThrowableProxy[] NO_SUPPRESSED = new IThrowableProxy[0];

	private final IThrowableProxy original;

	private final @Nullable String message;

	private final @Nullable String overridingMessage;

	private final @Nullable IThrowableProxy cause;

	private final IThrowableProxy[] suppressed;

	private @Nullable RedactedThrowable throwable;

	private RedactedThrowableProxy(IThrowableProxy original, @Nullable String message,
			@Nullable String overridingMessage, @Nullable IThrowableProxy cause, IThrowableProxy[] suppressed) {
		super(NONE);
		this.original = original;
		this.message = message;
		this.overridingMessage = overridingMessage;
		this.cause = cause;
		this.suppressed = suppressed;
	}

	/**
	 * Redact a throwable.
	 * @param proxy the throwable
	 * @param messages redacts its messages
	 * @return {@code proxy} itself when clean
	 */
	static IThrowableProxy redact(IThrowableProxy proxy, ThrowableMessages messages) {
		String message = redact(proxy.getMessage(), messages);
		String overridingMessage = redact(proxy.getOverridingMessage(), messages);
		IThrowableProxy cause = proxy.getCause();
		if (cause != null) {
			cause = redact(cause, (proxy.getMessage() != null) ? messages.beneath(proxy.getMessage()) : messages);
		}
		IThrowableProxy[] suppressed = (proxy.getSuppressed() != null) ? redact(proxy.getSuppressed(), messages)
				: NO_SUPPRESSED;
		if (message == proxy.getMessage() && overridingMessage == proxy.getOverridingMessage()
				&& cause == proxy.getCause() && (suppressed == proxy.getSuppressed() || suppressed == NO_SUPPRESSED)) {
			return proxy;
		}
		return new RedactedThrowableProxy(proxy, message, overridingMessage, cause, suppressed);
	}

	/**
	 * What is left of a throwable that could not be read.
	 * @param proxy the throwable
	 * @param message the message to show
	 * @return a throwable without causes
	 */
	static IThrowableProxy failed(IThrowableProxy proxy, String message) {
		return new RedactedThrowableProxy(proxy, message, null, null, NO_SUPPRESSED);
	}

	/**
	 * The throwable behind what an event shows of it.
	 * @param proxy what it shows
	 * @return {@code null} if there is none in this process
	 */
	static @Nullable Throwable unwrap(IThrowableProxy proxy) {
		IThrowableProxy original = (proxy instanceof RedactedThrowableProxy redacted) ? redacted.original : proxy;
		return (original instanceof ThrowableProxy withThrowable) ? withThrowable.getThrowable() : null;
	}

	private static @Nullable String redact(@Nullable String message, ThrowableMessages messages) {
		return (message != null) ? messages.redact(message) : null;
	}

	private static IThrowableProxy[] redact(IThrowableProxy[] suppressed, ThrowableMessages messages) {
		IThrowableProxy[] result = suppressed;
		for (int i = 0; i < suppressed.length; i++) {
			IThrowableProxy redacted = redact(suppressed[i], messages);
			if (redacted != suppressed[i]) {
				if (result == suppressed) {
					result = new IThrowableProxy[suppressed.length];
					System.arraycopy(suppressed, 0, result, 0, suppressed.length);
				}
				result[i] = redacted;
			}
		}
		return result;
	}

	@Override
	public synchronized Throwable getThrowable() {
		if (this.throwable == null) {
			this.throwable = new RedactedThrowable(this);
		}
		return this.throwable;
	}

	@Override
	public @Nullable String getMessage() {
		return this.message;
	}

	@Override
	public @Nullable String getOverridingMessage() {
		return this.overridingMessage;
	}

	@Override
	public String getClassName() {
		return this.original.getClassName();
	}

	@Override
	public StackTraceElementProxy[] getStackTraceElementProxyArray() {
		return this.original.getStackTraceElementProxyArray();
	}

	@Override
	public int getCommonFrames() {
		return this.original.getCommonFrames();
	}

	@Override
	public boolean isCyclic() {
		return this.original.isCyclic();
	}

	@Override
	public @Nullable IThrowableProxy getCause() {
		return this.cause;
	}

	@Override
	public IThrowableProxy[] getSuppressed() {
		return this.suppressed;
	}

}
