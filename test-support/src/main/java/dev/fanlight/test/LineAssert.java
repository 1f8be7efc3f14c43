package dev.fanlight.test;

import java.util.List;
import java.util.Objects;

import org.slf4j.event.Level;

/**
 * Assertions about lines with one text.
 */
public final class LineAssert extends CapturedAssert<LineAssert, CapturedLine> {

	LineAssert(TelemetryAssert origin, String what, List<CapturedLine> found) {
		super(origin, what, found, LineAssert.class);
	}

	@Override
	LineAssert narrowed(TelemetryAssert origin, String what, List<CapturedLine> found) {
		return new LineAssert(origin, what, found);
	}

	/**
	 * One has this level.
	 * @param level the level
	 * @return those that have it
	 */
	public LineAssert withLevel(Level level) {
		return with("at level " + level, (line) -> line.level().equals(level.name()));
	}

	/**
	 * One has this key-value or MDC entry.
	 * @param key the key
	 * @param value its value, compared as text
	 * @return those that have it
	 */
	public LineAssert withField(String key, Object value) {
		return with("with " + key + "=" + value, (line) -> {
			Object field = line.keyValues().getOrDefault(key, line.mdc().get(key));
			return value.toString().equals(Objects.toString(field, null));
		});
	}

	/**
	 * One has a throwable of this type.
	 * @param type the exception
	 * @return those that have it
	 */
	public LineAssert withException(Class<? extends Throwable> type) {
		return with("with " + type.getName(), (line) -> line.stackTrace().startsWith(type.getName()));
	}

	/**
	 * One has the id of a trace.
	 * @return those that have one
	 */
	public LineAssert withTraceId() {
		return with("with a trace id", (line) -> !line.traceId().isEmpty());
	}

	/**
	 * One belongs to the trace of a span of this name.
	 * @param spanName the name of the span
	 * @return those that do
	 */
	public LineAssert inTraceOf(String spanName) {
		return with("in the trace of " + spanName, (line) -> isInTraceOf(spanName, line.traceId()));
	}

}
