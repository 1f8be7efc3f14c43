package dev.fanlight.logging;

import java.util.Objects;

import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import org.jspecify.annotations.Nullable;

/**
 * Stands for a throwable whose message had to be redacted, where somebody asks the event
 * for the throwable itself. Prints like it.
 */
final class RedactedThrowable extends Throwable {

	private static final long serialVersionUID = 1L;

	private final String text;

	RedactedThrowable(RedactedThrowableProxy proxy) {
		super(proxy.getMessage(), throwable(proxy.getCause()));
		String overriding = proxy.getOverridingMessage();
		String nominal = (proxy.getMessage() != null) ? proxy.getClassName() + ": " + proxy.getMessage()
				: proxy.getClassName();
		this.text = Objects.requireNonNullElse(overriding, nominal);
		StackTraceElementProxy[] steps = proxy.getStackTraceElementProxyArray();
		StackTraceElement[] frames = new StackTraceElement[proxy.frames()];
		for (int i = 0; i < frames.length; i++) {
			frames[i] = steps[i].getStackTraceElement();
		}
		setStackTrace(frames);
		for (IThrowableProxy suppressed : proxy.getSuppressed()) {
			Throwable throwable = throwable(suppressed);
			if (throwable != null) {
				addSuppressed(throwable);
			}
		}
	}

	private static @Nullable Throwable throwable(@Nullable IThrowableProxy proxy) {
		return (proxy instanceof ch.qos.logback.classic.spi.ThrowableProxy withThrowable) ? withThrowable.getThrowable()
				: null;
	}

	@Override
	public synchronized Throwable fillInStackTrace() {
		return this;
	}

	@Override
	public String toString() {
		return this.text;
	}

}
