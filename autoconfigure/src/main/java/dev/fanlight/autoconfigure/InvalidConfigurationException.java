package dev.fanlight.autoconfigure;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Thrown at start when settings cannot be meant. Carries all of them.
 */
public final class InvalidConfigurationException extends RuntimeException {

	private final transient List<Mistake> mistakes;

	/**
	 * Create an exception.
	 * @param mistakes the mistakes
	 */
	public InvalidConfigurationException(Collection<Mistake> mistakes) {
		super("Invalid configuration: " + mistakes.stream().map(Mistake::key).collect(Collectors.joining(", ")));
		this.mistakes = List.copyOf(mistakes);
	}

	/**
	 * What is wrong.
	 * @return all mistakes
	 */
	public List<Mistake> mistakes() {
		return this.mistakes;
	}

}
