package dev.fanlight.logging.gate;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.fanlight.redaction.Redactor;
import org.jspecify.annotations.Nullable;

/**
 * One line that may repeat, with how often it did in this interval: same logger, level,
 * template, and types of the exception and its causes. Of a long template, which is no
 * template but a text, only length and hash are compared. Errors of these types may be of
 * several kinds.
 */
final class StormKey {

	private static final int LONGEST_TEMPLATE = 512;

	private static final int SHOWN = 200;

	private static final int MAX_CAUSES = 8;

	private final int hash;

	private final Logger logger;

	private final Level level;

	/** The template if it is one. */
	private final @Nullable String template;

	/** The beginning of what is none, if it was suppressed. */
	private volatile String text = "";

	private final int templateHash;

	private final int templateLength;

	private final @Nullable Class<?> @Nullable [] types;

	private final StormCount count = new StormCount(1);

	private final @Nullable StormKinds kinds;

	private volatile long since;

	/**
	 * Create a key that was seen once.
	 * @param hash the {@link #hash} of all that follows
	 * @param logger the logger
	 * @param level the level
	 * @param template the message
	 * @param throwable the error
	 * @param kinds whether kinds of errors are told apart
	 * @param since when the interval began, in nanoseconds
	 */
	StormKey(int hash, Logger logger, Level level, @Nullable String template, @Nullable Throwable throwable,
			boolean kinds, long since) {
		this.hash = hash;
		this.logger = logger;
		this.level = level;
		this.template = (template == null || template.length() <= LONGEST_TEMPLATE) ? template : null;
		this.templateHash = (template != null) ? template.hashCode() : 0;
		this.templateLength = (template != null) ? template.length() : -1;
		this.types = (throwable != null) ? types(throwable) : null;
		this.kinds = (throwable != null && kinds) ? new StormKinds() : null;
		this.since = since;
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
			return other == null && this.templateLength < 0;
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
	 * How often the line was seen.
	 * @return the count of this interval, dead if the key has left the table
	 */
	StormCount count() {
		return this.count;
	}

	/**
	 * How often each kind of error was seen, from where on kinds are told apart.
	 * @return {@code null} if they are not
	 */
	@Nullable StormKinds kinds() {
		return this.kinds;
	}

	/**
	 * Begin the next interval.
	 * @param now the time in nanoseconds
	 * @return how long the last one was, in nanoseconds
	 */
	long elapsed(long now) {
		long elapsed = now - this.since;
		this.since = now;
		return elapsed;
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
	 * Remember what is suppressed, as far as it is shown or looked at for secrets.
	 * @param template the message
	 */
	void suppressed(@Nullable String template) {
		if (template != null && this.templateLength > LONGEST_TEMPLATE && this.text.isEmpty()) {
			this.text = template.substring(0, Math.min(template.length(), SHOWN + Capture.MARGIN + 1));
		}
	}

	/**
	 * What repeated, in words.
	 * @param fingerprint of which kind the error is, if that is known
	 * @param redactor looks for secrets that would be cut, {@code null} for none
	 */
	String text(@Nullable String fingerprint, @Nullable Redactor redactor) {
		String text = (this.templateLength > LONGEST_TEMPLATE) ? Capture.cut(this.text, SHOWN, redactor)
				: String.valueOf(this.template);
		Class<?> type = (this.types != null) ? this.types[0] : null;
		if (type == null) {
			return text;
		}
		return text + " (" + type.getName() + ((fingerprint != null) ? ", fingerprint " + fingerprint : "") + ")";
	}

}
