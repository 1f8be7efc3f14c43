package dev.fanlight.logging.gate;

import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.IntSupplier;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import dev.fanlight.logging.LogRedaction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.LoggingEvent;

/**
 * Where Logback asks about a line, before it looks at the level. Whether a level is
 * enabled is asked with neither message nor throwable: a logger that may hold the line
 * says yes, so that guarded calls and the fluent API come through. Never throws.
 */
final class GateFilter extends TurboFilter {

	private final @Nullable FlightRecorder recorder;

	private final @Nullable StormGuard guard;

	private final @Nullable IntSupplier requestLevel;

	private final @Nullable BiConsumer<String, @Nullable Throwable> errorListener;

	GateFilter(@Nullable FlightRecorder recorder, @Nullable StormGuard guard, @Nullable IntSupplier requestLevel,
			@Nullable BiConsumer<String, @Nullable Throwable> errorListener) {
		this.recorder = recorder;
		this.guard = guard;
		this.requestLevel = requestLevel;
		this.errorListener = errorListener;
	}

	@Override
	public FilterReply decide(@Nullable Marker marker, Logger logger, Level level, @Nullable String format,
			@Nullable Object @Nullable [] params, @Nullable Throwable t) {
		try {
			return reply(marker, logger, level, format, params, t);
		}
		catch (Throwable ex) {
			return FilterReply.NEUTRAL;
		}
	}

	private FilterReply reply(@Nullable Marker marker, Logger logger, Level level, @Nullable String format,
			@Nullable Object @Nullable [] params, @Nullable Throwable t) {
		boolean question = format == null && params == null && t == null;
		if (level.levelInt >= logger.getEffectiveLevel().levelInt) {
			return question ? FilterReply.NEUTRAL : enabled(logger, level, format, thrown(params, t));
		}
		if (isRaised(logger, level)) {
			return question ? FilterReply.ACCEPT : accept(logger);
		}
		if (level.levelInt >= Level.INFO_INT) {
			return FilterReply.NEUTRAL;
		}
		Recording recording = recording(logger, level);
		if (recording == null || recording.isEnded()) {
			return FilterReply.NEUTRAL;
		}
		if (question) {
			return FilterReply.ACCEPT;
		}
		return recording.hold(logger, level, format, copy(params), t, (marker != null) ? List.of(marker) : null, null)
				? FilterReply.DENY : FilterReply.NEUTRAL;
	}

	@Override
	public FilterReply decide(Logger logger, LoggingEvent event) {
		Level level = Level.convertAnSLF4JLevel(event.getLevel());
		try {
			return reply(logger, level, event);
		}
		catch (Throwable ex) {
			return (level.levelInt >= logger.getEffectiveLevel().levelInt) ? FilterReply.NEUTRAL : FilterReply.DENY;
		}
	}

	private FilterReply reply(Logger logger, Level level, LoggingEvent event) {
		if (level.levelInt >= logger.getEffectiveLevel().levelInt) {
			return enabled(logger, level, event.getMessage(), thrown(event));
		}
		if (isRaised(logger, level)) {
			return accept(logger);
		}
		Recording recording = (level.levelInt < Level.INFO_INT) ? recording(logger, level) : null;
		if (recording == null) {
			return FilterReply.NEUTRAL;
		}
		// Logback looks at no level after this, so it must not pass even when not held
		recording.hold(logger, level, event.getMessage(), copy(event.getArgumentArray()), event.getThrowable(),
				event.getMarkers(), event.getKeyValuePairs());
		return FilterReply.DENY;
	}

	/** The throwable of a line, which Logback takes from the last argument too. */
	private static @Nullable Throwable thrown(@Nullable Object @Nullable [] params, @Nullable Throwable t) {
		return (t == null && params != null && params.length > 0 && params[params.length - 1] instanceof Throwable last)
				? last : t;
	}

	/** The same of a fluent call, whose arguments would be copied into an array. */
	private static @Nullable Throwable thrown(LoggingEvent event) {
		List<Object> arguments = event.getArguments();
		return (event.getThrowable() == null && arguments != null && !arguments.isEmpty()
				&& arguments.get(arguments.size() - 1) instanceof Throwable last) ? last : event.getThrowable();
	}

	/**
	 * Copies the arguments. Logback makes an array of one or two only to ask; as long as
	 * nothing else is done with it than here, the compiler does not allocate it.
	 */
	private static @Nullable Object @Nullable [] copy(@Nullable Object @Nullable [] params) {
		if (params == null) {
			return null;
		}
		return switch (params.length) {
			case 1 -> new Object[] { params[0] };
			case 2 -> new Object[] { params[0], params[1] };
			default -> Arrays.copyOf(params, params.length, Object[].class);
		};
	}

	private FilterReply enabled(Logger logger, Level level, @Nullable String format, @Nullable Throwable t) {
		if (this.errorListener != null && level.levelInt >= Level.ERROR_INT) {
			this.errorListener.accept(logger.getName(), t);
		}
		if (this.guard != null && !isRaised(logger, level) && this.guard.suppresses(logger, level, format, t)) {
			return FilterReply.DENY;
		}
		if (level.levelInt == Level.ERROR_INT) {
			Recording recording = Recording.current();
			if (recording != null && recording.recorder() == this.recorder) {
				recording.replay(ReplayReason.ERROR_LINE);
			}
		}
		return FilterReply.NEUTRAL;
	}

	private boolean isRaised(Logger logger, Level level) {
		return this.requestLevel != null && level.levelInt >= this.requestLevel.getAsInt()
				&& logger.getEffectiveLevel() != Level.OFF;
	}

	private static FilterReply accept(Logger logger) {
		LogRedaction.coverNow(logger);
		return FilterReply.ACCEPT;
	}

	private @Nullable Recording recording(Logger logger, Level level) {
		Recording recording = (this.recorder != null) ? Recording.current() : null;
		return (recording != null && recording.recorder() == this.recorder && this.recorder.holds(logger, level))
				? recording : null;
	}

}
