package dev.fanlight.autoconfigure.errors;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

import dev.fanlight.autoconfigure.EndpointSection;
import dev.fanlight.errors.Edge;
import dev.fanlight.errors.ErrorGroup;
import dev.fanlight.errors.ErrorInbox;
import dev.fanlight.errors.GroupState;
import org.jspecify.annotations.Nullable;

/**
 * Shows the groups of errors, the latest first, and lets operators resolve and mute them.
 */
final class ErrorsSection implements EndpointSection {

	/** A stack trace takes kilobytes. */
	static final int TRACES = 20;

	private static final int LATEST = 5;

	private static final Map<String, GroupState> VERDICTS = Map.of("resolved", GroupState.RESOLVED, "muted",
			GroupState.MUTED, "open", GroupState.KNOWN);

	private final ErrorInbox inbox;

	private final @Nullable String release;

	private final Supplier<String> stored;

	ErrorsSection(ErrorInbox inbox, @Nullable String release, Supplier<String> stored) {
		this.inbox = inbox;
		this.release = release;
		this.stored = stored;
	}

	@Override
	public String name() {
		return "errors";
	}

	@Override
	public Map<String, ?> read() {
		Map<String, Object> content = summary();
		content.put("stored", this.stored.get());
		content.put("evicted", this.inbox.evicted());
		List<Map<String, Object>> rows = new ArrayList<>();
		for (ErrorGroup group : this.inbox.groups()) {
			rows.add(row(group, rows.size() < TRACES));
		}
		content.put("groups", rows);
		return content;
	}

	@Override
	public Map<String, ?> overview() {
		Map<String, Object> content = summary();
		content.put("latest", this.inbox.groups().stream().limit(LATEST).map(this::head).toList());
		return content;
	}

	private Map<String, Object> summary() {
		Map<String, Object> content = new LinkedHashMap<>();
		put(content, "release", this.release);
		Map<String, Object> states = new LinkedHashMap<>();
		for (GroupState state : GroupState.values()) {
			states.put(state.tag(), this.inbox.size(state));
		}
		content.put("states", states);
		return content;
	}

	private Map<String, Object> head(ErrorGroup group) {
		Map<String, Object> row = new LinkedHashMap<>();
		row.put("fingerprint", group.fingerprint());
		row.put("state", this.inbox.state(group).tag());
		row.put("type", group.type());
		put(row, "place", group.place());
		row.put("count", group.count());
		row.put("lastSeen", group.lastSeen().toString());
		return row;
	}

	private Map<String, Object> row(ErrorGroup group, boolean trace) {
		Map<String, Object> row = head(group);
		row.put("firstSeen", group.firstSeen().toString());
		put(row, "firstRelease", group.firstRelease());
		put(row, "lastRelease", group.lastRelease());
		put(row, "cameBackAt", (group.cameBackAt() != null) ? group.cameBackAt().toString() : null);
		row.put("edges", group.edges().stream().map(Edge::tag).toList());
		row.put("routes", List.copyOf(group.routes()));
		put(row, "traceId", group.traceId());
		put(row, "requestId", group.requestId());
		put(row, "message", group.message());
		put(row, "stackTrace", trace ? group.stackTrace() : null);
		return row;
	}

	private static void put(Map<String, Object> row, String name, @Nullable Object value) {
		if (value != null) {
			row.put(name, value);
		}
	}

	@Override
	public Change write(String key, String value) {
		GroupState verdict = VERDICTS.get(value.toLowerCase(Locale.ROOT));
		if (verdict == null) {
			throw new IllegalArgumentException("a group is declared resolved, muted or open");
		}
		GroupState before = this.inbox.judge(key, verdict);
		if (before == null) {
			throw new IllegalArgumentException("there is no group with this fingerprint");
		}
		return Change.lasting(before.tag(), value.toLowerCase(Locale.ROOT));
	}

}
