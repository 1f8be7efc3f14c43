package dev.fanlight.redaction;

import org.jspecify.annotations.Nullable;

/**
 * The one place that decides what may leave the process. Thread-safe, also on virtual
 * threads; never throws and never returns a value it could not check. Redacting twice
 * changes nothing.
 * <p>
 * A clean value comes back as the same instance and costs no allocation, so callers test
 * with {@code ==} whether anything has to be rewritten.
 */
public final class Redactor {

	/**
	 * Returned by the methods that take a key when the action is {@link Action#DROP}.
	 * Compare by identity and leave the entry out; who does not know it still writes
	 * something harmless.
	 */
	@SuppressWarnings("StringOperationCanBeSimplified")
	public static final String DROPPED = new String("[REDACTED:dropped]");

	static final String OVERSIZE = "[REDACTED:oversize]";

	/** What stands before that, around the number of characters that were left out. */
	private static final String MISSING = "\u2026[+";

	private static final String MISSING_END = "]";

	/** Room for both, with any number in it. */
	private static final int END = (MISSING + Integer.MAX_VALUE + MISSING_END + OVERSIZE).length();

	private static final int MAX_ROUNDS = 3;

	private final ScanPool pool = new ScanPool();

	private final RedactionListener listener;

	private volatile Engine engine;

	private Redactor(RedactionPolicy policy, RedactionListener listener) {
		this.engine = new Engine(policy);
		this.listener = new QuietListener(listener);
	}

	/**
	 * A redactor that counts nothing.
	 * @param policy the policy to begin with
	 * @return a new redactor
	 */
	public static Redactor of(RedactionPolicy policy) {
		return of(policy, RedactionListener.NONE);
	}

	/**
	 * A redactor that counts.
	 * @param policy the policy to begin with
	 * @param listener told of every finding
	 * @return a new redactor
	 */
	public static Redactor of(RedactionPolicy policy, RedactionListener listener) {
		return new Redactor(policy, listener);
	}

	/**
	 * The policy in force.
	 * @return the policy
	 */
	public RedactionPolicy policy() {
		return this.engine.policy();
	}

	/**
	 * Replaces the policy for every call that starts from now on.
	 * @param policy the new policy
	 */
	public void policy(RedactionPolicy policy) {
		this.engine = new Engine(policy);
	}

	/**
	 * Redacts free text.
	 * @param text message, stack trace, URL, body
	 * @param exit where it is about to leave
	 * @return {@code text} itself when clean
	 */
	public String redact(String text, Exit exit) {
		return decoded(this.engine, text, exit, false, false);
	}

	/**
	 * Redacts a value by its key, then by what it looks like. Trace and span ids and
	 * allowed keys pass.
	 * @param key name of the attribute, entry, header or property
	 * @param value its value
	 * @param exit where it is about to leave
	 * @return {@code value} itself when clean, or {@link #DROPPED}
	 */
	public String redact(String key, String value, Exit exit) {
		Engine current = this.engine;
		try {
			int kind = decide(current, key);
			if ((kind & (KeyTerms.EXEMPT | KeyTerms.ALLOW)) != 0 || value.isEmpty()) {
				return value;
			}
			Exit way = Engine.exit(key, exit);
			if (kind != 0 && current.sensitive(kind, key, way)) {
				String redacted = keyed(current, kind, value, way);
				if (redacted != value) {
					return redacted;
				}
			}
			return decoded(current, value, way, true, current.query(key, way));
		}
		catch (RuntimeException | StackOverflowError ex) {
			this.listener.failed(exit);
			return Writer.ERROR;
		}
	}

	/**
	 * Redacts a value of any type. A number under a sensitive key becomes {@code null},
	 * so that JSON stays valid; arrays, collections and maps are copied when anything in
	 * them has to change; objects with {@link Sensitive} members become text.
	 * @param key name of the attribute, entry or property
	 * @param value its value
	 * @param exit where it is about to leave
	 * @return {@code value} itself when clean, or {@link #DROPPED}
	 */
	public @Nullable Object redactValue(String key, @Nullable Object value, Exit exit) {
		if (value == null || value instanceof Boolean) {
			return value;
		}
		try {
			return new ValueWalker(this, exit).redact(key, value);
		}
		catch (Throwable ex) {
			this.listener.failed(exit);
			return Writer.ERROR;
		}
	}

	/**
	 * Redacts a log argument before it is formatted: an object with {@link Sensitive}
	 * members, also inside a collection, array or map, is replaced by text without them.
	 * Strings are left to the check of the formatted message.
	 * @param argument the argument
	 * @param exit where it is about to leave
	 * @return {@code argument} itself when it has no such member
	 */
	public @Nullable Object redactArgument(@Nullable Object argument, Exit exit) {
		if (argument == null || argument instanceof CharSequence || argument instanceof Number
				|| argument instanceof Boolean || argument instanceof Throwable) {
			return argument;
		}
		Engine current = this.engine;
		int detector = current.on(BuiltIn.SENSITIVE);
		try {
			if (detector < 0 || !ObjectRenderer.concerns(argument)) {
				return argument;
			}
			Action action = current.writer().action(detector, 0);
			this.listener.redacted(BuiltIn.SENSITIVE, exit, action);
			if (action == Action.REPORT) {
				return argument;
			}
			ObjectRenderer renderer = new ObjectRenderer(current.writer(), detector);
			String rendered = renderer.render(argument);
			if (renderer.oversize()) {
				this.listener.oversize(exit);
			}
			return rendered;
		}
		catch (Throwable ex) {
			this.listener.failed(exit);
			return Writer.ERROR;
		}
	}

