package dev.fanlight.slo;

import java.math.BigDecimal;
import java.time.Duration;

/**
 * Numbers and durations as Prometheus and people read them.
 */
final class Words {

	private Words() {
	}

	/**
	 * A duration in the largest units that tell it, as Prometheus writes them.
	 * @param duration the duration, more than nothing
	 * @return for example {@code 1h30m}, {@code 30d} or {@code 300ms}
	 */
	static String duration(Duration duration) {
		if (duration.toHours() % 24 == 0 && duration.equals(Duration.ofDays(duration.toDays()))) {
			return duration.toDays() + "d";
		}
		StringBuilder text = new StringBuilder();
		append(text, duration.toHours(), "h");
		append(text, duration.toMinutesPart(), "m");
		append(text, duration.toSecondsPart(), "s");
		append(text, duration.toMillisPart(), "ms");
		return text.toString();
	}

	private static void append(StringBuilder text, long count, String unit) {
		if (count > 0) {
			text.append(count).append(unit);
		}
	}

	/**
	 * A part of one as per cent.
	 * @param part the part
	 * @return for example {@code 99.9%}
	 */
	static String percent(double part) {
		return number(BigDecimal.valueOf(part).movePointRight(2)) + "%";
	}

	/**
	 * A number without an exponent or useless zeros.
	 * @param value the number
	 * @return for example {@code 0.001} or {@code 2}
	 */
	static String number(double value) {
		return number(BigDecimal.valueOf(value));
	}

	private static String number(BigDecimal value) {
		return (value.signum() == 0) ? "0" : value.stripTrailingZeros().toPlainString();
	}

	/**
	 * Text as the value of a label between double quotes.
	 * @param text the text
	 * @return the text without the quotes around it
	 */
	static String escaped(String text) {
		return text.replace("\\", "\\\\").replace("\"", "\\\"");
	}

}
