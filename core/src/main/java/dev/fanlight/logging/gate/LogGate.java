package dev.fanlight.logging.gate;

import java.util.function.BiConsumer;
import java.util.function.IntSupplier;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggerContextListener;
import ch.qos.logback.core.spi.LifeCycle;
import dev.fanlight.logging.LastTurboFilter;
import org.jspecify.annotations.Nullable;

/**
 * Stands in a Logback context and asks the flight recorder, the storm guard and the level
 * of the current request about every line. It is the last of the turbo filters, so that a
 * line which one of the user's filters denies is neither held nor counted, and one they
 * accept goes out. Stays through resets of Logback. Thread-safe.
 */
public final class LogGate implements AutoCloseable {

	private final LoggerContext context;

	private final GateFilter filter;

	private final Attachment attachment = new Attachment();

	private volatile boolean closed;

	private LogGate(LoggerContext context, GateFilter filter) {
		this.context = context;
		this.filter = filter;
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
		LogGate gate = new LogGate(context, new GateFilter(recorder, guard, requestLevel, errorListener));
		gate.attachment.attach();
		return gate;
	}

	/**
	 * Leave the context: from now on levels alone decide.
	 */
	@Override
	public void close() {
		this.closed = true;
		this.context.removeListener(this.attachment);
		LastTurboFilter.remove(this.context, this.filter);
	}

	/**
	 * Holds on to the context, see the redaction's.
	 */
	private final class Attachment implements LoggerContextListener, LifeCycle {

		void attach() {
			LoggerContext context = LogGate.this.context;
			if (LogGate.this.closed) {
				return;
			}
			if (!context.getCopyOfListenerList().contains(this)) {
				context.addListener(this);
			}
			context.register(this);
			LastTurboFilter.put(context, LogGate.this.filter);
		}

		@Override
		public boolean isResetResistant() {
			return true;
		}

		@Override
		public void onStart(LoggerContext context) {
			attach();
		}

		@Override
		public void onReset(LoggerContext context) {
			attach();
		}

		@Override
		public void onStop(LoggerContext context) {
			// Lines may be logged until the process ends
		}

		@Override
		public void onLevelChange(Logger logger, Level level) {
			// Levels are read with every line
		}

		@Override
		public void start() {
			// Started by being attached
		}

		@Override
		public void stop() {
			if (!LogGate.this.closed && !LogGate.this.context.getCopyOfListenerList().contains(this)) {
				LogGate.this.context.addListener(this);
			}
		}

		@Override
		public boolean isStarted() {
			return true;
		}

	}

}
