package dev.fanlight.logging.sink;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.WeakHashMap;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.FileAppender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.Encoder;
import org.jspecify.annotations.Nullable;

/**
 * Has an appender that flushes after each line, to standard output or a file, leave that
 * to the thread of its queue. For that thread alone.
 */
final class SharedFlush {

	/** How many do so: that of an application that started earlier, too. */
	private static final Map<Appender<ILoggingEvent>, Integer> HOLDERS = new WeakHashMap<>();

	private final @Nullable OutputStreamAppender<ILoggingEvent> appender;

	private boolean shared;

	SharedFlush(Appender<ILoggingEvent> appender) {
		this.appender = isKnown(appender) ? (OutputStreamAppender<ILoggingEvent>) appender : null;
	}

	private static boolean isKnown(Appender<ILoggingEvent> appender) {
		if (appender instanceof FileAppender<ILoggingEvent> file) {
			return !file.isPrudent() && flushesEach(file);
		}
		// Another stream has the one before closed, which standard output does not mind
		return appender.getClass() == ConsoleAppender.class
				&& appender instanceof ConsoleAppender<ILoggingEvent> console && !console.isWithJansi()
				&& flushesEach(console) && isBare(console.getEncoder());
	}

	private static boolean flushesEach(OutputStreamAppender<ILoggingEvent> appender) {
		synchronized (HOLDERS) {
			return appender.isImmediateFlush() || HOLDERS.containsKey(appender);
		}
	}

	/** Another stream would begin with a header. */
	private static boolean isBare(@Nullable Encoder<ILoggingEvent> encoder) {
		return encoder != null && isEmpty(encoder.headerBytes()) && isEmpty(encoder.footerBytes());
	}

	private static boolean isEmpty(byte @Nullable [] bytes) {
		return bytes == null || bytes.length == 0;
	}

	/**
	 * To be called before each line: an appender that is started again has another
	 * stream.
	 */
	void share() {
		OutputStreamAppender<ILoggingEvent> own = this.appender;
		if (own == null) {
			return;
		}
		if (!this.shared) {
			hold(own, 1);
			this.shared = true;
		}
		OutputStream current = own.getOutputStream();
		if (current != null && !(current instanceof Buffer) && own instanceof ConsoleAppender) {
			own.setOutputStream(new Buffer(current));
		}
	}

	private static void hold(OutputStreamAppender<ILoggingEvent> appender, int change) {
		synchronized (HOLDERS) {
			Integer holders = HOLDERS.merge(appender, change,
					(before, more) -> (before + more > 0) ? before + more : null);
			appender.setImmediateFlush(holders == null);
		}
	}

	/** Whether lines are where they belong after {@link #flush()} only. */
	boolean isShared() {
		return this.shared;
	}

	/**
	 * Bring lines where they belong.
	 * @throws IOException if they cannot be brought there; neither standard output nor a
	 * file of Logback says so
	 */
	void flush() throws IOException {
		OutputStream current = (this.appender != null) ? this.appender.getOutputStream() : null;
		if (current != null) {
			current.flush();
		}
	}

	/** Each line is flushed again, as far as it is up to this thread. Does not flush. */
	void release() {
		if (this.appender != null && this.shared) {
			hold(this.appender, -1);
			this.shared = false;
		}
	}

	/** Stands in front of standard output, which keeps nothing back by itself. */
	private static final class Buffer extends BufferedOutputStream {

		Buffer(OutputStream output) {
			super(output);
		}

	}

}
