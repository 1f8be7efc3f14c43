package dev.fanlight.errors;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;

import dev.fanlight.errors.SeenErrors.Seen;
import dev.fanlight.errors.TracedErrors.Traced;
import dev.fanlight.redaction.Redactor;
import org.jspecify.annotations.Nullable;

/**
 * The errors of an application, grouped by fingerprint. An error that several edges see,
 * wrapped or not, is counted once. An error that only says that a server answered with an
 * error joins the group that its trace already has: it is the same failure, seen by the
 * caller. Groups are bounded in number and size; what is kept of an error is text,
 * redacted when it is taken.
 * <p>
 * Thread-safe. One lock, held for a look at the last errors and a few counts; texts are
 * made outside of it, for the first error of a group and for one that came back.
 */
public final class ErrorInbox {

	private static final int LONGEST_ROUTE = 200;

	private final Fingerprints fingerprints;

	private final InboxSettings settings;

	private final ErrorText text;

	private final Predicate<Throwable> answer;

	private final Clock clock;

	private final TracedErrors traced = new TracedErrors();

	private final Instant startedAt;

	private final SeenErrors seen = new SeenErrors();

	/** The least recently seen comes first. */
	private final Map<String, Group> groups = new LinkedHashMap<>(16, 0.75f, true);

	private final Map<Edge, Map<GroupState, LongAdder>> counts = new EnumMap<>(Edge.class);

	private final LongAdder evicted = new LongAdder();

	private final LongAdder failed = new LongAdder();

	private long changes;

	/**
	 * Create an inbox.
	 * @param fingerprints tell errors apart
	 * @param settings the bounds
	 * @param redactor redacts all text, {@code null} to leave it
	 * @param answer tells of a root cause whether it only says that a server answered
	 * with an error
	 * @param clock the time
	 */
	public ErrorInbox(Fingerprints fingerprints, InboxSettings settings, @Nullable Redactor redactor,
			Predicate<Throwable> answer, Clock clock) {
		this.fingerprints = fingerprints;
		this.settings = settings;
		this.text = new ErrorText(redactor);
		this.answer = answer;
		this.clock = clock;
		this.startedAt = clock.instant();
		for (Edge edge : Edge.values()) {
			Map<GroupState, LongAdder> states = new EnumMap<>(GroupState.class);
			for (GroupState state : GroupState.values()) {
				states.put(state, new LongAdder());
			}
			this.counts.put(edge, Collections.unmodifiableMap(states));
		}
	}

	/**
	 * Tell the fingerprint of an error: that of its group if an edge has seen it or what
	 * it carries.
	 * @param error the error
	 * @return 16 lower-case hexadecimal digits, or {@code null} for one that cannot be
	 * read
	 */
	public @Nullable String fingerprint(Throwable error) {
		try {
			return seen(error, Thread.currentThread().getId()).fingerprint();
		}
		catch (Throwable ex) {
			this.failed.increment();
			return null;
		}
	}

	/**
	 * Take an error. Never throws.
	 * @param sighting the error and where it came to light
	 */
	public void record(Sighting sighting) {
		try {
			take(sighting);
		}
		catch (Throwable ex) {
			this.failed.increment();
		}
	}

	private void take(Sighting sighting) {
		Throwable error = sighting.error();
		Object scope = (sighting.traceId() != null) ? sighting.traceId() : Thread.currentThread().getId();
		Seen seen = seen(error, scope);
		String route = (sighting.route() != null) ? ErrorText.cut(this.text.redact(sighting.route()), LONGEST_ROUTE)
				: null;
		boolean answer = sighting.traceId() != null && this.answer.test(root(error));
		boolean sample;
		synchronized (this) {
			Group consequence = (sighting.traceId() != null) ? follow(sighting.traceId(), seen, answer) : null;
			boolean counts = seen.count();
			Group group = this.groups.get(seen.fingerprint());
			if (!counts && group == null) {
				// It was evicted since
				return;
			}
			sample = counts && count(sighting.edge(), seen.fingerprint(), group, error);
			Group counted = this.groups.get(seen.fingerprint());
			if (counted != null) {
				counted.learn(sighting.edge(), route, sighting.traceId(), sighting.requestId());
				if (consequence != null) {
					counted.adopt(consequence);
				}
			}
			this.changes++;
		}
		if (sample) {
			List<Throwable> chain = Fingerprints.chain(error);
			String message = this.text.message(chain.get(0));
			String stackTrace = this.text.stackTrace(chain);
			synchronized (this) {
				Group group = this.groups.get(seen.fingerprint());
				if (group != null) {
					group.sample(message, stackTrace);
				}
			}
		}
	}

	/**
	 * Which error of a trace is seen first is chance: the cause, or what follows from it.
	 * @return a group that turns out to be nothing but what follows from this error
	 */
	private @Nullable Group follow(String traceId, Seen seen, boolean answer) {
		Instant now = this.clock.instant();
		Traced first = this.traced.find(traceId, now);
		if (seen.isCounted() || (first != null && first.fingerprint().equals(seen.fingerprint()))) {
			return null;
		}
		if (first != null && answer) {
			if (this.groups.containsKey(first.fingerprint())) {
				seen.follow(first.fingerprint());
			}
			return null;
		}
		if (first != null && !first.answer()) {
			return null;
		}
		this.traced.add(traceId, new Traced(seen.fingerprint(), answer, now));
		if (first == null) {
			return null;
		}
		Group group = this.groups.get(first.fingerprint());
		return (group != null && group.isOf(traceId)) ? this.groups.remove(first.fingerprint()) : null;
	}

