package dev.fanlight.test;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import dev.fanlight.redaction.Exit;
import dev.fanlight.redaction.RedactionPolicy;
import dev.fanlight.redaction.Redactor;

/**
 * Looks for what must not have left, and says where it is.
 */
final class Leaks {

	private static final Redactor REDACTOR = Redactor.of(RedactionPolicy.defaults());

	private Leaks() {
	}

	static Optional<String> ofThese(List<CapturedText> texts, String... secrets) {
		if (secrets.length == 0 || Arrays.stream(secrets).anyMatch(String::isBlank)) {
			throw new IllegalArgumentException("name what must not leak");
		}
		for (CapturedText text : texts) {
			for (String secret : secrets) {
				if (text.value().contains(secret)) {
					return Optional.of("Expected <%s> to leak nowhere but it is in %s:%n  %s".formatted(secret,
							text.place(), text.value()));
				}
			}
		}
		return Optional.empty();
	}

	static Optional<String> ofAnyShape(List<CapturedText> texts) {
		for (CapturedText text : texts) {
			String redacted = text.key().isEmpty() ? REDACTOR.redact(text.value(), Exit.LOG)
					: REDACTOR.redact(text.key(), text.value(), Exit.LOG);
			if (!redacted.equals(text.value())) {
				return Optional.of("Expected nothing secret but in %s there is:%n  %s%nwhich redaction makes:%n  %s"
					.formatted(text.place(), text.value(), redacted));
			}
		}
		return Optional.empty();
	}

}
