package dev.fanlight.autoconfigure.redaction;

import dev.fanlight.redaction.RedactionPolicy;
import dev.fanlight.redaction.Redactor;

/**
 * The redactor that the properties ask for, with what it counts.
 *
 * @param redactor the redactor
 * @param counters its counters
 */
record Redaction(Redactor redactor, RedactionCounters counters) {

	static Redaction of(RedactionPolicy policy) {
		RedactionCounters counters = new RedactionCounters();
		return new Redaction(Redactor.of(policy, counters), counters);
	}

	/**
	 * What was made before the context, wrapped so that it is no candidate beside the
	 * bean.
	 *
	 * @param redaction what was made
	 */
	record Early(Redaction redaction) {

		static final String NAME = Early.class.getName();

	}

}
