package dev.fanlight.logging.sink;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;

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

	private final @Nullable OutputStreamAppender<ILoggingEvent> appender;

	/** What stands in front of standard output, which keeps nothing back by itself. */
	private @Nullable OutputStream buffer;

	private boolean shared;

	SharedFlush(Appender<ILoggingEvent> appender) {
		this.appender = isKnown(appender) ? (OutputStreamAppender<ILoggingEvent>) appender : null;
	}

	private static boolean isKnown(Appender<ILoggingEvent> appender) {
		if (appender instanceof FileAppender<ILoggingEvent> file) {
			return !file.isPrudent() && file.isImmediateFlush();
		}
		return appender instanceof ConsoleAppender<ILoggingEvent> console && console.isImmediateFlush()
				&& isBare(console.getEncoder());
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
			own.setImmediateFlush(false);
			this.shared = true;
		}
		OutputStream current = own.getOutputStream();
		if (current != null && current != this.buffer && own instanceof ConsoleAppender) {
			this.buffer = new BufferedOutputStream(current);
			own.setOutputStream(this.buffer);
		}
	}

	/** Whether lines are where they belong after {@link #flush()} only. */
	boolean isShared() {
		return this.shared;
	}

	void flush() {
		OutputStream current = (this.appender != null) ? this.appender.getOutputStream() : null;
		try {
			if (current != null) {
				current.flush();
			}
		}
		catch (IOException ex) {
			// Neither standard output nor a file of Logback tells
		}
	}

	/** Each line is flushed again. */
	void release() {
		if (this.appender != null && this.shared) {
			flush();
			this.appender.setImmediateFlush(true);
			this.shared = false;
		}
	}

}
