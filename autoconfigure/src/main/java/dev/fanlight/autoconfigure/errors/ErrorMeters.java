package dev.fanlight.autoconfigure.errors;

import java.util.concurrent.atomic.LongAdder;

import dev.fanlight.errors.Edge;
import dev.fanlight.errors.ErrorInbox;
import dev.fanlight.errors.GroupState;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

/**
 * The counts of the inbox as meters, of as many series as there are edges and states.
 */
final class ErrorMeters implements MeterBinder {

	private static final String ERRORS = "fanlight.errors";

	private static final String GROUPS = "fanlight.errors.groups";

	private static final String EVICTED = "fanlight.errors.groups.evicted";

	private static final String UNREADABLE = "fanlight.errors.unreadable";

	private static final String STORE_FAILED = "fanlight.errors.store.failed";

	private final ErrorInbox inbox;

	private final LongAdder storeFailures;

	ErrorMeters(ErrorInbox inbox, LongAdder storeFailures) {
		this.inbox = inbox;
		this.storeFailures = storeFailures;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		for (GroupState state : GroupState.values()) {
			for (Edge edge : Edge.values()) {
				// One that was resolved came back
				if (state != GroupState.RESOLVED) {
					FunctionCounter.builder(ERRORS, this.inbox, (source) -> source.countOf(edge, state))
						.description("Errors, by the edge that saw them first and the state of their group")
						.tag("edge", edge.tag())
						.tag("state", state.tag())
						.register(registry);
				}
			}
			Gauge.builder(GROUPS, this.inbox, (source) -> source.size(state))
				.description("Groups of errors that are kept, by state")
				.tag("state", state.tag())
				.register(registry);
		}
		FunctionCounter.builder(EVICTED, this.inbox, ErrorInbox::evicted)
			.description("Groups of errors that went because there were too many")
			.register(registry);
		FunctionCounter.builder(UNREADABLE, this.inbox, ErrorInbox::failed)
			.description("Errors that could not be read, and are in no group")
			.register(registry);
		FunctionCounter.builder(STORE_FAILED, this.storeFailures, LongAdder::sum)
			.description("Attempts to keep the groups of errors on disk that failed")
			.register(registry);
	}

}
