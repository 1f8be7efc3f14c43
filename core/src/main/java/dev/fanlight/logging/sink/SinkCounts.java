package dev.fanlight.logging.sink;

import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

import ch.qos.logback.classic.Level;

/**
 * What became of the lines of a sink, by level. The outcomes add up to the lines that the
 * sink was given, but for those it holds now. Thread-safe.
 */
public final class SinkCounts {

	static final int LEVELS = org.slf4j.event.Level.values().length;

	private final String sink;

	private final LongAdder[] counts = Stream.generate(LongAdder::new)
		.limit((long) SinkOutcome.values().length * LEVELS)
		.toArray(LongAdder[]::new);

	private final LongAdder held = new LongAdder();

	SinkCounts(String sink) {
		this.sink = sink;
	}

	/**
	 * The sink.
	 * @return the name of its appender
	 */
	public String sink() {
		return this.sink;
	}

	/**
	 * Lines that came to an outcome.
	 * @param outcome the outcome
	 * @param level their level
	 * @return how many
	 */
	public long countOf(SinkOutcome outcome, org.slf4j.event.Level level) {
		return this.counts[outcome.ordinal() * LEVELS + level.toInt() / org.slf4j.event.Level.DEBUG.toInt()].sum();
	}

	/**
	 * Lines of all levels that came to an outcome.
	 * @param outcome the outcome
	 * @return how many
	 */
	public long countOf(SinkOutcome outcome) {
		return Stream.of(org.slf4j.event.Level.values()).mapToLong((level) -> countOf(outcome, level)).sum();
	}

	/**
	 * Lines in the queue or on their way to the appender.
	 * @return how many
	 */
	public long held() {
		return this.held.sum();
	}

	void took() {
		this.held.increment();
	}

	void gaveBack() {
		this.held.decrement();
	}

	void ended(SinkOutcome outcome, Level level) {
		count(outcome, level);
		this.held.decrement();
	}

	void ended(SinkOutcome outcome, int rank, int lines) {
		this.counts[outcome.ordinal() * LEVELS + rank].add(lines);
		this.held.add(-lines);
	}

	void count(SinkOutcome outcome, Level level) {
		this.counts[outcome.ordinal() * LEVELS + rank(level)].increment();
	}

	/** From 0 for TRACE to 4 for ERROR. */
	static int rank(Level level) {
		return level.levelInt / Level.DEBUG_INT;
	}

}
