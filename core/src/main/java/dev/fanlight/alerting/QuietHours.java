package dev.fanlight.alerting;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Set;

/**
 * Hours in which nobody is told of what can wait. What is still due at their end is told
 * then.
 *
 * @param from when they begin
 * @param to when they end, on the next day if that is not after their beginning
 * @param zone where it is that late
 * @param days the days on which they begin
 * @param severities what can wait
 */
public record QuietHours(LocalTime from, LocalTime to, ZoneId zone, Set<DayOfWeek> days, Set<Severity> severities) {

	boolean covers(Severity severity, Instant now) {
		if (!this.severities.contains(severity)) {
			return false;
		}
		ZonedDateTime local = now.atZone(this.zone);
		LocalTime time = local.toLocalTime();
		boolean begun = !time.isBefore(this.from);
		boolean over = !time.isBefore(this.to);
		DayOfWeek today = local.getDayOfWeek();
		if (this.from.isBefore(this.to)) {
			return begun && !over && this.days.contains(today);
		}
		return (begun && this.days.contains(today)) || (!over && this.days.contains(today.minus(1)));
	}

	String words() {
		return "quiet hours until " + this.to + " " + this.zone;
	}

}
