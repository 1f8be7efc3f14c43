package dev.fanlight.errors;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * A group that grows. Not thread-safe.
 */
final class Group {

	static final int MOST_ROUTES = 10;

	private final String fingerprint;

	private final String type;

	private final @Nullable String place;

	private final Set<Edge> edges = EnumSet.noneOf(Edge.class);

	private final Set<String> routes = new LinkedHashSet<>();

	private @Nullable String message;

	private String stackTrace;

	private long count;

	private Instant firstSeen;

	private Instant lastSeen;

	private @Nullable String firstRelease;

	private @Nullable String lastRelease;

	private @Nullable String traceId;

	private @Nullable String requestId;

	private @Nullable Instant resolvedAt;

	private @Nullable Instant cameBackAt;

	private @Nullable String cameBackRelease;

	private boolean muted;

	/**
	 * Go on with a group.
	 * @param known what is known of it
	 */
	Group(ErrorGroup known) {
		this.fingerprint = known.fingerprint();
		this.type = known.type();
		this.place = known.place();
		this.edges.addAll(known.edges());
		addRoutes(known.routes());
		this.message = known.message();
		this.stackTrace = known.stackTrace();
		this.count = known.count();
		this.firstSeen = known.firstSeen();
		this.lastSeen = known.lastSeen();
		this.firstRelease = known.firstRelease();
		this.lastRelease = known.lastRelease();
		this.traceId = known.traceId();
		this.requestId = known.requestId();
		this.resolvedAt = known.resolvedAt();
		this.cameBackAt = known.cameBackAt();
		this.cameBackRelease = known.cameBackRelease();
		this.muted = known.muted();
	}

	/** The first error of a group, which is yet to be counted. */
	static Group first(String fingerprint, String type, @Nullable String place, Instant at, @Nullable String release) {
		return new Group(new ErrorGroup(fingerprint, type, place, null, "", 0, at, at, release, release, Set.of(),
				Set.of(), null, null, null, null, null, false));
	}

	ErrorGroup snapshot() {
		return new ErrorGroup(this.fingerprint, this.type, this.place, this.message, this.stackTrace, this.count,
				this.firstSeen, this.lastSeen, this.firstRelease, this.lastRelease, EnumSet.copyOf(this.edges),
				new LinkedHashSet<>(this.routes), this.traceId, this.requestId, this.resolvedAt, this.cameBackAt,
				this.cameBackRelease, this.muted);
	}

	/**
	 * Count one more error.
	 * @param at when
	 * @param release which release had it
	 * @param again whether it was resolved
	 */
	void count(Instant at, @Nullable String release, boolean again) {
		this.count++;
		this.lastSeen = at;
		this.lastRelease = release;
		this.resolvedAt = null;
		if (again) {
			this.cameBackAt = at;
			this.cameBackRelease = release;
		}
	}

	/** Take what an edge knows of an error, be it counted there or not. */
	void learn(Edge edge, @Nullable String route, @Nullable String traceId, @Nullable String requestId) {
		this.edges.add(edge);
		addRoutes((route != null) ? Set.of(route) : Set.of());
		this.traceId = (traceId != null) ? traceId : this.traceId;
		this.requestId = (requestId != null) ? requestId : this.requestId;
	}

	/** Whether it is this trace's alone. */
	boolean isOf(String traceId) {
		return this.count == 1 && traceId.equals(this.traceId);
	}

	/** Take what edges know of an error that follows from this one. */
	void adopt(Group consequence) {
		this.edges.addAll(consequence.edges);
		addRoutes(consequence.routes);
	}

	void sample(@Nullable String message, String stackTrace) {
		this.message = message;
		this.stackTrace = stackTrace;
	}

	/** Add what another process has left of this group. */
	void merge(ErrorGroup left) {
		this.count += left.count();
		if (left.firstSeen().isBefore(this.firstSeen)) {
			this.firstSeen = left.firstSeen();
			this.firstRelease = left.firstRelease();
		}
		this.lastSeen = left.lastSeen().isAfter(this.lastSeen) ? left.lastSeen() : this.lastSeen;
		this.edges.addAll(left.edges());
		addRoutes(left.routes());
		if (this.cameBackAt == null) {
			this.cameBackAt = left.cameBackAt();
			this.cameBackRelease = left.cameBackRelease();
		}
		this.muted |= left.muted();
	}

	private void addRoutes(Set<String> more) {
		for (String route : more) {
			if (this.routes.size() < MOST_ROUTES) {
				this.routes.add(route);
			}
		}
	}

	void resolve(Instant at) {
		this.resolvedAt = at;
		this.muted = false;
	}

	void mute() {
		this.muted = true;
	}

	void reopen() {
		this.resolvedAt = null;
		this.muted = false;
	}

	/**
	 * Tell the state.
	 * @param at the present
	 * @param resolveAfter after how long unseen a group counts as resolved
	 * @param release the release that runs, {@code null} if unknown
	 * @param startedAt since when it runs
	 * @return the state
	 */
	GroupState state(Instant at, Duration resolveAfter, @Nullable String release, Instant startedAt) {
		if (this.muted) {
			return GroupState.MUTED;
		}
		if (this.resolvedAt != null || this.lastSeen.plus(resolveAfter).isBefore(at)) {
			return GroupState.RESOLVED;
		}
		if (isOfNow(this.cameBackAt, this.cameBackRelease, release, startedAt)) {
			return GroupState.CAME_BACK;
		}
		return isOfNow(this.firstSeen, this.firstRelease, release, startedAt) ? GroupState.NEW : GroupState.KNOWN;
	}

	/** A release without a version is the run of the process. */
	private static boolean isOfNow(@Nullable Instant at, @Nullable String with, @Nullable String release,
			Instant startedAt) {
		return at != null && ((release != null) ? release.equals(with) : !at.isBefore(startedAt));
	}

}
