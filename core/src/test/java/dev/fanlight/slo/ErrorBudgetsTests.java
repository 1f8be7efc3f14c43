package dev.fanlight.slo;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import dev.fanlight.slo.GoalStatus.State;
import dev.fanlight.slo.Objective.Latency;
import dev.fanlight.slo.Objective.Route;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class ErrorBudgetsTests {

	private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-26T12:00:30Z"));

	private final Clock clock = ((InstantSource) this.now::get).withZone(ZoneOffset.UTC);

	private final ErrorBudgets budgets = new ErrorBudgets(List.of(Shop.CHECKOUT), 5, this.clock);

	private final Goal availability = Shop.CHECKOUT.goals().get(0);

	private final Goal latency = Shop.CHECKOUT.goals().get(1);

	@Test
	void burnsByWindow() {
		this.budgets.add(this.availability, 1000, 10);
		move(Duration.ofMinutes(30));
		this.budgets.add(this.availability, 1000, 0);
		assertThat(this.budgets.burnRate("checkout", Duration.ofMinutes(5))).hasValue(0);
		assertThat(this.budgets.burnRate("checkout", Duration.ofHours(1)).orElseThrow()).isCloseTo(5, within(1e-9));
		assertThat(this.budgets.burnRate("checkout", Duration.ofDays(3)).orElseThrow()).isCloseTo(5, within(1e-9));
		move(Duration.ofMinutes(40));
		assertThat(this.budgets.burnRate("checkout", Duration.ofMinutes(5))).isEmpty();
		assertThat(this.budgets.burnRate("checkout", Duration.ofHours(1))).hasValue(0);
		assertThat(this.budgets.burnRate("other", Duration.ofHours(1))).isEmpty();
		assertThat(this.budgets.objectives()).containsExactly("checkout");
	}

	@Test
	void theWorstGoalSpeaksForTheObjective() {
		this.budgets.add(this.availability, 100, 0);
		this.budgets.add(this.latency, 100, 50);
		assertThat(this.budgets.burnRate("checkout", Duration.ofHours(1)).orElseThrow()).isCloseTo(50, within(1e-9));
	}

	@Test
	void budgetIsUsedUpAndReturnsWithTheWindow() {
		assertThat(this.budgets.status(this.availability).budgetRemaining()).isEqualTo(1);
		this.budgets.add(this.availability, 10_000, 5);
		assertThat(this.budgets.status(this.availability).budgetRemaining()).isCloseTo(0.5, within(1e-9));
		this.budgets.add(this.availability, 0, 5);
		this.budgets.add(this.availability, 1, 20);
		assertThat(this.budgets.status(this.availability).misses()).isEqualTo(6);
		this.budgets.add(this.availability, 10, 10);
		assertThat(this.budgets.status(this.availability).budgetRemaining()).isNegative();
		move(Duration.ofDays(29));
		assertThat(this.budgets.status(this.availability).requests()).isEqualTo(10_011);
		move(Duration.ofDays(1));
		assertThat(this.budgets.status(this.availability)).satisfies((status) -> {
			assertThat(status.requests()).isZero();
			assertThat(status.burnRates()).isEmpty();
			assertThat(status.budgetRemaining()).isEqualTo(1);
		});
	}

	@Test
	void pagesTicketsAndStaysCalm() {
		this.budgets.add(this.availability, 4, 4);
		assertThat(this.budgets.status(this.availability).state()).as("four failures").isEqualTo(State.OK);
		assertThat(this.budgets.lastingBurnRate(this.availability)).hasValue(0);
		this.budgets.add(this.availability, 1, 1);
		assertThat(this.budgets.status(this.availability).state()).isEqualTo(State.PAGE);
		assertThat(this.budgets.lastingBurnRate(this.availability).orElseThrow()).isCloseTo(1000, within(1e-6));
		move(Duration.ofMinutes(10));
		assertThat(this.budgets.lastingBurnRate(this.availability)).hasValue(0);
		move(Duration.ofMinutes(50));
		this.budgets.add(this.availability, 20_000, 0);
		assertThat(this.budgets.status(this.availability).state()).as("it is over").isEqualTo(State.OK);
		move(Duration.ofHours(4));
		this.budgets.add(this.availability, 10_000, 40);
		move(Duration.ofHours(1));
		this.budgets.add(this.availability, 1000, 4);
		assertThat(this.budgets.status(this.availability).state()).as("four times too fast for hours")
			.isEqualTo(State.TICKET);
	}

	@Test
	void survivesARestartAsFarAsGoalsAreTheSame() throws IOException {
		this.budgets.add(this.availability, 1000, 10);
		this.budgets.add(this.latency, 900, 9);
		move(Duration.ofMinutes(90));
		this.budgets.add(this.availability, 1000, 0);
		byte[] saved = this.budgets.save();
		move(Duration.ofMinutes(2));
		Objective slower = new Objective("checkout", Shop.CHECKOUT.route(), 0.99,
				new Latency(Duration.ofMillis(400), 0.99), Duration.ofDays(7), "", "");
		ErrorBudgets next = new ErrorBudgets(List.of(slower), 5, this.clock);
		Goal same = slower.goals().get(0);
		next.add(same, 10, 0);
		next.restore(saved);
		assertThat(next.status(same).requests()).isEqualTo(2010);
		assertThat(next.burnRate(same, Duration.ofMinutes(14)).orElseThrow()).isZero();
		assertThat(next.burnRate(same, Duration.ofDays(7)).orElseThrow()).isCloseTo(10 / 2010.0 / 0.01, within(1e-9));
		assertThat(next.status(slower.goals().get(1)).requests()).as("another threshold").isZero();
		ErrorBudgets elsewhere = new ErrorBudgets(
				List.of(new Objective("checkout", Route.parse("*"), 0.999, null, Duration.ofDays(30), "", "")), 5,
				this.clock);
		elsewhere.restore(saved);
		assertThat(elsewhere.status(elsewhere.goals().iterator().next()).requests()).isZero();
	}

	@Test
	void whatLiesInTheFutureOrTooFarInThePastIsNotRestored() throws IOException {
		this.budgets.add(this.availability, 1000, 10);
		byte[] saved = this.budgets.save();
		for (Duration distance : List.of(Duration.ofDays(-2), Duration.ofDays(31))) {
			ErrorBudgets next = new ErrorBudgets(List.of(Shop.CHECKOUT), 5, Clock.offset(this.clock, distance));
			next.restore(saved);
			assertThat(next.status(this.availability).requests()).as("%s", distance).isZero();
		}
	}

	@Test
	void whatIsTornDoesNoHarm() {
		this.budgets.add(this.availability, 1000, 10);
		byte[] saved = this.budgets.save();
		ErrorBudgets next = new ErrorBudgets(List.of(Shop.CHECKOUT), 5, this.clock);
		for (int length : new int[] { 0, 3, 10, 40, saved.length - 1 }) {
			assertThatThrownBy(() -> next.restore(Arrays.copyOf(saved, length))).isInstanceOf(IOException.class);
		}
		next.add(this.availability, 1, 0);
		assertThat(next.burnRate(this.availability, Duration.ofHours(1))).isPresent();
	}

	@Test
	void aClockThatIsSetBackLosesNothing() {
		this.budgets.add(this.availability, 10, 1);
		move(Duration.ofMinutes(-3));
		this.budgets.add(this.availability, 10, 1);
		move(Duration.ofMinutes(3));
		assertThat(this.budgets.status(this.availability).requests()).isEqualTo(20);
	}

	private void move(Duration duration) {
		this.now.set(this.now.get().plus(duration));
	}

}
