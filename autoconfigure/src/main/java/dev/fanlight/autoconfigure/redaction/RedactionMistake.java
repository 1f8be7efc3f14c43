package dev.fanlight.autoconfigure.redaction;

import dev.fanlight.redaction.Exit;
import dev.fanlight.redaction.RedactionPolicy;
import dev.fanlight.redaction.Redactor;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.origin.Origin;

/**
 * A setting with a value that cannot be meant.
 *
 * @param key the key
 * @param value the value, fit to be shown
 * @param origin where it was written
 * @param fix what to write instead
 */
record RedactionMistake(String key, String value, String origin, String fix) {

	private static final int LONGEST_VALUE = 120;

	private static final Redactor REDACTOR = Redactor.of(RedactionPolicy.defaults());

	static RedactionMistake of(String key, String value, @Nullable Origin origin, String fix) {
		String safe = REDACTOR.redact(value, Exit.LOG);
		return new RedactionMistake(key,
				(safe.length() <= LONGEST_VALUE) ? safe : safe.substring(0, LONGEST_VALUE) + "...",
				(origin != null) ? origin.toString() : "unknown origin", fix);
	}

}
