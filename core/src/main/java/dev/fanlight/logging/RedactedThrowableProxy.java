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

	/** What a frame takes as text, roughly. */
	private static final int FRAME_CHARACTERS = 100;

	private static final IThrowableProxy[] NO_SUPPRESSED = new IThrowableProxy[0];

	private final IThrowableProxy original;

	private final @Nullable String message;

	private final @Nullable String overridingMessage;

	private final @Nullable IThrowableProxy cause;

	private final IThrowableProxy[] suppressed;

	private final int omitted;

	private @Nullable RedactedThrowable throwable;

	private RedactedThrowableProxy(IThrowableProxy original, @Nullable String message,
			@Nullable String overridingMessage, @Nullable IThrowableProxy cause, IThrowableProxy[] suppressed,
			int omitted) {
		super(NONE);
		this.original = original;
		this.message = message;
		this.overridingMessage = overridingMessage;
		this.cause = cause;
		this.suppressed = suppressed;
		this.omitted = omitted;
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
		return new RedactedThrowableProxy(proxy, message, overridingMessage, cause, suppressed, 0);
	}

	/**
	 * What is left of a throwable that could not be read.
	 * @param proxy the throwable
	 * @param message the message to show
	 * @return a throwable without causes
	 */
	static IThrowableProxy failed(IThrowableProxy proxy, String message) {
		return new RedactedThrowableProxy(proxy, message, null, null, NO_SUPPRESSED, 0);
	}

	/**
	 * Leave out frames, and count them to those in common, where a trace would be too
	 * long: those of the root cause stay as long as any, those of what was suppressed go
	 * first.
	 * @param proxy the throwable
	 * @param longest how many characters its trace may have, roughly
	 * @return {@code proxy} itself when short enough
	 */
	static IThrowableProxy bounded(IThrowableProxy proxy, int longest) {
		return (characters(proxy) <= longest) ? proxy : new Bound(longest).apply(proxy);
	}

	private static long characters(IThrowableProxy proxy) {
		long sum = (long) FRAME_CHARACTERS * frames(proxy)
				+ ((proxy.getMessage() != null) ? proxy.getMessage().length() : 0);
		for (IThrowableProxy suppressed : (proxy.getSuppressed() != null) ? proxy.getSuppressed() : NO_SUPPRESSED) {
			sum += characters(suppressed);
		}
		return (proxy.getCause() != null) ? sum + characters(proxy.getCause()) : sum;
	}

	private static int frames(IThrowableProxy proxy) {
		return proxy.getStackTraceElementProxyArray().length - proxy.getCommonFrames();
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

	/** How many frames are to be seen where those in common are not told apart. */
	int frames() {
		return (this.omitted > 0) ? frames(this) : getStackTraceElementProxyArray().length;
	}

	@Override
	public int getCommonFrames() {
		return this.original.getCommonFrames() + this.omitted;
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

	/** Hands out the room that there is, first to the root cause. */
	private static final class Bound {

		private final int longest;

		private int frames;

		Bound(int longest) {
			this.longest = longest;
			this.frames = longest / FRAME_CHARACTERS;
		}

		IThrowableProxy apply(IThrowableProxy proxy) {
			IThrowableProxy cause = (proxy.getCause() != null) ? apply(proxy.getCause()) : null;
			int kept = Math.min(frames(proxy), this.frames);
			this.frames -= kept;
			IThrowableProxy[] all = proxy.getSuppressed();
			IThrowableProxy[] suppressed = (all != null && all.length > 0) ? all.clone() : NO_SUPPRESSED;
			for (int i = 0; i < suppressed.length; i++) {
				suppressed[i] = apply(suppressed[i]);
			}
			String message = proxy.getMessage();
			String overriding = proxy.getOverridingMessage();
			return new RedactedThrowableProxy((proxy instanceof RedactedThrowableProxy known) ? known.original : proxy,
					(message != null) ? Cut.text(message, this.longest) : null,
					(overriding != null) ? Cut.text(overriding, this.longest) : null, cause, suppressed,
					frames(proxy) - kept);
		}

	}

}
