package dev.fanlight.tracing.propagation;

import java.util.function.Predicate;

/**
 * Some callers and how far they are believed.
 *
 * @param matches whether a request is one of theirs
 * @param trust how far they are believed
 */
public record TrustRule(Predicate<InboundRequest> matches, Trust trust) {

	@Override
	public String toString() {
		return this.matches + ": " + this.trust;
	}

}