	/**
	 * Redacts a value that is marked {@link Sensitive} where it stands, as the parameter
	 * of a method.
	 * @param value the value
	 * @param exit where it is about to leave
	 * @return what stands in for it; {@code value} itself when the detector is off or
	 * only reports
	 */
	public @Nullable Object redactMarked(@Nullable Object value, Exit exit) {
		Engine current = this.engine;
		int detector = current.on(BuiltIn.SENSITIVE);
		if (value == null || detector < 0) {
			return value;
		}
		try {
			Action action = current.writer().action(detector, 0);
			this.listener.redacted(BuiltIn.SENSITIVE, exit, action);
			return (action == Action.REPORT) ? value
					: current.writer().replacement(detector, 0, String.valueOf(value), false);
		}
		catch (Throwable ex) {
			this.listener.failed(exit);
			return Writer.ERROR;
		}
	}

	/**
	 * Whether the key alone makes a value secret, in any position.
	 * @param key name of an attribute, entry or property
	 * @return {@code true} if so
	 */
	public boolean isSensitive(String key) {
		Engine current = this.engine;
		int kind = decide(current, key);
		return kind != 0 && current.sensitive(kind, key, Engine.exit(key, Exit.LOG));
	}

	/**
	 * How much of a text that was longer than {@link RedactionPolicy#maxLength} is not
	 * there any more.
	 * @param redacted the text as it was redacted, with {@code …[+N][REDACTED:oversize]}
	 * at its end
	 * @return by how many characters it would be longer; 0 for any other text
	 */
	public static int leftOut(String redacted) {
		int end = redacted.length() - OVERSIZE.length() - MISSING_END.length();
		int start = redacted.endsWith(MISSING_END + OVERSIZE) ? redacted.lastIndexOf(MISSING, end) : -1;
		if (start < 0) {
			return 0;
		}
		try {
			int number = Integer.parseInt(redacted, start + MISSING.length(), end, 10);
			return Math.max(number - (redacted.length() - start), 0);
		}
		catch (NumberFormatException ex) {
			// Somebody else's words
			return 0;
		}
	}

	/** Counts and stands in for what a walk left out. */
	String oversize(Exit exit) {
		this.listener.oversize(exit);
		return OVERSIZE;
	}

	private int decide(Engine current, String key) {
		Integer known = current.decided(key);
		if (known != null) {
			return known;
		}
		Scan scan = this.pool.acquire(0);
		try {
			return current.decide(scan, key);
		}
		finally {
			this.pool.release(scan);
		}
	}

	/** The whole value of a sensitive key; {@code value} itself if it may be shown. */
	private String keyed(Engine current, int kind, String value, Exit exit) {
		int length = Math.min(value.length(), current.policy().maxLength());
		Scan scan = this.pool.acquire(length);
		try {
			scan.load(value, length, exit, false);
			if (!current.findKeyed(scan, kind)) {
				return value;
			}
			if (!current.writer().count(scan, this.listener)) {
				return value;
			}
			return current.writer().drops(scan) ? DROPPED : current.writer().write(scan, value);
		}
		finally {
			this.pool.release(scan);
		}
	}

	/**
	 * Looks into the parameters of a URL before it looks at the URL, and again at what
	 * was written: to whom it is encoded, the end of an escape is part of a secret.
	 */
	private String decoded(Engine current, String text, Exit exit, boolean keyed, boolean query) {
		if (exit != Exit.HTTP || text.indexOf('%') < 0) {
			return text(current, text, exit, keyed, query);
		}
		String settled = text;
		for (int round = 0; round < MAX_ROUNDS; round++) {
			String clean = EncodedQuery.redact(settled, (value) -> text(current, value, exit, false, false));
			String written = text(current, clean, exit, keyed, query);
			if (written == settled || written == DROPPED) {
				return written;
			}
			settled = written;
		}
		return settled;
	}

	private String text(Engine current, String text, Exit exit, boolean keyed, boolean query) {
		int max = current.policy().maxLength();
		boolean oversize = text.length() > max;
		int length = oversize ? max - END : text.length();
		Scan scan = this.pool.acquire(length);
		try {
			scan.load(text, length, exit, query);
			current.find(scan, text);
			if (scan.count == 0 && !oversize) {
				return text;
			}
			boolean changes = current.writer().count(scan, this.listener);
			if (oversize) {
				this.listener.oversize(exit);
			}
			if (current.policy().mode() == RedactionMode.REPORT || !changes && !oversize) {
				return text;
			}
			if (keyed && current.writer().drops(scan)) {
				return DROPPED;
			}
			String written = changes ? settle(current, scan, text) : text.substring(0, length);
			if (!oversize) {
				return written;
			}
			int kept = Math.min(written.length(), length);
			return written.substring(0, kept) + MISSING + (text.length() - length + written.length() - kept)
					+ MISSING_END + OVERSIZE;
		}
		catch (RuntimeException | StackOverflowError ex) {
			this.listener.failed(exit);
			return Writer.ERROR;
		}
		finally {
			this.pool.release(scan);
		}
	}

	/**
	 * Writes the text and looks at the result again: a secret that was glued to another
	 * stands free once that one is masked.
	 */
	private String settle(Engine current, Scan scan, String text) {
		String settled = current.writer().write(scan, text);
		if (scan.count == 0 || current.writer().settled(scan, text)) {
			return settled;
		}
		Scan again = scan;
		for (int round = 0; round < MAX_ROUNDS; round++) {
			Scan last = again;
			again = (settled.length() <= last.capacity()) ? last : new Scan(settled.length());
			again.reload(settled, last);
			current.find(again, settled);
			if (again.count == 0 || !current.writer().count(again, this.listener)) {
				return settled;
			}
			settled = current.writer().write(again, settled);
		}
		return settled;
	}

}
