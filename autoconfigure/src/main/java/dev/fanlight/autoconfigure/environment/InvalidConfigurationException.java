package dev.fanlight.autoconfigure.environment;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Thrown at start when settings cannot be meant. Carries all of them.
 */
final class InvalidConfigurationException extends RuntimeException {

	private final transient List<Mistake> mistakes;

	InvalidConfigurationException(Collection<Mistake> mistakes) {
		super("Invalid configuration: " + mistakes.stream().map(Mistake::key).collect(Collectors.joining(", ")));
		this.mistakes = List.copyOf(mistakes);
	}

	List<Mistake> mistakes() {
		return this.mistakes;
	}

}
