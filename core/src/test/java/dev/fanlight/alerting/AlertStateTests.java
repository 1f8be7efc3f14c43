package dev.fanlight.alerting;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.Set;

import dev.fanlight.alerting.Judgement.Verdict;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The life of an alert, as arithmetic on time.
 */
class AlertStateTests {

	private static final Rule RULE = new Rule("r", Condition.parse("error-rate > 5%", Duration.ofMinutes(5)),
			Duration.ofMinutes(2), Severity.PAGE, Duration.ofMinutes(10), null, 1, null, null);

	private Instant now = Instant.parse("2026-11-26T12:00:00Z");

	private AlertState state = AlertState.initial(this.now);

	@Test
	void firesOnceTheConditionHeld() {
		assertThat(after(0, Verdict.MET)).isEqualTo(Phase.PENDING);
		assertThat(after(119, Verdict.MET)).isEqualTo(Phase.PENDING);
		assertThat(after(1, Verdict.MET)).isEqualTo(Phase.FIRING);
		Instant startsAt = this.state.startsAt();
		assertThat(after(3600, Verdict.MET)).isEqualTo(Phase.FIRING);
		assertThat(this.state.startsAt()).isEqualTo(startsAt);
		assertThat(after(10, Verdict.NOT_MET)).isEqualTo(Phase.INACTIVE);
		assertThat(this.state.endsAt()).isEqualTo(this.now);
	}

	@Test
	void beginsAnewWhenTheConditionWasNotMetInBetween() {
		after(0, Verdict.MET);
		assertThat(after(119, Verdict.NOT_MET)).isEqualTo(Phase.INACTIVE);
		assertThat(after(10, Verdict.MET)).isEqualTo(Phase.PENDING);
		assertThat(after(100, Verdict.MET)).isEqualTo(Phase.PENDING);
		assertThat(after(20, Verdict.MET)).isEqualTo(Phase.FIRING);
	}

	@Test
	void doesNotFireAgainDuringCooldown() {
		after(0, Verdict.MET);
		after(120, Verdict.MET);
		after(60, Verdict.NOT_MET);
		assertThat(after(1, Verdict.MET)).isEqualTo(Phase.PENDING);
		assertThat(after(598, Verdict.MET)).isEqualTo(Phase.PENDING);
		assertThat(after(1, Verdict.MET)).isEqualTo(Phase.FIRING);
	}

	@Test
	void unknownIsNotMet() {
		after(0, Verdict.MET);
		after(120, Verdict.MET);
		assertThat(after(1, Verdict.UNKNOWN)).isEqualTo(Phase.INACTIVE);
	}

	@Test
	void quietHoursGoOverMidnightInTheirZone() {
		QuietHours quiet = new QuietHours(LocalTime.of(22, 0), LocalTime.of(7, 0), ZoneId.of("Europe/Berlin"),
				Set.of(DayOfWeek.FRIDAY), EnumSet.of(Severity.TICKET));
		// A Friday, one hour ahead of UTC
		assertThat(quiet.covers(Severity.TICKET, Instant.parse("2026-11-27T20:59:00Z"))).isFalse();
		assertThat(quiet.covers(Severity.TICKET, Instant.parse("2026-11-27T21:00:00Z"))).isTrue();
		assertThat(quiet.covers(Severity.TICKET, Instant.parse("2026-11-28T05:59:00Z"))).isTrue();
		assertThat(quiet.covers(Severity.TICKET, Instant.parse("2026-11-28T06:00:00Z"))).isFalse();
		assertThat(quiet.covers(Severity.TICKET, Instant.parse("2026-11-28T21:00:00Z"))).isFalse();
		assertThat(quiet.covers(Severity.PAGE, Instant.parse("2026-11-27T21:00:00Z"))).isFalse();
	}

	@Test
	void silenceCoversRulesByNameUntilItsEnd() {
		Silence silence = new Silence("error-*", this.now.plusSeconds(60), "a release");
		assertThat(silence.covers("error-rate", this.now)).isTrue();
		assertThat(silence.covers("error-rate", this.now.plusSeconds(60))).isFalse();
		assertThat(silence.covers("slow", this.now)).isFalse();
		assertThat(new Silence("*", null, "").covers("slow", Instant.MAX)).isTrue();
		assertThat(new Silence("error.rate", null, "").covers("error-rate", this.now)).isFalse();
	}

	private Phase after(long seconds, Verdict verdict) {
		this.now = this.now.plusSeconds(seconds);
		this.state = this.state.next(verdict, this.now, RULE);
		return this.state.phase();
	}

}
