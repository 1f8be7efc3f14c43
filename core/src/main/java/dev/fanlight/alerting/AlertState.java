package dev.fanlight.alerting;

import java.time.Instant;

import dev.fanlight.alerting.Judgement.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * The state of an alert, a value. The next one follows from it, the time and what was
 * judged, and from nothing else.
 *
 * @param phase where it is
 * @param since since when
 * @param startsAt when it last fired, or {@code null}
 * @param endsAt when that ended, or {@code null}
 */
record AlertState(Phase phase, Instant since, @Nullable Instant startsAt, @Nullable Instant endsAt) {

	static AlertState initial(Instant now) {
		return new AlertState(Phase.INACTIVE, now, null, null);
	}

	AlertState next(Verdict verdict, Instant now, Rule rule) {
		if (verdict != Verdict.MET) {
			return switch (this.phase) {
				case INACTIVE -> this;
				case PENDING -> new AlertState(Phase.INACTIVE, now, this.startsAt, this.endsAt);
				case FIRING -> new AlertState(Phase.INACTIVE, now, this.startsAt, now);
			};
		}
		if (this.phase == Phase.FIRING) {
			return this;
		}
		Instant since = (this.phase == Phase.PENDING) ? this.since : now;
		boolean held = !now.isBefore(since.plus(rule.hold()));
		boolean cool = this.endsAt == null || !now.isBefore(this.endsAt.plus(rule.cooldown()));
		return (held && cool) ? new AlertState(Phase.FIRING, now, now, null)
				: new AlertState(Phase.PENDING, since, this.startsAt, this.endsAt);
	}

}
