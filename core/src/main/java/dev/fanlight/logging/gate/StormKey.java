package dev.fanlight.logging.gate;

import java.util.concurrent.atomic.AtomicLong;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One line that may repeat, with how often it did in this interval: same logger, level,
 * template, and types of the exception and its causes. Of a long template, which is no
 * template but a text, only length and hash are compared.
 */
final class StormKey {

	private static final int LONGEST_TEMPLATE = 512;

	private static final int SHOWN = 200;

	private static final int MAX_CAUSES = 8;

	/** The count of a key that has left the table. */
	private static final long DEAD = Long.MIN_VALUE;

	private final int hash;

	private final Logger logger;

	private final Level level;

	private final @Nullable String template;

	private final int templateHash;

	private final int templateLength;

	private final @Nullable Class<?> @Nullable [] types;

	private final AtomicLong count = new AtomicLong(1);

	StormKey(int hash, Logger logger, Level level, @Nullable String template, @Nullable Throwable throwable) {
		this.hash = hash;
		this.logger = logger;
		this.level = level;
		this.template = (template == null || template.length() <= LONGEST_TEMPLATE) ? template
				: template.substring(0, SHOWN) + "...";
		this.templateHash = (template != null) ? template.hashCode() : 0;
		this.templateLength = (template != null) ? template.length() : -1;
		this.types = (throwable != null) ? types(throwable) : null;
	}

	static int hash(Logger logger, Level level, @Nullable String template, @Nullable Throwable throwable) {
		int hash = System.identityHashCode(logger) * 31 + level.levelInt;
		hash = hash * 31 + ((template != null) ? template.hashCode() : 0);
		Throwable each = throwable;
		for (int i = 0; each != null && i < MAX_CAUSES; i++) {
			hash = hash * 31 + System.identityHashCode(each.getClass());
			each = each.getCause();
		}
		return hash ^ (hash >>> 16);
	}

	boolean matches(int hash, Logger logger, Level level, @Nullable String template, @Nullable Throwable throwable) {
		return this.hash == hash && this.logger == logger && this.level == level && isTemplate(template)
				&& hasTypes(throwable);
	}

	private boolean isTemplate(@Nullable String other) {
		if (other == null || other.length() != this.templateLength) {
			return other == null && this.template == null;
		}
		return (this.templateLength <= LONGEST_TEMPLATE) ? other.equals(this.template)
				: other.hashCode() == this.templateHash;
	}

	private boolean hasTypes(@Nullable Throwable throwable) {
		if (throwable == null || this.types == null) {
			return throwable == null && this.types == null;
		}
		Throwable each = throwable;
		for (Class<?> type : this.types) {
			if (((each != null) ? each.getClass() : null) != type) {
				return false;
			}
			each = (each != null) ? each.getCause() : null;
		}
		return true;
	}

	private static @Nullable Class<?>[] types(Throwable throwable) {
		@Nullable Class<?>[] types = new Class<?>[MAX_CAUSES];
		Throwable each = throwable;
		for (int i = 0; each != null && i < MAX_CAUSES; i++) {
			types[i] = each.getClass();
			each = each.getCause();
		}
		return types;
	}

	/**
	 * Count one more.
	 * @return the count with it, negative if the key has left the table
	 */
	long increment() {
		return this.count.incrementAndGet();
	}

	/**
	 * Begin the next interval.
	 * @return the count of the last one
	 */
	long reset() {
		return this.count.getAndUpdate((current) -> (current >= 0) ? 0 : current);
	}

	/**
	 * Leave the table if it was not seen in this interval.
	 * @param seen the count up to which it may
	 * @return {@code false} if it was seen more often
	 */
	boolean die(long seen) {
		long current = this.count.get();
		return current >= 0 && current <= seen && this.count.compareAndSet(current, DEAD);
	}

	/**
	 * Leave the table whatever the count.
	 * @return the count
	 */
	long kill() {
		return this.count.getAndSet(DEAD);
	}

	int place() {
		return this.hash;
	}

	Logger logger() {
		return this.logger;
	}

	Level level() {
		return this.level;
	}

	/**
	 * What repeated, in words.
	 */
	String text() {
		String text = String.valueOf(this.template);
		Class<?> type = (this.types != null) ? this.types[0] : null;
		return (type != null) ? text + " (" + type.getName() + ")" : text;
	}

}
