package dev.fanlight.tracing.tail;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/** What the table does, written down without regard to its cost. */
class SlowTable {

	private final TailLimits limits;

	private final Outlet<String> outlet;

	final Map<String, Integer> counts = new HashMap<>();

	private final Map<String, Open> traces = new LinkedHashMap<>();

	/** Present when decided, empty when not kept. */
	private final Map<String, Optional<KeepReason>> verdicts = new HashMap<>();

	SlowTable(TailLimits limits, Outlet<String> outlet) {
		this.limits = limits;
		this.outlet = outlet;
	}

	void start(String traceId, long span, boolean isRoot, long now) {
		boolean root = isRoot;
		if (!this.traces.containsKey(traceId)) {
			if (!isRoot && this.verdicts.containsKey(traceId)) {
				return;
			}
			this.traces.put(traceId, new Open(now));
			root = true;
		}
		Open trace = this.traces.get(traceId);
		if (root) {
			count("started", 1);
			trace.requests += (trace.reason == null) ? 1 : 0;
			count("kept " + ((trace.reason != null) ? trace.reason.value() : ""), (trace.reason != null) ? 1 : 0);
		}
		trace.open.add(span);
		trace.roots += isRoot ? 1 : 0;
		bound();
	}

	void end(String span, Ended ended, long now) {
		Open trace = this.traces.get(ended.traceId());
		if (trace == null || !trace.open.remove(ended.spanId())) {
			KeepReason reason = this.verdicts.getOrDefault(ended.traceId(), Optional.empty()).orElse(null);
			leave(span, reason);
			return;
		}
		if (ended.root()) {
			trace.roots--;
			trace.idleSince = now;
		}
		if (ended.reason() != null) {
			keep(trace, ended.reason());
		}
		boolean wanted = trace.awaited.remove(ended.spanId()) || ended.root();
		int room = (ended.reason() != null) ? this.limits.maxSpansPerTrace()
				: this.limits.maxSpansPerTrace() - this.limits.maxSpansPerTrace() / 4;
		if (!wanted && trace.accepted >= room) {
			leave(span, null);
		}
		else {
			trace.accepted++;
			if (!ended.root()) {
				trace.awaited.add(ended.parentId());
			}
			if (trace.reason != null) {
				leave(span, trace.reason);
			}
			else {
				trace.held.add(span);
				trace.bytes += trace.open.isEmpty() ? 0 : ended.bytes();
			}
		}
		if (trace.open.isEmpty()) {
			close(ended.traceId(), "forgotten");
		}
		bound();
	}

	void mark(String traceId, KeepReason reason) {
		if (this.traces.containsKey(traceId)) {
			keep(this.traces.get(traceId), reason);
		}
	}

	void sweep(long now) {
		Map.copyOf(this.traces).forEach((id, trace) -> {
			if (trace.roots == 0 && now - trace.idleSince >= this.limits.deadline().toNanos()) {
				close(id, "forgotten");
			}
			else if (now - trace.created >= this.limits.maxAge().toNanos()) {
				close(id, "evicted age");
			}
		});
	}

	private void bound() {
		while (undecided() > this.limits.maxTraces()
				|| this.traces.values().stream().mapToLong((trace) -> trace.bytes).sum() > this.limits.maxBytes()) {
			Optional<Map.Entry<String, Open>> oldest = this.traces.entrySet()
				.stream()
				.filter((entry) -> entry.getValue().reason == null)
				.min(Comparator.comparingLong((entry) -> entry.getValue().created));
			close(oldest.orElseThrow().getKey(),
					"evicted " + ((undecided() > this.limits.maxTraces()) ? "traces" : "bytes"));
		}
	}

	private long undecided() {
		return this.traces.values().stream().filter((trace) -> trace.reason == null).count();
	}

	private void keep(Open trace, KeepReason reason) {
		if (trace.reason == null) {
			trace.reason = reason;
			count("kept " + reason.value(), trace.requests);
			trace.held.forEach((span) -> leave(span, reason));
			trace.held.clear();
			trace.bytes = 0;
		}
	}

	private void close(String traceId, String why) {
		Open trace = this.traces.remove(traceId);
		this.verdicts.put(traceId, Optional.ofNullable(trace.reason));
		if (trace.reason == null) {
			count(why, trace.requests);
			trace.held.forEach((span) -> leave(span, null));
		}
	}

	private void leave(String span, @Nullable KeepReason reason) {
		if (reason != null) {
			this.outlet.keep(span, reason);
		}
		else {
			this.outlet.drop(span);
		}
	}

	private void count(String what, int number) {
		if (number > 0) {
			this.counts.merge(what, number, Integer::sum);
		}
	}

	private static final class Open {

		private final long created;

		private final Set<Long> open = new HashSet<>();

		private final Set<Long> awaited = new HashSet<>();

		private final List<String> held = new ArrayList<>();

		private int roots;

		private int requests;

		private int accepted;

		private long bytes;

		private long idleSince;

		private @Nullable KeepReason reason;

		private Open(long now) {
			this.created = now;
			this.idleSince = now;
		}

	}

}
