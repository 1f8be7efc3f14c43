package dev.fanlight.autoconfigure.errors;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.fanlight.autoconfigure.AlertReading;
import dev.fanlight.errors.ErrorGroup;
import dev.fanlight.errors.ErrorInbox;
import dev.fanlight.errors.GroupState;
import org.jspecify.annotations.Nullable;

/**
 * What alert rules may ask about errors: for each group that came into a state within the
 * last hour how many errors it has. After that nobody needs to be told again.
 *
 * @param name the name that rules use
 * @param inbox the inbox
 * @param state the state
 * @param clock the time
 */
record ErrorReading(String name, ErrorInbox inbox, GroupState state, Clock clock) implements AlertReading {

	static final Duration RECENT = Duration.ofHours(1);

	@Override
	public List<Value> values() {
		Instant since = this.clock.instant().minus(RECENT);
		return this.inbox.groups()
			.stream()
			.filter((group) -> this.inbox.state(group) == this.state && isRecent(group, since))
			.map((group) -> new Value(group.fingerprint(), group.count(), details(group)))
			.toList();
	}

	private boolean isRecent(ErrorGroup group, Instant since) {
		Instant entered = (this.state == GroupState.CAME_BACK) ? group.cameBackAt() : group.firstSeen();
		return entered != null && entered.isAfter(since);
	}

	private static Map<String, String> details(ErrorGroup group) {
		Map<String, String> details = new LinkedHashMap<>();
		details.put("type", group.type());
		put(details, "place", group.place());
		put(details, "route", group.routes().stream().findFirst().orElse(null));
		put(details, "trace_id", group.traceId());
		return details;
	}

	private static void put(Map<String, String> details, String name, @Nullable String value) {
		if (value != null) {
			details.put(name, value);
		}
	}

}
