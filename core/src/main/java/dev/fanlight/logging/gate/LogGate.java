package dev.fanlight.logging.gate;

import java.util.function.BiConsumer;
import java.util.function.IntSupplier;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import dev.fanlight.logging.LastTurboFilter;
import org.jspecify.annotations.Nullable;

/**
 * Stands in a Logback context and asks the flight recorder, the storm guard and the level
 * of the current request about every line. It is the last of the turbo filters, so that a
 * line which one of the user's filters denies is neither held nor counted, and one they
 * accept goes out. Stays through resets of Logback. Thread-safe.
 */
public final class LogGate implements AutoCloseable {

	private final LastTurboFilter place;

	private LogGate(LastTurboFilter place) {
		this.place = place;
	}

	/**
	 * Stand in a context from now on.
	 * @param context the Logback context
	 * @param recorder the flight recorder, {@code null} for none
	 * @param guard the storm guard, {@code null} for none
	 * @param requestLevel the lowest level of Logback that the request on this thread
	 * writes whatever the level of a logger, {@link Level#OFF_INT} for none; {@code null}
	 * if no request may ask for one
	 * @param errorListener called with logger and throwable on the thread of every line
	 * of level ERROR, also one that the guard then suppresses; {@code null} for none. It
	 * must neither throw nor log
	 * @return the gate, to be closed when the application ends
	 */
	public static LogGate install(LoggerContext context, @Nullable FlightRecorder recorder, @Nullable StormGuard guard,
			@Nullable IntSupplier requestLevel, @Nullable BiConsumer<String, @Nullable Throwable> errorListener) {
		return new LogGate(
				LastTurboFilter.install(context, new GateFilter(recorder, guard, requestLevel, errorListener)));
	}

	/**
	 * Leave the context: from now on levels alone decide.
	 */
	@Override
	public void close() {
		this.place.close();
	}

}