	/** Answers whether a sample is wanted. */
	private boolean count(Edge edge, String fingerprint, @Nullable Group known, Throwable error) {
		Instant now = this.clock.instant();
		GroupState before = (known != null) ? state(known, now) : GroupState.NEW;
		Group group = known;
		if (group == null) {
			group = Group.first(fingerprint, Fingerprints.chain(error).get(0).getClass().getName(),
					this.fingerprints.place(error), now, this.settings.release());
			this.groups.put(fingerprint, group);
			evict();
		}
		boolean again = before == GroupState.RESOLVED;
		group.count(now, this.settings.release(), again);
		GroupState state = again ? GroupState.CAME_BACK
				: (known == null || before == GroupState.MUTED) ? before : GroupState.KNOWN;
		counter(edge, state).increment();
		return known == null || again;
	}

	private void evict() {
		for (var oldest = this.groups.values().iterator(); this.groups.size() > this.settings.maxGroups();) {
			oldest.next();
			oldest.remove();
			this.evicted.increment();
		}
	}

	private static Throwable root(Throwable error) {
		Throwable root = error;
		for (int i = 0; root.getCause() != null && i < Fingerprints.MOST_CAUSES; i++) {
			root = root.getCause();
		}
		return root;
	}

	private Seen seen(Throwable error, Object scope) {
		Throwable root = root(error);
		synchronized (this) {
			Seen known = this.seen.find(root, scope);
			if (known != null) {
				return known;
			}
		}
		String fingerprint = this.fingerprints.of(error);
		// One without frames may be a constant that is thrown over and over
		Object only = (root.getStackTrace().length == 0) ? scope : null;
		synchronized (this) {
			Seen known = this.seen.find(root, scope);
			return (known != null) ? known : this.seen.add(root, only, fingerprint);
		}
	}

	/**
	 * The groups.
	 * @return the latest seen first
	 */
	public synchronized List<ErrorGroup> groups() {
		List<ErrorGroup> all = new ArrayList<>(this.groups.size());
		this.groups.values().forEach((group) -> all.add(group.snapshot()));
		Collections.reverse(all);
		return all;
	}

	/**
	 * Tell the state of a group.
	 * @param group the group
	 * @return its state now
	 */
	public GroupState state(ErrorGroup group) {
		return state(new Group(group), this.clock.instant());
	}

	private GroupState state(Group group, Instant now) {
		return group.state(now, this.settings.resolveAfter(), this.settings.release(), this.startedAt);
	}

	/**
	 * How many groups are in a state.
	 * @param state the state
	 * @return the number
	 */
	public synchronized int size(GroupState state) {
		Instant now = this.clock.instant();
		return (int) this.groups.values().stream().filter((group) -> state(group, now) == state).count();
	}

	/**
	 * Declare a group resolved, muted, or, with any other state, open again.
	 * @param fingerprint the group
	 * @param state the state
	 * @return its state before, or {@code null} if there is no such group
	 */
	public synchronized @Nullable GroupState judge(String fingerprint, GroupState state) {
		// Not a look at it: that would make it the latest
		Group group = this.groups.entrySet()
			.stream()
			.filter((entry) -> entry.getKey().equals(fingerprint))
			.map(Map.Entry::getValue)
			.findFirst()
			.orElse(null);
		if (group == null) {
			return null;
		}
		Instant now = this.clock.instant();
		GroupState before = state(group, now);
		switch (state) {
			case RESOLVED -> group.resolve(now);
			case MUTED -> group.mute();
			default -> group.reopen();
		}
		this.changes++;
		return before;
	}

	/**
	 * Add what an earlier or another process has left.
	 * @param left its groups
	 */
	public synchronized void merge(Collection<ErrorGroup> left) {
		Map<String, Group> own = new LinkedHashMap<>(this.groups);
		this.groups.clear();
		left.stream()
			.sorted(Comparator.comparing(ErrorGroup::lastSeen))
			.filter((group) -> !own.containsKey(group.fingerprint()))
			.forEach((group) -> this.groups.put(group.fingerprint(), new Group(group)));
		left.forEach((group) -> {
			Group same = own.get(group.fingerprint());
			if (same != null) {
				same.merge(group);
			}
		});
		this.groups.putAll(own);
		evict();
		this.changes++;
	}

	/**
	 * How often something has changed, to tell whether it has since.
	 * @return a number that grows
	 */
	public synchronized long changes() {
		return this.changes;
	}

	/**
	 * How many errors an edge has seen.
	 * @param edge the edge
	 * @param state what was said about them then: {@link GroupState#NEW} for the first of
	 * a new group alone, {@link GroupState#CAME_BACK} for the first one after it was
	 * resolved
	 * @return the count since the start
	 */
	public long countOf(Edge edge, GroupState state) {
		return counter(edge, state).sum();
	}

	/**
	 * How many errors were seen, by what was said about them then.
	 * @param state the state
	 * @return the count since the start
	 */
	public long countOf(GroupState state) {
		return this.counts.values().stream().map((states) -> states.get(state)).mapToLong(ErrorInbox::sum).sum();
	}

	/**
	 * How many groups went because there were too many.
	 * @return the count since the start
	 */
	public long evicted() {
		return this.evicted.sum();
	}

	/**
	 * How many errors could not be read.
	 * @return the count since the start
	 */
	public long failed() {
		return this.failed.sum();
	}

	private LongAdder counter(Edge edge, GroupState state) {
		Map<GroupState, LongAdder> states = this.counts.get(edge);
		LongAdder counter = (states != null) ? states.get(state) : null;
		return (counter != null) ? counter : new LongAdder();
	}

	private static long sum(@Nullable LongAdder counter) {
		return (counter != null) ? counter.sum() : 0;
	}

}
