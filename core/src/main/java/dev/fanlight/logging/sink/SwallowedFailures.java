package dev.fanlight.logging.sink;

import java.io.IOException;
import java.io.OutputStream;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.recovery.RecoveryListener;
import ch.qos.logback.core.recovery.ResilientOutputStreamBase;
import org.jspecify.annotations.Nullable;

/**
 * Sees what an appender that writes to a file does not throw: that the disk is full, for
 * example.
 */
final class SwallowedFailures implements RecoveryListener {

	private final @Nullable OutputStreamAppender<ILoggingEvent> appender;

	private volatile @Nullable OutputStream watched;

	private volatile boolean failing;

	SwallowedFailures(Appender<ILoggingEvent> appender) {
		this.appender = (appender instanceof OutputStreamAppender<ILoggingEvent> writes) ? writes : null;
	}

	/** To be called before each line: a file that is rolled is another stream. */
	void watch() {
		OutputStream current = (this.appender != null) ? this.appender.getOutputStream() : null;
		if (current != this.watched) {
			watch(current);
		}
	}

	/** Listen no longer, until the next line. */
	void release() {
		watch(null);
	}

	/** The lock of Logback, in which the stream tells its listeners, is out of reach. */
	private synchronized void watch(@Nullable OutputStream next) {
		OutputStream before = this.watched;
		if (next == before) {
			return;
		}
		if (before instanceof ResilientOutputStreamBase resilient) {
			resilient.removeRecoveryListener(this);
		}
		this.failing = false;
		this.watched = next;
		if (next instanceof ResilientOutputStreamBase resilient) {
			resilient.addRecoveryListener(this);
		}
	}

	boolean any() {
		return this.failing;
	}

	@Override
	public void newFailure(IOException ex) {
		this.failing = true;
	}

	@Override
	public void recoveryOccured() {
		this.failing = false;
	}

}
