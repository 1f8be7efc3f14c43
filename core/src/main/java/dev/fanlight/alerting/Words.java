package dev.fanlight.alerting;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.Locale;

/**
 * Numbers as people read them.
 */
final class Words {

	private static final MathContext THREE_DIGITS = new MathContext(3);

	private Words() {
	}

	static String number(double value) {
		if (!Double.isFinite(value)) {
			return "unknown";
		}
		if (value == Math.rint(value) && Math.abs(value) < 1e15) {
			return Long.toString((long) value);
		}
		return new BigDecimal(value).round(THREE_DIGITS).stripTrailingZeros().toPlainString();
	}

	static String ratio(double value) {
		// So that 99.95 % is not rounded to what it must not be
		return new BigDecimal(value * 100).setScale(2, java.math.RoundingMode.HALF_UP)
			.stripTrailingZeros()
			.toPlainString() + " %";
	}

	static String seconds(double value) {
		return (value < 1) ? number(value * 1000) + " ms" : number(value) + " s";
	}

	static String lasting(Duration duration) {
		String text = Duration.ofSeconds(duration.toSeconds()).toString().substring(2).toLowerCase(Locale.ROOT);
		return text.replaceAll("(?<=[hm])(?=\\d)", " ");
	}

	static String duration(Duration duration) {
		if (duration.toMillis() % 1000 != 0) {
			return duration.toMillis() + "ms";
		}
		long seconds = duration.toSeconds();
		if (seconds >= 3600 && seconds % 3600 == 0) {
			return seconds / 3600 + "h";
		}
		return (seconds >= 60 && seconds % 60 == 0) ? seconds / 60 + "m" : seconds + "s";
	}

}
