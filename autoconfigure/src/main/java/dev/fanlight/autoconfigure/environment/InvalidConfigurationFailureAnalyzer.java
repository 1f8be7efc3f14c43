package dev.fanlight.autoconfigure.environment;

import java.util.List;

import dev.fanlight.autoconfigure.InvalidConfigurationException;
import dev.fanlight.autoconfigure.Mistake;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Puts an {@link InvalidConfigurationException} into words.
 */
final class InvalidConfigurationFailureAnalyzer extends AbstractFailureAnalyzer<InvalidConfigurationException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, InvalidConfigurationException cause) {
		List<Mistake> mistakes = cause.mistakes();
		StringBuilder description = new StringBuilder(
				(mistakes.size() == 1) ? "One setting cannot be used:" : mistakes.size() + " settings cannot be used:");
		StringBuilder action = new StringBuilder("Correct the following and start again:");
		for (Mistake mistake : mistakes) {
			description.append("%n%n    Key: %s%n    Value: %s%n    Origin: %s%n    Reason: %s".formatted(mistake.key(),
					mistake.value(), mistake.origin(), mistake.fix()));
			action.append("%n    %s %s".formatted(mistake.key(), mistake.fix()));
		}
		return new FailureAnalysis(description.toString(), action.toString(), cause);
	}

}
