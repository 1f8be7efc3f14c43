package dev.fanlight.autoconfigure.redaction;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Thrown at start when settings of the redaction cannot be meant. Carries all of them.
 */
final class InvalidRedactionException extends RuntimeException {

	private final transient List<RedactionMistake> mistakes;

	InvalidRedactionException(Collection<RedactionMistake> mistakes) {
		super("Invalid configuration: "
				+ mistakes.stream().map(RedactionMistake::key).collect(Collectors.joining(", ")));
		this.mistakes = List.copyOf(mistakes);
	}

	List<RedactionMistake> mistakes() {
		return this.mistakes;
	}

}
