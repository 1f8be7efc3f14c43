package dev.fanlight.redaction;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.fanlight.redaction.InvalidRedactionPolicyException.Problem;
import dev.fanlight.redaction.RedactionPolicy.Builder;

/**
 * Collects every mistake of a policy, each with the property and the fix.
 */
final class PolicyValidator {

	static final int MAX_BODY = 4096;

	private static final int MIN_HMAC_BYTES = 32;

	private final Builder settings;

	private final List<Problem> problems = new ArrayList<>();

	PolicyValidator(Builder settings) {
		this.settings = settings;
	}

	List<Problem> problems() {
		for (int i = 0; i < this.settings.prefixes.size(); i++) {
			prefix("prefixes[" + i + "]", this.settings.prefixes.get(i));
		}
		for (int i = 0; i < this.settings.patterns.size(); i++) {
			pattern("patterns[" + i + "]", this.settings.patterns.get(i));
		}
		this.settings.detectors.keySet().forEach((id) -> id("detectors." + id, id));
		keys("keys", this.settings.keys);
		keys("allow-keys", this.settings.allowKeys);
		detectors();
		byte[] key = this.settings.hmacKey;
		if (key != null && key.length < MIN_HMAC_BYTES) {
			add("hmac-key", key.length + " bytes", "use at least " + MIN_HMAC_BYTES + " random bytes");
		}
		if (this.settings.maxLength < 64 || this.settings.maxLength > 1 << 24) {
			add("max-length", String.valueOf(this.settings.maxLength), "use a number from 64 to " + (1 << 24));
		}
		return this.problems;
	}

	private void detectors() {
		Set<String> known = this.settings.knownIds();
		for (String id : this.settings.enabled.keySet()) {
			if (!known.contains(id)) {
				add("detectors." + id + ".enabled", id, "use a detector id, one of " + known);
			}
		}
		for (Map.Entry<String, Action> entry : this.settings.actions.entrySet()) {
			String property = "detectors." + entry.getKey() + ".action";
			String action = entry.getValue().id();
			if (!known.contains(entry.getKey())) {
				add(property, action, "use a detector id, one of " + known);
			}
			else if (entry.getValue() == Action.LAST4 && !entry.getKey().equals(BuiltIn.PAN)) {
				add(property, action, "only 'pan' can show its last four digits; use mask or hmac");
			}
			else if (entry.getValue() == Action.HMAC && this.settings.hmacKey == null) {
				add(property, action,
						"set " + Builder.ROOT + "hmac-key to at least " + MIN_HMAC_BYTES + " random bytes");
			}
		}
	}

	private void keys(String property, List<String> keys) {
		for (int i = 0; i < keys.size(); i++) {
			String key = keys.get(i);
			if (key.length() > 64 || key.codePoints().noneMatch(Character::isLetter)) {
				add(property + "[" + i + "]", key, "use 1 to 64 characters with at least one letter");
			}
		}
	}

	private void prefix(String property, TokenPrefix prefix) {
		id(property + ".id", prefix.id());
		String literal = prefix.prefix();
		if (literal.length() < 3 || literal.length() > 64 || !ascii(literal.substring(0, 3))) {
			add(property + ".prefix", literal, "use 3 to 64 characters, the first three of them ASCII");
		}
		else if (!Chars.word(literal.charAt(0))) {
			add(property + ".prefix", literal, "start with a letter or digit, which is where words are looked up");
		}
		if (prefix.minLength() < 1 || prefix.minLength() > prefix.maxLength()) {
			add(property + ".min-length", String.valueOf(prefix.minLength()), "use 1 to max-length");
		}
		if (prefix.maxLength() > MAX_BODY) {
			add(property + ".max-length", String.valueOf(prefix.maxLength()), "use at most " + MAX_BODY);
		}
	}

	private void pattern(String property, TokenPattern pattern) {
		id(property + ".id", pattern.id());
		if (pattern.trigger().length() < 2) {
			add(property + ".trigger", pattern.trigger(),
					"give a literal of at least 2 characters that every match contains");
		}
		if (pattern.maxLength() < 1 || pattern.maxLength() > MAX_BODY) {
			add(property + ".max-length", String.valueOf(pattern.maxLength()), "use a number from 1 to " + MAX_BODY);
		}
		try {
			PatternDetector.compile(pattern);
		}
		catch (NoClassDefFoundError ex) {
			add(property + ".regex", pattern.regex(), "add com.google.re2j:re2j to the class path");
		}
		catch (RuntimeException ex) {
			add(property + ".regex", pattern.regex(), "use RE2 syntax: " + ex.getMessage());
		}
	}

	private void id(String property, String id) {
		boolean valid = !id.isEmpty() && id.length() <= 40;
		for (int i = 0; i < id.length(); i++) {
			char c = id.charAt(i);
			valid &= c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-';
		}
		if (!valid) {
			add(property, id, "use 1 to 40 lower-case letters, digits and hyphens");
		}
		else if (BuiltIn.IDS.containsKey(id)) {
			add(property, id, "choose another id, this one is built in");
		}
	}

	private static boolean ascii(String text) {
		return text.chars().allMatch((c) -> c > ' ' && c < 127);
	}

	private void add(String property, String value, String fix) {
		this.problems.add(new Problem(Builder.ROOT + property, value, fix));
	}

}
