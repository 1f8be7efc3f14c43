package dev.fanlight.redaction;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.fanlight.redaction.InvalidRedactionPolicyException.Problem;

/**
 * What is redacted and how; immutable and safe to share between threads. Start from
 * {@link #builder()} or change a copy through {@link #toBuilder()}.
 */
public final class RedactionPolicy {

	/** Characters of one value that are looked at unless configured otherwise. */
	public static final int DEFAULT_MAX_LENGTH = 1 << 20;

	private static final RedactionPolicy DEFAULTS = builder().build();

	private final Builder settings;

	private RedactionPolicy(Builder settings) {
		this.settings = settings;
	}

	/**
	 * The policy without any configuration: secrets and financial data are masked.
	 * @return the shared default
	 */
	public static RedactionPolicy defaults() {
		return DEFAULTS;
	}

	/**
	 * A builder that starts with the defaults.
	 * @return a new builder
	 */
	public static Builder builder() {
		return new Builder();
	}

	/**
	 * A builder that starts with this policy.
	 * @return a new builder
	 */
	public Builder toBuilder() {
		return this.settings.copy();
	}

	/**
	 * Whether values are replaced or only counted.
	 * @return the mode
	 */
	public RedactionMode mode() {
		return this.settings.mode;
	}

	/**
	 * The groups that are switched on.
	 * @return an unmodifiable copy
	 */
	public Set<DetectorGroup> groups() {
		return Set.copyOf(this.settings.groups);
	}

	/**
	 * Most characters of one value that are looked at; the remainder is replaced.
	 * @return the limit
	 */
	public int maxLength() {
		return this.settings.maxLength;
	}

	/**
	 * Whether a text may stay as it is although something was found in it.
	 * @return {@code true} if all or some findings are only counted
	 */
	public boolean reports() {
		return this.settings.mode == RedactionMode.REPORT || this.settings.actions.containsValue(Action.REPORT);
	}

	/**
	 * Every detector id this policy knows, on or off: built in, vendor tokens, user's.
	 * @return ids in a stable order
	 */
	public Set<String> detectorIds() {
		return this.settings.knownIds();
	}

	Builder settings() {
		return this.settings;
	}

	/**
	 * Collects settings. Not thread-safe.
	 */
	public static final class Builder {

		static final String ROOT = "fanlight.redaction.";

		RedactionMode mode = RedactionMode.MASK;

		final Set<DetectorGroup> groups = EnumSet.of(DetectorGroup.SECRETS, DetectorGroup.FINANCIAL);

		final Map<String, Boolean> enabled = new LinkedHashMap<>();

		final Map<String, Action> actions = new LinkedHashMap<>();

		final List<String> keys = new ArrayList<>();

		final List<String> allowKeys = new ArrayList<>();

		final List<TokenPrefix> prefixes = new ArrayList<>();

		final List<TokenPattern> patterns = new ArrayList<>();

		final Map<String, Detector> detectors = new LinkedHashMap<>();

		byte @Nullable [] hmacKey;

		int maxLength = DEFAULT_MAX_LENGTH;

		private Builder() {
		}

		private Builder copy() {
			Builder copy = new Builder();
			copy.mode = this.mode;
			copy.groups.clear();
			copy.groups.addAll(this.groups);
			copy.enabled.putAll(this.enabled);
			copy.actions.putAll(this.actions);
			copy.keys.addAll(this.keys);
			copy.allowKeys.addAll(this.allowKeys);
			copy.prefixes.addAll(this.prefixes);
			copy.patterns.addAll(this.patterns);
			copy.detectors.putAll(this.detectors);
			copy.hmacKey = (this.hmacKey != null) ? this.hmacKey.clone() : null;
			copy.maxLength = this.maxLength;
			return copy;
		}

		/**
		 * Replaces values or only counts them.
		 * @param mode the mode
		 * @return this builder
		 */
		public Builder mode(RedactionMode mode) {
			this.mode = mode;
			return this;
		}

		/**
		 * Switches a group.
		 * @param group the group
		 * @param on whether its detectors run
		 * @return this builder
		 */
		public Builder group(DetectorGroup group, boolean on) {
			if (on) {
				this.groups.add(group);
			}
			else {
				this.groups.remove(group);
			}
			return this;
		}

		/**
		 * Switches one detector, whatever its group says.
		 * @param id detector id
		 * @param on whether it runs
		 * @return this builder
		 */
		public Builder enabled(String id, boolean on) {
			this.enabled.put(id, on);
			return this;
		}

		/**
		 * Gives one detector its own action.
		 * @param id detector id
		 * @param action what it writes
		 * @return this builder
		 */
		public Builder action(String id, Action action) {
			this.actions.put(id, action);
			return this;
		}

		/**
		 * Adds keys whose values are secret. Compared by word segments with the head noun
		 * last: {@code customer number} also means {@code oldCustomerNumber}.
		 * @param keys keys in any spelling
		 * @return this builder
		 */
		public Builder keys(Collection<String> keys) {
			this.keys.addAll(keys);
			return this;
		}

		/**
		 * Adds keys whose values pass unseen. Compared as a whole, in any spelling.
		 * @param keys keys in any spelling
		 * @return this builder
		 */
		public Builder allowKeys(Collection<String> keys) {
			this.allowKeys.addAll(keys);
			return this;
		}

		/**
		 * Adds tokens that name themselves.
		 * @param prefixes the tokens
		 * @return this builder
		 */
		public Builder prefixes(Collection<TokenPrefix> prefixes) {
			this.prefixes.addAll(prefixes);
			return this;
		}

		/**
		 * Adds expressions; needs re2j on the class path.
		 * @param patterns the expressions
		 * @return this builder
		 */
		public Builder patterns(Collection<TokenPattern> patterns) {
			this.patterns.addAll(patterns);
			return this;
		}

		/**
		 * Adds a detector in code.
		 * @param id detector id
		 * @param detector the detector
		 * @return this builder
		 */
		public Builder detector(String id, Detector detector) {
			this.detectors.put(id, detector);
			return this;
		}

		/**
		 * Key of the pseudonyms.
		 * @param key at least 32 bytes in UTF-8, or {@code null} for none
		 * @return this builder
		 */
		public Builder hmacKey(@Nullable String key) {
			this.hmacKey = (key != null) ? key.getBytes(StandardCharsets.UTF_8) : null;
			return this;
		}

		/**
		 * Most characters of one value that are looked at.
		 * @param maxLength 64 to 16777216
		 * @return this builder
		 */
		public Builder maxLength(int maxLength) {
			this.maxLength = maxLength;
			return this;
		}

		/**
		 * Checks everything and freezes it.
		 * @return the policy
		 * @throws InvalidRedactionPolicyException with all mistakes at once
		 */
		public RedactionPolicy build() {
			Builder copy = copy();
			List<Problem> problems = new PolicyValidator(copy).problems();
			if (!problems.isEmpty()) {
				throw new InvalidRedactionPolicyException(problems);
			}
			return new RedactionPolicy(copy);
		}

		Set<String> knownIds() {
			Set<String> ids = new LinkedHashSet<>(BuiltIn.IDS.keySet());
			VendorTokens.TABLE.forEach((prefix) -> ids.add(prefix.id()));
			this.prefixes.forEach((prefix) -> ids.add(prefix.id()));
			this.patterns.forEach((pattern) -> ids.add(pattern.id()));
			ids.addAll(this.detectors.keySet());
			return ids;
		}

	}

}
