package dev.fanlight.autoconfigure.redaction;

import java.util.List;
import java.util.Map;

import dev.fanlight.redaction.Action;
import dev.fanlight.redaction.Alphabet;
import dev.fanlight.redaction.RedactionMode;
import dev.fanlight.redaction.Sensitive;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What is redacted on every way out of the process.
 *
 * @param enabled Whether anything is redacted at all.
 * @param mode Whether secrets are masked, or go out unchanged and are only counted.
 * @param groups Detectors that are switched together.
 * @param keys Names whose values are secret, compared by word segments with the head noun
 * last: customer-number also means oldCustomerNumber.
 * @param allowKeys Names whose values are never looked at, compared as a whole.
 * @param detectors Switch and action of single detectors, by their id.
 * @param prefixes Tokens of your own that begin with a literal prefix.
 * @param patterns Regular expressions of your own, matched in linear time; they need
 * com.google.re2j:re2j.
 * @param hmacKey Key of the pseudonyms that the action hmac writes, at least 32 bytes.
 * @param maxLength Number of characters of one value that are looked at; the remainder is
 * replaced. From 64 to 16777216.
 */
@ConfigurationProperties(RedactionProperties.PREFIX)
record RedactionProperties(@DefaultValue("true") boolean enabled, @DefaultValue("mask") RedactionMode mode,
		@DefaultValue Groups groups, @DefaultValue List<String> keys, @DefaultValue List<String> allowKeys,
		@DefaultValue Map<String, DetectorSettings> detectors, @DefaultValue List<Prefix> prefixes,
		@DefaultValue List<Pattern> patterns, @Sensitive @Nullable String hmacKey,
		@DefaultValue("1048576") int maxLength) {

	static final String PREFIX = "fanlight.redaction";

	@Override
	public String toString() {
		return "RedactionProperties[enabled=" + this.enabled + ", mode=" + this.mode + "]";
	}

	/**
	 * Detectors that are switched together.
	 *
	 * @param secrets Whether credentials, keys and tokens are redacted.
	 * @param financial Whether card numbers and bank accounts are redacted.
	 * @param pii Whether personal data is redacted: e-mail and IP addresses, phone
	 * numbers, names, national identifiers.
	 */
	record Groups(@DefaultValue("true") boolean secrets, @DefaultValue("true") boolean financial,
			@DefaultValue("false") boolean pii) {
	}

	/**
	 * One detector.
	 *
	 * @param enabled Whether it runs, whatever its group says.
	 * @param action What is written instead of a value it finds.
	 */
	record DetectorSettings(@Nullable Boolean enabled, @Nullable Action action) {
	}

	/**
	 * A token that begins with a literal prefix.
	 *
	 * @param id Id of the detector.
	 * @param prefix Literal and case-sensitive start of the token, 3 to 64 characters.
	 * @param alphabet Characters that may follow.
	 * @param minLength Fewest characters after the prefix.
	 * @param maxLength Most characters after the prefix, up to 4096.
	 */
	record Prefix(@DefaultValue("") String id, @DefaultValue("") String prefix,
			@DefaultValue("alnum") Alphabet alphabet, @DefaultValue("16") int minLength,
			@DefaultValue("4096") int maxLength) {
	}

	/**
	 * A regular expression.
	 *
	 * @param id Id of the detector.
	 * @param trigger Literal that every match contains, at least 2 characters; without it
	 * the expression does not run.
	 * @param regex Expression in RE2 syntax; its first group, else the whole match, is
	 * redacted.
	 * @param maxLength Number of characters of a text the expression is run over; a
	 * longer text that holds the trigger is replaced as a whole.
	 */
	record Pattern(@DefaultValue("") String id, @DefaultValue("") String trigger, @DefaultValue("") String regex,
			@DefaultValue("4096") int maxLength) {
	}

}
