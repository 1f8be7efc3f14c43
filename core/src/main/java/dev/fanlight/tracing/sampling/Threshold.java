package dev.fanlight.tracing.sampling;

import org.jspecify.annotations.Nullable;

/**
 * Rejection thresholds and randomness of OpenTelemetry's consistent probability sampling:
 * a trace is taken if its 56 random bits are not below the threshold.
 *
 * @see <a href=
 * "https://opentelemetry.io/docs/specs/otel/trace/tracestate-probability-sampling/">Probability
 * sampling</a>
 */
final class Threshold {

	/** No threshold, and no randomness. */
	static final long NONE = -1;

	private static final int DIGITS = 14;

	/** The significant digits that the specification recommends. */
	private static final int PRECISION = 4;

	private static final int MOST_PRECISION = 12;

	private static final long MANTISSA = (1L << 52) - 1;

	private static final double LEAST = Math.scalb(1.0, -56);

	private Threshold() {
	}

	/**
	 * The threshold of a probability, rounded to four significant digits.
	 * @param probability from 0 to 1
	 * @return the threshold, or {@link #NONE} if nothing is taken
	 */
	static long of(double probability) {
		if (probability >= 1) {
			return 0;
		}
		if (!(probability >= LEAST)) {
			return NONE;
		}
		int exponent = Math.getExponent(probability) + 1;
		int precision = Math.max(1, Math.min(MOST_PRECISION, PRECISION + Math.floorDiv(exponent, -4)));
		double rejection = 2 - probability + Math.scalb(0.5, -4 * precision);
		long digits = (rejection >= 2) ? MANTISSA : Double.doubleToRawLongBits(rejection) & MANTISSA;
		return (digits << 4) & -(1L << (4 * (DIGITS - precision)));
	}

	/**
	 * The value of the sub-key {@code th}.
	 * @param threshold a threshold
	 * @return its digits without the zeros behind them
	 */
	static String text(long threshold) {
		if (threshold == 0) {
			return "0";
		}
		int zeros = Long.numberOfTrailingZeros(threshold) / 4;
		String digits = Long.toHexString(threshold >>> (4 * zeros));
		return "0".repeat(DIGITS - zeros - digits.length()) + digits;
	}

	/**
	 * Read the value of the sub-key {@code th}.
	 * @param text one to fourteen digits
	 * @return the threshold, or {@link #NONE} if it is none
	 */
	static long parse(@Nullable String text) {
		if (text == null || text.isEmpty() || text.length() > DIGITS) {
			return NONE;
		}
		long value = hex(text, 0, text.length());
		return (value == NONE) ? NONE : value << (4 * (DIGITS - text.length()));
	}

	/**
	 * The randomness of a trace.
	 * @param explicit the value of the sub-key {@code rv}, used if it is valid
	 * @param traceId the trace id, whose last 56 bits are used otherwise
	 * @return 56 bits
	 */
	static long randomness(@Nullable String explicit, String traceId) {
		if (explicit != null && explicit.length() == DIGITS) {
			long value = hex(explicit, 0, DIGITS);
			if (value != NONE) {
				return value;
			}
		}
		return hex(traceId, traceId.length() - DIGITS, traceId.length());
	}

	private static long hex(String text, int from, int to) {
		long value = 0;
		for (int i = from; i < to; i++) {
			int digit = Character.digit(text.charAt(i), 16);
			if (digit < 0) {
				return NONE;
			}
			value = (value << 4) | digit;
		}
		return value;
	}

}
