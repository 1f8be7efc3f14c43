package dev.fanlight.tracing.sampling;

import dev.fanlight.tracing.propagation.Inbound;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import org.jspecify.annotations.Nullable;

/**
 * Decides about traces at their start. Rules are asked in order, once per trace and
 * service, and the first with an answer decides. Beans of this type come before the
 * configured rules. Implementations are thread-safe and quick; what one throws counts as
 * no answer.
 */
@FunctionalInterface
public interface SamplingRule {

	/**
	 * Decide. Observations give their span its name and attributes when they end, so that
	 * for requests and jobs observed by Micrometer both are empty here.
	 * @param request the request that is served, or {@code null} if there is none
	 * @param kind the kind of the first span
	 * @param name its name so far, often empty
	 * @param attributes its attributes so far, often empty
	 * @return the verdict, the same object for all traces that share a rate, or
	 * {@code null} to leave the trace to others
	 */
	@Nullable Verdict verdict(@Nullable Inbound request, SpanKind kind, String name, Attributes attributes);

	/**
	 * Whether to ask this rule although the caller has decided.
	 * @return whether a caller is overruled, no by default
	 */
	default boolean overrulesCaller() {
		return false;
	}

}
