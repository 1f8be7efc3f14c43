package dev.fanlight.test;

import java.util.List;
import java.util.function.Predicate;

import org.assertj.core.api.AbstractAssert;

/**
 * Narrows down lines, spans or series one condition after the other, each of which at
 * least one of them has to meet.
 *
 * @param <S> the assertion itself
 * @param <T> what it is about
 */
public abstract sealed class CapturedAssert<S extends CapturedAssert<S, T>, T> extends AbstractAssert<S, List<T>>
		permits LineAssert, MeterAssert, SpanAssert {

	private final TelemetryAssert origin;

	private final String what;

	CapturedAssert(TelemetryAssert origin, String what, List<T> found, Class<S> self) {
		super(found, self);
		this.origin = origin;
		this.what = what;
	}

	abstract S narrowed(TelemetryAssert origin, String what, List<T> found);

	/**
	 * One of them meets a condition.
	 * @param condition the condition in words, for the message of a failure
	 * @param predicate the condition
	 * @return those that meet it
	 */
	public final S with(String condition, Predicate<T> predicate) {
		List<T> matching = this.actual.stream().filter(predicate).toList();
		if (matching.isEmpty()) {
			failWithMessage("Expected %s %s but there was:%n%s", this.what, condition,
					TelemetryAssert.listed(this.actual));
		}
		return narrowed(this.origin, this.what + " " + condition, matching);
	}

	/**
	 * There are this many of them.
	 * @param number the number
	 * @return this
	 */
	public final S times(int number) {
		if (this.actual.size() != number) {
			failWithMessage("Expected %s <%s> times but there were <%s>:%n%s", this.what, number, this.actual.size(),
					TelemetryAssert.listed(this.actual));
		}
		return this.myself;
	}

	/**
	 * What is left, for other assertions.
	 * @return at least one
	 */
	public final List<T> all() {
		return this.actual;
	}

	/**
	 * Back to the telemetry of the test.
	 * @return the assertions to go on with
	 */
	public final TelemetryAssert and() {
		return this.origin;
	}

	final boolean isInTraceOf(String spanName, String traceId) {
		return this.origin.hasSpan(spanName).all().stream().anyMatch((span) -> span.traceId().equals(traceId));
	}

	final String what() {
		return this.what;
	}

}
