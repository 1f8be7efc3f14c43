package dev.fanlight.redaction;

import java.util.List;
import java.util.stream.Collectors;

/**
 * All mistakes of a policy at once.
 */
public final class InvalidRedactionPolicyException extends IllegalArgumentException {

	private static final long serialVersionUID = 1L;

	private final transient List<Problem> problems;

	InvalidRedactionPolicyException(List<Problem> problems) {
		super(problems.stream()
			.map((problem) -> problem.property() + " = " + problem.value() + ": " + problem.fix())
			.collect(Collectors.joining("; ")));
		this.problems = List.copyOf(problems);
	}

	/**
	 * The mistakes in the order of the policy's settings.
	 * @return at least one problem
	 */
	public List<Problem> problems() {
		return this.problems;
	}

	/**
	 * One mistake.
	 *
	 * @param property the setting, for example
	 * {@code fanlight.redaction.detectors.pan.action}
	 * @param value the rejected value, never a secret
	 * @param fix what to write instead
	 */
	public record Problem(String property, String value, String fix) {

	}

}
