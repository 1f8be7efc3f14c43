package dev.fanlight.autoconfigure.logging;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReferenceArray;

import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

import org.springframework.boot.logging.LogLevel;
import org.springframework.util.PatternMatchUtils;

/**
 * The levels of the lines about a job, message or call by its name. What was found stays
 * in a table of 256 slots, each of which is overwritten by the next name that falls into
 * it, so that a usual line costs neither a match nor an object.
 */
final class WorkLevels {

	private static final int SLOTS = 256;

	/** A name before what may be many, and what says more before what says less. */
	private static final Comparator<String> CLOSEST = Comparator.comparing((String rule) -> rule.indexOf('*') >= 0)
		.thenComparing(Comparator.comparing(String::length).reversed())
		.thenComparing(Comparator.naturalOrder());

	private final WorkLineHandler.Description description;

	private final LogLevel level;

	private final Levels usual;

	private final List<Map.Entry<String, LogLevel>> rules;

	private final String[] excluded;

	private final AtomicReferenceArray<@Nullable Found> known = new AtomicReferenceArray<>(SLOTS);

	WorkLevels(WorkLineHandler.Description description, CanonicalWorkProperties properties) {
		this.description = description;
		this.level = properties.level();
		this.usual = Levels.of(this.level, this.level);
		this.rules = properties.levels().entrySet().stream().sorted(Map.Entry.comparingByKey(CLOSEST)).toList();
		this.excluded = properties.exclude().toArray(String[]::new);
	}

	Levels of(Observation.Context context) {
		if (this.rules.isEmpty() && this.excluded.length == 0) {
			return this.usual;
		}
		String first = this.description.first(context);
		String second = this.description.second(context);
		int slot = ((Objects.hashCode(first) * 31 + Objects.hashCode(second)) * 0x9E3779B9) >>> 24;
		Found found = this.known.get(slot);
		if (found == null || !Objects.equals(found.first, first) || !Objects.equals(found.second, second)) {
			found = new Found(first, second, find(this.description.names(context)));
			this.known.set(slot, found);
		}
		return found.levels;
	}

	private Levels find(List<String> names) {
		if (names.stream().anyMatch((name) -> PatternMatchUtils.simpleMatch(this.excluded, name))) {
			return Levels.NONE;
		}
		for (Map.Entry<String, LogLevel> rule : this.rules) {
			if (names.stream().anyMatch((name) -> PatternMatchUtils.simpleMatch(rule.getKey(), name))) {
				return Levels.of(rule.getValue(), (rule.getValue() != LogLevel.OFF) ? rule.getValue() : this.level);
			}
		}
		return this.usual;
	}

	/**
	 * The levels of the lines about one name, each {@code null} for no line.
	 */
	record Levels(@Nullable Level usual, @Nullable Level failed) {

		static final Levels NONE = new Levels(null, null);

		static Levels of(LogLevel usual, LogLevel failed) {
			return new Levels(RequestLevels.slf4j(usual), RequestLevels.ofFailure(failed));
		}

	}

	private record Found(@Nullable String first, @Nullable String second, Levels levels) {
	}

}
