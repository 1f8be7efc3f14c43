package dev.fanlight.logging;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import ch.qos.logback.classic.LoggerContext;
import dev.fanlight.redaction.Exit;
import dev.fanlight.redaction.Redactor;
import io.micrometer.context.ThreadLocalAccessor;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * What the application asked to have on every line of one request or message, such as its
 * tenant. One object for the whole request: values that become known late, such as the
 * user, are added to it and appear wherever it is attached from then on. It is attached
 * to a thread by {@link #attach}, and carried to others by context propagation through
 * {@link #accessor()}. Thread-safe. Holds as many values as there are configured keys,
 * each of at most 256 characters, without control characters.
 */
public final class LogContext {

	/** Key of the context in Reactor contexts and snapshots. */
	public static final String KEY = "fanlight.log-context";

	private static final int MAX_LENGTH = 256;

	private static final ThreadLocal<@Nullable LogContext> CURRENT = new ThreadLocal<>();

	private final Map<String, String> values = new ConcurrentHashMap<>(8);

	/**
	 * The context of the current thread.
	 * @return the context, or {@code null} outside of requests
	 */
	public static @Nullable LogContext current() {
		return CURRENT.get();
	}

	/**
	 * Make a context that of the current thread, in the place of the one before.
	 * @param context the context, or {@code null} for none
	 * @return the context before, to be attached again afterwards
	 */
	public static @Nullable LogContext attach(@Nullable LogContext context) {
		LogContext before = CURRENT.get();
		if (before != null) {
			before.values.keySet().forEach(MDC::remove);
		}
		if (context != null) {
			CURRENT.set(context);
			context.values.forEach(MDC::put);
		}
		else {
			CURRENT.remove();
		}
		return before;
	}

	/**
	 * Carries the context across threads.
	 * @return the accessor, with the key {@value #KEY}
	 */
	public static ThreadLocalAccessor<LogContext> accessor() {
		return new Accessor();
	}

	/**
	 * Add a value. Too long a value is redacted and then cut, control characters become
	 * question marks.
	 * @param key the MDC key
	 * @param value the value; none and an empty one change nothing
	 */
	public void put(String key, @Nullable String value) {
		if (value == null || value.isEmpty()) {
			return;
		}
		String cut = (value.length() > MAX_LENGTH) ? cut(key, value) : value;
		if (cut == Redactor.DROPPED) {
			return;
		}
		String bounded = printable(cut);
		if (!bounded.equals(this.values.put(key, bounded)) && CURRENT.get() == this) {
			MDC.put(key, bounded);
		}
	}

	/**
	 * A value of the context.
	 * @param key the MDC key
	 * @return the value, or {@code null}
	 */
	public @Nullable String get(String key) {
		return this.values.get(key);
	}

	/** The rest may be all that tells a secret. */
	private static String cut(String key, String value) {
		LogRedaction redaction = (LoggerFactory.getILoggerFactory() instanceof LoggerContext context)
				? LogRedaction.find(context) : null;
		Redactor redactor = (redaction != null) ? redaction.activeRedactor() : null;
		String safe = (redactor != null) ? redactor.redact(key, value, Exit.MDC) : value;
		return Cut.text(safe, MAX_LENGTH);
	}

	private static String printable(String value) {
		StringBuilder changed = null;
		for (int i = 0; i < value.length(); i++) {
			if (Character.isISOControl(value.charAt(i))) {
				changed = (changed != null) ? changed : new StringBuilder(value);
				changed.setCharAt(i, '?');
			}
		}
		return (changed != null) ? changed.toString() : value;
	}

	private static final class Accessor implements ThreadLocalAccessor<LogContext> {

		@Override
		public Object key() {
			return KEY;
		}

		@Override
		public @Nullable LogContext getValue() {
			return CURRENT.get();
		}

		@Override
		public void setValue(LogContext value) {
			attach(value);
		}

		@Override
		public void setValue() {
			attach(null);
		}

	}

}
