package dev.fanlight.tracing.sampling;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.function.LongSupplier;

import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;

/**
 * What a rule does with the traces that it matches. Thread-safe; a verdict that counts is
 * shared by all traces it is given for.
 */
public abstract sealed class Verdict {

	private static final Verdict ALWAYS = new Ratio(1);

	private static final Verdict NEVER = new Ratio(0);

	/**
	 * Take every trace.
	 * @return the verdict
	 */
	public static Verdict always() {
		return ALWAYS;
	}

	/**
	 * Take no trace.
	 * @return the verdict
	 */
	public static Verdict never() {
		return NEVER;
	}

	/**
	 * Take a part of the traces, the same one in every service: whoever takes a larger
	 * part takes these too. The part is known to whoever receives the trace.
	 * @param probability from 0 to 1, rounded to four significant hexadecimal digits
	 * @return the verdict
	 */
	public static Verdict ratio(double probability) {
		if (!(probability >= 0 && probability <= 1)) {
			throw new IllegalArgumentException("a probability must be from 0 to 1");
		}
		return (probability == 1) ? ALWAYS : (probability == 0) ? NEVER : new Ratio(probability);
	}

	/**
	 * Take so many traces per second, and as many at once. The probability is unknown.
	 * @param rate more than 0
	 * @param nanoTime a clock like {@link System#nanoTime()}
	 * @return the verdict
	 */
	public static Verdict perSecond(double rate, LongSupplier nanoTime) {
		if (!(rate > 0 && rate <= 1_000_000)) {
			throw new IllegalArgumentException("a rate must be more than 0 and at most 1000000");
		}
		return new Rate(rate, new TokenBucket(rate, nanoTime));
	}

	/**
	 * Read a verdict.
	 * @param text {@code always}, {@code never}, a part such as {@code 0.25}, or a rate
	 * such as {@code 5/s}
	 * @param nanoTime a clock like {@link System#nanoTime()}
	 * @return the verdict
	 * @throws IllegalArgumentException if it is none; the message is a sentence
	 */
	public static Verdict parse(String text, LongSupplier nanoTime) {
		String plain = text.strip().toLowerCase(Locale.ROOT);
		try {
			return switch (plain) {
				case "always" -> always();
				case "never" -> never();
				default -> plain.endsWith("/s")
						? perSecond(Double.parseDouble(plain.substring(0, plain.length() - 2)), nanoTime)
						: ratio(Double.parseDouble(plain));
			};
		}
		catch (IllegalArgumentException ex) {
			throw new IllegalArgumentException(
					"must be always, never, a part from 0 to 1 such as 0.25, or a rate such as 5/s");
		}
	}

	abstract SamplingResult decide(String traceId, TraceState state);

	/** Whether something may yet be taken that this did not take. */
	boolean isFinal() {
		return this == NEVER;
	}

	private static String number(double value) {
		return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
	}

	private static final class Ratio extends Verdict {

		private final double probability;

		private final long threshold;

		private final SamplingResult taken;

		private Ratio(double probability) {
			this.probability = probability;
			this.threshold = Threshold.of(probability);
			this.taken = Results.taken(this.threshold);
		}

		@Override
		SamplingResult decide(String traceId, TraceState state) {
			if (this.threshold == Threshold.NONE) {
				return Results.dropped(state);
			}
			long randomness = Threshold.randomness(OtelState.get(state, OtelState.RANDOMNESS), traceId);
			return (randomness >= this.threshold) ? this.taken : Results.dropped(state);
		}

		@Override
		public String toString() {
			return (this.probability == 1) ? "every trace" : (this.probability == 0) ? "no trace"
					: String.format(Locale.ROOT, "a part of %s of the traces", number(this.probability));
		}

	}

	private static final class Rate extends Verdict {

		private final double rate;

		private final TokenBucket bucket;

		private Rate(double rate, TokenBucket bucket) {
			this.rate = rate;
			this.bucket = bucket;
		}

		@Override
		SamplingResult decide(String traceId, TraceState state) {
			return this.bucket.tryTake() ? Results.TAKEN : Results.dropped(state);
		}

		@Override
		public String toString() {
			return "up to " + number(this.rate) + " traces per second";
		}

	}

}
