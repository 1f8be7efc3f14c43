package dev.fanlight.autoconfigure;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.convert.DurationStyle;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * What a value must look like.
 */
@FunctionalInterface
public interface ValueCheck {

	/** A percentile, or 0 for never. */
	ValueCheck PERCENTILE = of((value) -> {
		double percentile = Double.parseDouble(value);
		return percentile == 0 || (percentile >= 0.5 && percentile <= 0.9999);
	}, "must be 0 for never or a percentile between 0.5 and 0.9999, for example 0.99");

	/**
	 * The longest time there is: a hundred years, a third of the nanoseconds that fit
	 * into a {@code long}, so that it can be doubled and added to a time.
	 */
	Duration LONGEST = Duration.ofDays(36_500);

	/** A time, and it may be none. */
	ValueCheck DURATION = (value) -> {
		try {
			Duration duration = DurationStyle.detectAndParse(value.strip());
			if (duration.isNegative()) {
				return "must not be negative";
			}
			return (duration.compareTo(LONGEST) <= 0) ? null : "must not be longer than a hundred years, 36500d";
		}
		catch (IllegalArgumentException | ArithmeticException ex) {
			return "must be a duration such as 10s or 500ms";
		}
	};

	/** A time. */
	ValueCheck POSITIVE_DURATION = DURATION
		.and(of((value) -> !DurationStyle.detectAndParse(value).isZero(), "must be longer than nothing"));

	/** What a client can send as a header, once it has cut off the blanks around it. */
	ValueCheck HEADER = of((value) -> value.matches("[\\t -~]*"),
			"must have no characters but those of ASCII that can be printed, and no line breaks");

	/**
	 * Check a value.
	 * @param value the value
	 * @return the sentence that mends it, or {@code null}
	 */
	@Nullable String complaint(String value);

	/**
	 * Check the value of a setting.
	 * @param key the setting
	 * @param value its value, {@code null} for none, which is right
	 * @param environment where it comes from
	 * @param mistakes takes the mistake, if it is one
	 */
	default void check(String key, @Nullable String value, ConfigurableEnvironment environment,
			Consumer<Mistake> mistakes) {
		String complaint = (value != null) ? complaint(value) : null;
		if (value != null && complaint != null) {
			mistakes.accept(Mistake.in(key, value, environment, complaint));
		}
	}

	/**
	 * Check more of what this check does not complain about.
	 * @param next the other check
	 * @return both
	 */
	default ValueCheck and(ValueCheck next) {
		return (value) -> {
			String complaint = complaint(value);
			return (complaint != null) ? complaint : next.complaint(value);
		};
	}

	/**
	 * Read what this check does not complain about.
	 * @param <V> what a value is read as
	 * @param parser reads a value without the blanks around it
	 * @return the reader; it throws an {@link IllegalArgumentException} whose message is
	 * the complaint
	 */
	default <V> Function<String, V> then(Function<String, V> parser) {
		return (value) -> {
			String complaint = complaint(value);
			if (complaint != null) {
				throw new IllegalArgumentException(complaint);
			}
			return parser.apply(value.strip());
		};
	}

	/**
	 * A check that has one sentence.
	 * @param right whether a value, without the blanks around it, is right; what it
	 * cannot parse, it may throw
	 * @param fix the sentence
	 * @return the check
	 */
	static ValueCheck of(Predicate<String> right, String fix) {
		return (value) -> {
			try {
				return right.test(value.strip()) ? null : fix;
			}
			catch (IllegalArgumentException | ArithmeticException ex) {
				return fix;
			}
		};
	}

	/**
	 * A whole number.
	 * @param least the least
	 * @param most the most; the sentence leaves out the largest there is
	 * @return the check
	 */
	static ValueCheck whole(int least, int most) {
		return of((value) -> Integer.parseInt(value) >= least && Integer.parseInt(value) <= most,
				"must be a whole number from " + least + ((most < Integer.MAX_VALUE) ? " to " + most : ""));
	}

}
