package dev.fanlight.metrics;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import org.jspecify.annotations.Nullable;

/**
 * One timer for all work that comes into the service: rate, errors and duration of every
 * door under one name, with the tags {@value #KIND}, {@value #ENTRY}, {@value #OUTCOME}
 * and {@value #ERROR}. Work without an error finds its timer without allocation for the
 * first {@value #MAX_KNOWN} names of a kind; the rest asks the registry. Thread-safe.
 */
public final class EntryTimers {

	/** Name of the timer. */
	public static final String NAME = "fanlight.entry";

	/** Tag: the door, see {@link EntryKind}. */
	public static final String KIND = "kind";

	/** Tag: method and route, class and method, destination, or service and method. */
	public static final String ENTRY = "name";

	/** Tag: how it ended, see {@link EntryOutcome}. */
	public static final String OUTCOME = "outcome";

	/** Tag: simple name of the class of the exception, or {@value #NO_ERROR}. */
	public static final String ERROR = "error";

	/** Value of {@value #ERROR} where there is none. */
	public static final String NO_ERROR = "none";

	/** Help text. */
	public static final String DESCRIPTION = "Duration of work that came into the service, by its way in";

	static final int MAX_KNOWN = 1000;

	private final MeterRegistry registry;

	private final Map<EntryKind, Map<String, Known>> known = new EnumMap<>(EntryKind.class);

	/**
	 * Create the timers.
	 * @param registry where they are
	 */
	public EntryTimers(MeterRegistry registry) {
		this.registry = registry;
		for (EntryKind kind : EntryKind.values()) {
			this.known.put(kind, new ConcurrentHashMap<>());
		}
		// What was removed would count into nothing
		registry.config().onMeterRemoved((meter) -> {
			if (meter instanceof Timer) {
				this.known.values().forEach(Map::clear);
			}
		});
	}

	/**
	 * Record the end of work.
	 * @param kind the door
	 * @param verb what stands before the name, such as the method of a request, or
	 * {@code null}
	 * @param target the name, of which there are only so many
	 * @param outcome how it ended
	 * @param error simple name of the class of the exception, or {@code null}
	 * @param nanos how long it took
	 */
	public void record(EntryKind kind, @Nullable String verb, String target, EntryOutcome outcome,
			@Nullable String error, long nanos) {
		Timer timer = (error == null) ? known(kind, verb, target, outcome)
				: timer(kind, name(verb, target), outcome, error);
		timer.record(nanos, TimeUnit.NANOSECONDS);
	}

	/** How many names of a kind are known. */
	int known(EntryKind kind) {
		return Objects.requireNonNull(this.known.get(kind)).size();
	}

	private Timer known(EntryKind kind, @Nullable String verb, String target, EntryOutcome outcome) {
		Map<String, Known> targets = Objects.requireNonNull(this.known.get(kind));
		Known known = targets.get(target);
		while (known != null) {
			if (verb == null || verb.equals(known.verb)) {
				Timer timer = known.timers.get(outcome.ordinal());
				if (timer != null) {
					return timer;
				}
				break;
			}
			known = known.next;
		}
		Timer timer = timer(kind, name(verb, target), outcome, NO_ERROR);
		if (targets.size() < MAX_KNOWN || targets.containsKey(target)) {
			targets.compute(target, (key, first) -> Known.with(first, verb, outcome, timer));
		}
		return timer;
	}

	private Timer timer(EntryKind kind, String name, EntryOutcome outcome, String error) {
		return Timer.builder(NAME)
			.description(DESCRIPTION)
			.tags(KIND, kind.tag(), ENTRY, name, OUTCOME, outcome.tag(), ERROR, error)
			.register(this.registry);
	}

	private static String name(@Nullable String verb, String target) {
		return (verb != null) ? verb + ' ' + target : target;
	}

	/**
	 * The timers of one name by outcome. The same target with another verb comes next;
	 * the verbs are the few that a convention lets through.
	 */
	private static final class Known {

		private final @Nullable String verb;

		private final @Nullable Known next;

		private final AtomicReferenceArray<@Nullable Timer> timers = new AtomicReferenceArray<>(
				EntryOutcome.values().length);

		Known(@Nullable String verb, @Nullable Known next) {
			this.verb = verb;
			this.next = next;
		}

		static Known with(@Nullable Known first, @Nullable String verb, EntryOutcome outcome, Timer timer) {
			Known found = first;
			while (found != null && verb != null && !verb.equals(found.verb)) {
				found = found.next;
			}
			Known known = (found != null) ? found : new Known(verb, first);
			known.timers.set(outcome.ordinal(), timer);
			return (found != null && first != null) ? first : known;
		}

	}

}
