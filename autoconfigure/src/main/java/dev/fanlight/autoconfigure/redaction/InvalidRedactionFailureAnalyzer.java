package dev.fanlight.autoconfigure.redaction;

import java.util.List;

import dev.fanlight.redaction.InvalidRedactionPolicyException;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Puts an {@link InvalidRedactionException} into words, and what a
 * {@link RedactorCustomizer} got wrong.
 */
final class InvalidRedactionFailureAnalyzer extends AbstractFailureAnalyzer<RuntimeException> {

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, RuntimeException cause) {
		InvalidRedactionException settings = findCause(rootFailure, InvalidRedactionException.class);
		if (settings != null) {
			return analysis(settings.mistakes(), settings);
		}
		InvalidRedactionPolicyException policy = findCause(rootFailure, InvalidRedactionPolicyException.class);
		return (policy != null) ? analysis(policy.problems()
			.stream()
			.map((problem) -> RedactionMistake.of(problem.property(), problem.value(), null, problem.fix()))
			.toList(), policy) : null;
	}

	private static FailureAnalysis analysis(List<RedactionMistake> mistakes, Throwable cause) {
		StringBuilder description = new StringBuilder(
				(mistakes.size() == 1) ? "One setting cannot be used:" : mistakes.size() + " settings cannot be used:");
		StringBuilder action = new StringBuilder("Correct the following and start again:");
		for (RedactionMistake mistake : mistakes) {
			description.append("%n%n    Key: %s%n    Value: %s%n    Origin: %s%n    Reason: %s".formatted(mistake.key(),
					mistake.value(), mistake.origin(), mistake.fix()));
			action.append("%n    %s %s".formatted(mistake.key(), mistake.fix()));
		}
		return new FailureAnalysis(description.toString(), action.toString(), cause);
	}

}
