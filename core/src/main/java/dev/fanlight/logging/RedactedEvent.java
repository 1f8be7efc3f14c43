package dev.fanlight.logging;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.CallerData;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.LoggerContextVO;
import ch.qos.logback.classic.spi.LoggingEvent;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.KeyValuePair;

/**
 * An event with everything redacted that somebody said in it; time, level, logger, thread
 * and caller are those of the original.
 */
final class RedactedEvent extends LoggingEvent {

	private transient ILoggingEvent original;

	private final @Nullable String message;

	private final @Nullable String formattedMessage;

	private final transient @Nullable Object @Nullable [] arguments;

	private final transient @Nullable List<KeyValuePair> pairs;

	private final transient @Nullable List<Marker> markers;

	private final Map<String, String> mdc;

	private final transient @Nullable IThrowableProxy throwable;

	RedactedEvent(ILoggingEvent original, @Nullable String message, @Nullable String formattedMessage,
			@Nullable Object @Nullable [] arguments, @Nullable List<KeyValuePair> pairs, @Nullable List<Marker> markers,
			Map<String, String> mdc, @Nullable IThrowableProxy throwable) {
		this.original = original;
		this.message = message;
		this.formattedMessage = formattedMessage;
		this.arguments = arguments;
		this.pairs = pairs;
		this.markers = markers;
		this.mdc = mdc;
		this.throwable = throwable;
	}

	RedactedEvent withPairs(List<KeyValuePair> others) {
		return new RedactedEvent(this.original, this.message, this.formattedMessage, this.arguments, others,
				this.markers, this.mdc, this.throwable);
	}

	@Override
	public void prepareForDeferredProcessing() {
		this.original.getThreadName();
	}

	/**
	 * Let go of the original, which may be much larger than what is left to show, and
	 * with it of a caller that nobody has asked for.
	 */
	void letGo() {
		LoggingEvent bare = new LoggingEvent();
		bare.setLevel(this.original.getLevel());
		bare.setLoggerName(this.original.getLoggerName());
		bare.setThreadName(this.original.getThreadName());
		bare.setLoggerContextRemoteView(this.original.getLoggerContextVO());
		bare.setInstant(this.original.getInstant());
		bare.setSequenceNumber(this.original.getSequenceNumber());
		// On another thread it would be that of the other thread
		bare.setCallerData(
				this.original.hasCallerData() ? this.original.getCallerData() : CallerData.EMPTY_CALLER_DATA_ARRAY);
		this.original = bare;
	}

	@Override
	public @Nullable String getMessage() {
		return this.message;
	}

	@Override
	public @Nullable String getFormattedMessage() {
		return this.formattedMessage;
	}

	@Override
	public @Nullable Object @Nullable [] getArgumentArray() {
		return this.arguments;
	}

	@Override
	public @Nullable List<KeyValuePair> getKeyValuePairs() {
		return this.pairs;
	}

	@Override
	public @Nullable List<Marker> getMarkerList() {
		return this.markers;
	}

	@Override
	public Map<String, String> getMDCPropertyMap() {
		return this.mdc;
	}

	@Override
	public Map<String, String> getMdc() {
		return this.mdc;
	}

	@Override
	public @Nullable IThrowableProxy getThrowableProxy() {
		return this.throwable;
	}

	@Override
	public Level getLevel() {
		return this.original.getLevel();
	}

	@Override
	public String getLoggerName() {
		return this.original.getLoggerName();
	}

	@Override
	public String getThreadName() {
		return this.original.getThreadName();
	}

	@Override
	public LoggerContextVO getLoggerContextVO() {
		return this.original.getLoggerContextVO();
	}

	@Override
	public Instant getInstant() {
		return this.original.getInstant();
	}

	@Override
	public long getTimeStamp() {
		return this.original.getTimeStamp();
	}

	@Override
	public int getNanoseconds() {
		return this.original.getNanoseconds();
	}

	@Override
	public long getSequenceNumber() {
		return this.original.getSequenceNumber();
	}

	@Override
	public StackTraceElement[] getCallerData() {
		return this.original.getCallerData();
	}

	@Override
	public boolean hasCallerData() {
		return this.original.hasCallerData();
	}

	@Override
	public long getContextBirthTime() {
		return getLoggerContextVO().getBirthTime();
	}

	@Override
	public String toString() {
		return "[" + getLevel() + "] " + this.formattedMessage;
	}

}
