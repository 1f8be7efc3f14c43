package dev.fanlight.slo;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import dev.fanlight.slo.GoalStatus.State;

/**
 * The error budgets of this process, from what is counted in it. Memory is fixed by the
 * objectives: for a window of thirty days some seventeen kilobytes per goal. Thread-safe.
 */
public final class ErrorBudgets implements BurnRates {

	private final Map<Goal, History> histories = new LinkedHashMap<>();

	private final int minimumFailures;

	private final Clock clock;

	/**
	 * Create budgets that nothing was taken from.
	 * @param objectives the objectives
	 * @param minimumFailures how many requests must have missed a goal before its burn
	 * rates ask for anything
	 * @param clock tells the time
	 */
	public ErrorBudgets(List<Objective> objectives, int minimumFailures, Clock clock) {
		objectives.forEach((objective) -> objective.goals()
			.forEach((goal) -> this.histories.put(goal, new History(objective.window()))));
		this.minimumFailures = minimumFailures;
		this.clock = clock;
	}

	/**
	 * The goals there are.
	 * @return those of all objectives
	 */
	public Set<Goal> goals() {
		return this.histories.keySet();
	}

	/**
	 * Take note of requests that ended now.
	 * @param goal the goal they count for
	 * @param requests how many
	 * @param misses how many of them missed it
	 */
	public synchronized void add(Goal goal, long requests, long misses) {
		History history = this.histories.get(goal);
		if (history != null && requests > 0) {
			history.add(now(), requests, Math.min(requests, Math.max(0, misses)));
		}
	}

	@Override
	public Set<String> objectives() {
		return this.histories.keySet()
			.stream()
			.map((goal) -> goal.objective().name())
			.collect(Collectors.toCollection(TreeSet::new));
	}

	@Override
	public OptionalDouble burnRate(String objective, Duration window) {
		return this.histories.keySet()
			.stream()
			.filter((goal) -> goal.objective().name().equals(objective))
			.map((goal) -> burnRate(goal, window))
			.filter(OptionalDouble::isPresent)
			.mapToDouble(OptionalDouble::getAsDouble)
			.max();
	}

	/**
	 * How fast the budget of a goal burned lately.
	 * @param goal the goal
	 * @param window over which time until now
	 * @return the burn rate; empty if nothing was requested in that time
	 */
	public synchronized OptionalDouble burnRate(Goal goal, Duration window) {
		Tally tally = over(goal, window);
		return (tally.requests() == 0) ? OptionalDouble.empty() : OptionalDouble.of(tally.missed() / goal.budget());
	}

	/**
	 * The burn rate that lasts: of the windows that page, the lower of the first pair.
	 * @param goal the goal
	 * @return the burn rate; zero while fewer requests missed the goal than mean
	 * anything, empty if nothing was requested
	 */
	public synchronized OptionalDouble lastingBurnRate(Goal goal) {
		BurnWindow pair = BurnWindow.of(goal.objective().window()).get(0);
		OptionalDouble overLong = burnRate(goal, pair.longWindow());
		if (overLong.isEmpty() || over(goal, pair.longWindow()).misses() < this.minimumFailures) {
			return overLong.isEmpty() ? overLong : OptionalDouble.of(0);
		}
		return OptionalDouble.of(Math.min(overLong.getAsDouble(), burnRate(goal, pair.shortWindow()).orElse(0)));
	}

	/**
	 * How a goal stands.
	 * @param goal one of {@link #goals()}
	 * @return the status
	 */
	public synchronized GoalStatus status(Goal goal) {
		Duration window = goal.objective().window();
		Map<Duration, Double> burnRates = new LinkedHashMap<>();
		for (Duration length : BurnWindow.lengths(window)) {
			burnRate(goal, length).ifPresent((rate) -> burnRates.put(length, rate));
		}
		Tally all = over(goal, window);
		State state = State.OK;
		for (BurnWindow pair : BurnWindow.of(window)) {
			boolean burns = burnRates.getOrDefault(pair.longWindow(), 0D) > pair.factor()
					&& burnRates.getOrDefault(pair.shortWindow(), 0D) > pair.factor()
					&& over(goal, pair.longWindow()).misses() >= this.minimumFailures;
			if (burns && state != State.PAGE) {
				state = (pair.severity() == Severity.PAGE) ? State.PAGE : State.TICKET;
			}
		}
		return new GoalStatus(goal, all.requests(), all.misses(),
				(all.requests() == 0) ? 1 : 1 - all.missed() / goal.budget(), burnRates, state);
	}

	private Tally over(Goal goal, Duration window) {
		History history = this.histories.get(goal);
		return (history != null) ? history.over(window, now()) : new Tally(0, 0);
	}

	private long now() {
		return this.clock.instant().getEpochSecond();
	}

	/**
	 * Write down what happened.
	 * @return what {@link #restore(byte[])} reads
	 */
	synchronized byte[] save() {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (DataOutputStream output = new DataOutputStream(bytes)) {
			output.writeInt(this.histories.size());
			for (Map.Entry<Goal, History> entry : this.histories.entrySet()) {
				ByteArrayOutputStream part = new ByteArrayOutputStream();
				entry.getValue().writeTo(new DataOutputStream(part));
				output.writeUTF(entry.getKey().key());
				output.writeInt(part.size());
				part.writeTo(output);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return bytes.toByteArray();
	}

	/**
	 * Add what an earlier process wrote down: for each goal that still has the same name,
	 * requests and threshold what lies in its window.
	 * @param saved what {@link #save()} returned
	 * @throws IOException if it is something else
	 */
	synchronized void restore(byte[] saved) throws IOException {
		Map<String, History> byKey = new LinkedHashMap<>();
		this.histories.forEach((goal, history) -> byKey.put(goal.key(), history));
		try (DataInputStream input = new DataInputStream(new ByteArrayInputStream(saved))) {
			int goals = input.readInt();
			for (int i = 0; i < goals; i++) {
				History history = byKey.get(input.readUTF());
				byte[] part = input.readNBytes(input.readInt());
				if (history != null) {
					history.readFrom(new DataInputStream(new ByteArrayInputStream(part)), now());
				}
			}
		}
		catch (RuntimeException ex) {
			throw new IOException(ex);
		}
	}

}
