package dev.fanlight.autoconfigure.redaction;

import dev.fanlight.redaction.RedactionPolicy;

/**
 * Changes the redaction policy in code, after {@code fanlight.redaction.*}. Beans of this
 * type are called once in their order while the context starts; the result replaces the
 * policy of every exit at once. Lines written before that follow the properties alone.
 */
@FunctionalInterface
public interface RedactorCustomizer {

	/**
	 * Changes the policy.
	 * @param builder holds what the properties say
	 */
	void customize(RedactionPolicy.Builder builder);

}
