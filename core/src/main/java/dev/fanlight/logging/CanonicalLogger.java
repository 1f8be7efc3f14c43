package dev.fanlight.logging;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntSupplier;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import dev.fanlight.redaction.Exit;
import dev.fanlight.redaction.Redactor;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.KeyValuePair;

/**
 * Writes canonical lines to one logger. They pass the logger's level and its appenders
 * like any line; turbo filters are not asked, since what thins out repeated lines would
 * take these for repetitions.
 * <p>
 * Thread-safe.
 */
public final class CanonicalLogger {

	/** Logger of the lines about requests. */
	public static final String REQUEST = "dev.fanlight.request";

	/** Logger of the lines about outgoing calls. */
	public static final String CALL = "dev.fanlight.call";

	/** Logger of the lines about scheduled jobs. */
	public static final String JOB = "dev.fanlight.job";

	/** Logger of the lines about messages received. */
	public static final String MESSAGE = "dev.fanlight.message";

	private final Logger logger;

	private final IntSupplier requestLevel;

	private volatile @Nullable LogRedaction redaction;

	/**
	 * Create a logger.
	 * @param context the Logback context
	 * @param name name of the logger
	 */
	public CanonicalLogger(LoggerContext context, String name) {
		this(context, name, () -> Level.OFF_INT);
	}

	/**
	 * Create a logger.
	 * @param context the Logback context
	 * @param name name of the logger
	 * @param requestLevel the lowest level of Logback that the request on this thread
	 * writes whatever the level of a logger, {@link Level#OFF_INT} for none
	 */
	public CanonicalLogger(LoggerContext context, String name, IntSupplier requestLevel) {
		this.logger = context.getLogger(name);
		this.requestLevel = requestLevel;
	}

	/**
	 * Whether lines of a level are written.
	 * @param level the level
	 * @return whether to prepare one
	 */
	public boolean isEnabled(org.slf4j.event.Level level) {
		int asked = Level.convertAnSLF4JLevel(level).levelInt;
		int least = this.logger.getEffectiveLevel().levelInt;
		return asked >= least || (least != Level.OFF_INT && asked >= this.requestLevel.getAsInt());
	}

	/**
	 * Write a line. Its trace is made current only for appenders that may ask for it:
	 * what writes to a stream reads the ids in the event.
	 * @param level its level
	 * @param line what it says
	 * @param trace makes the trace of something current, and answers with what ends that
	 * @param of what the line is about
	 */
	public void write(org.slf4j.event.Level level, CanonicalLine line, Function<Object, Runnable> trace, Object of) {
		LogRedaction redaction = redaction();
		line.shorten((redaction != null) ? redaction.activeRedactor() : null);
		boolean streams = redaction != null && redaction.isInstalled() && redaction.cover(this.logger);
		Event event = new Event(this.logger, Level.convertAnSLF4JLevel(level), line);
		if (streams && line.isTraced()) {
			this.logger.callAppenders(event);
			return;
		}
		Runnable close = trace.apply(of);
		try {
			this.logger.callAppenders(event);
		}
		finally {
			close.run();
		}
	}

	/**
	 * Shorten a route or path for a message, where nobody would know that it is encoded.
	 * @param text the text
	 * @return {@code text} itself when it has at most 256 characters and nothing that is
	 * encoded, otherwise as many of it, redacted, and how many are missing
	 */
	public String shortened(String text) {
		if (text.length() <= CanonicalLine.LONGEST && text.indexOf('%') < 0) {
			return text;
		}
		LogRedaction redaction = redaction();
		Redactor redactor = (redaction != null) ? redaction.activeRedactor() : null;
		return Cut.text((redactor != null) ? redactor.redact(text, Exit.HTTP) : text, CanonicalLine.LONGEST);
	}

	private @Nullable LogRedaction redaction() {
		LogRedaction known = this.redaction;
		if (known == null) {
			known = LogRedaction.find(this.logger.getLoggerContext());
			this.redaction = known;
		}
		return known;
	}

	/**
	 * A canonical line on its way, as it was said.
	 */
	static final class Event extends LoggingEvent {

		private final CanonicalLine line;

		private @Nullable Map<String, String> mdc;

		Event(Logger logger, Level level, CanonicalLine line) {
			super(CanonicalLogger.class.getName(), logger, level, line.text(), null, null);
			this.line = line;
		}

		CanonicalLine line() {
			return this.line;
		}

		@Override
		public List<KeyValuePair> getKeyValuePairs() {
			return this.line.fields();
		}

		@Override
		public Map<String, String> getMDCPropertyMap() {
			Map<String, String> known = this.mdc;
			if (known == null) {
				known = this.line.traced(super.getMDCPropertyMap());
				this.mdc = known;
			}
			return known;
		}

	}

}
