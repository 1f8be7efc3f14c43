package dev.fanlight.logging.gate;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import dev.fanlight.logging.LogRedaction;
import dev.fanlight.logging.Replayed;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.KeyValuePair;
import org.slf4j.helpers.MessageFormatter;
import org.slf4j.spi.MDCAdapter;

/**
 * A line as it was at its call: nothing formatted, time, thread, MDC and trace kept.
 *
 * @param logger the logger
 * @param level the level
 * @param message the template
 * @param arguments its arguments, captured
 * @param throwable the throwable
 * @param markers the markers
 * @param pairs the key-values, captured
 * @param instant the moment
 * @param thread the name of the thread
 * @param mdc the MDC
 * @param trace OpenTelemetry's context, where it is there
 * @param bytes the estimated memory without the MDC
 */
record HeldLine(Logger logger, Level level, @Nullable String message, @Nullable Object @Nullable [] arguments,
		@Nullable Throwable throwable, @Nullable List<Marker> markers, @Nullable List<KeyValuePair> pairs,
		Instant instant, String thread, @Nullable Map<String, String> mdc, @Nullable Object trace, long bytes) {

	private static final String FQCN = Logger.class.getName();

	private static final StackTraceElement[] NO_CALLER = {};

	/** The record itself, its instant and its place in the queue. */
	private static final int BASE_BYTES = 120;

	private static final boolean TRACING = isPresent("io.opentelemetry.context.Context");

	static HeldLine capture(FlightRecorder recorder, Logger logger, Level level, @Nullable String message,
			@Nullable Object @Nullable [] arguments, @Nullable Throwable throwable, @Nullable List<Marker> markers,
			@Nullable List<KeyValuePair> pairs) {
		Capture capture = recorder.capture();
		if (arguments != null) {
			capture.arguments(arguments);
		}
		List<KeyValuePair> heldPairs = (pairs != null) ? capture.pairs(pairs) : null;
		List<Marker> heldMarkers = (markers != null) ? capture.markers(markers) : null;
		long bytes = BASE_BYTES + ((message != null) ? message.length() : 0) + Capture.argumentBytes(arguments)
				+ Capture.pairBytes(heldPairs) + Capture.markerBytes(heldMarkers) + Capture.throwableBytes(throwable);
		return new HeldLine(logger, level, message, arguments, throwable, heldMarkers, heldPairs,
				recorder.clock().instant(), ThreadNames.current(), mdc(logger), TRACING ? Trace.current() : null,
				bytes);
	}

	/**
	 * What the MDC takes, unless it is that of a neighbour: Logback makes one map for all
	 * lines until the next change.
	 * @param neighbour the line before or after, {@code null} for none
	 * @return the estimated memory
	 */
	long mdcBytes(@Nullable HeldLine neighbour) {
		return (neighbour != null && neighbour.mdc == this.mdc) ? 0 : Capture.mdcBytes(this.mdc);
	}

	long millis() {
		return this.instant.toEpochMilli();
	}

	RecordedLine recorded() {
		String text;
		try {
			text = String.valueOf(MessageFormatter.arrayFormat(this.message, this.arguments).getMessage());
		}
		catch (Throwable ex) {
			text = String.valueOf(this.message);
		}
		return new RecordedLine(this.instant, this.level.toString(), this.logger.getName(), text);
	}

	/**
	 * Hand the line to the appenders of its logger. Never throws: an error of an appender
	 * that the application would not have met at its level is not its own.
	 * @return whether all took it
	 */
	boolean write() {
		try {
			LoggingEvent event = new LoggingEvent(FQCN, this.logger, this.level, this.message, this.throwable,
					this.arguments);
			event.setInstant(this.instant);
			event.setThreadName(this.thread);
			event.setMDCPropertyMap((this.mdc != null) ? this.mdc : Map.of());
			event.setCallerData(NO_CALLER);
			if (this.markers != null) {
				this.markers.forEach(event::addMarker);
			}
			List<KeyValuePair> all = new ArrayList<>(List.of(Replayed.MARK));
			if (this.pairs != null) {
				all.addAll(this.pairs);
			}
			event.setKeyValuePairs(all);
			if (TRACING) {
				Trace.append(this.trace, this.logger, event);
			}
			else {
				LogRedaction.append(this.logger, event);
			}
			return true;
		}
		catch (Throwable ex) {
			return false;
		}
	}

	private static @Nullable Map<String, String> mdc(Logger logger) {
		MDCAdapter adapter = logger.getLoggerContext().getMDCAdapter();
		// Logback's own keeps a copy until the next change
		return (adapter instanceof LogbackMDCAdapter own) ? own.getPropertyMap()
				: (adapter != null) ? adapter.getCopyOfContextMap() : null;
	}

	static boolean isPresent(String type) {
		try {
			Class.forName(type, false, HeldLine.class.getClassLoader());
			return true;
		}
		catch (ClassNotFoundException | LinkageError ex) {
			return false;
		}
	}

	/**
	 * Keeps OpenTelemetry, which need not be there, out of the line. Its appender reads
	 * the trace from the current context, not from the event.
	 */
	private static final class Trace {

		static Object current() {
			return Context.current();
		}

		static void append(@Nullable Object trace, Logger logger, LoggingEvent event) {
			Context context = (trace instanceof Context held) ? held : Context.root();
			try (Scope scope = context.makeCurrent()) {
				LogRedaction.append(logger, event);
			}
		}

	}

}
