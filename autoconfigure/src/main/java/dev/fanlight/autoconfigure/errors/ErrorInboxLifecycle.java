package dev.fanlight.autoconfigure.errors;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;

import dev.fanlight.autoconfigure.PeriodicWork;
import dev.fanlight.errors.ErrorInbox;
import dev.fanlight.errors.InboxFile;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.context.SmartLifecycle;

/**
 * Keeps the inbox on disk and hears of threads that end, while the application runs.
 * Starts before and stops after everything else with a life cycle. What the disk refuses
 * is said once, and again only after it has worked in between.
 */
final class ErrorInboxLifecycle implements SmartLifecycle {

	private static final Log logger = LogFactory.getLog(ErrorInboxLifecycle.class);

	private final ErrorInbox inbox;

	private final CurrentFingerprint fingerprint;

	private final @Nullable InboxFile file;

	private final Duration interval;

	private final LongAdder failures = new LongAdder();

	private volatile String state;

	private @Nullable UncaughtErrors uncaught;

	private @Nullable PeriodicWork writer;

	ErrorInboxLifecycle(ErrorInbox inbox, CurrentFingerprint fingerprint, @Nullable InboxFile file, Duration interval) {
		this.inbox = inbox;
		this.fingerprint = fingerprint;
		this.file = file;
		this.interval = interval;
		this.state = (file != null) ? "not yet written" : "off";
	}

	@Override
	public int getPhase() {
		return Integer.MIN_VALUE;
	}

	@Override
	public synchronized void start() {
		if (this.uncaught != null) {
			return;
		}
		this.uncaught = UncaughtErrors.install(this.inbox);
		this.fingerprint.use(this.inbox::fingerprint);
		if (this.file == null) {
			return;
		}
		sync();
		this.writer = new PeriodicWork("fanlight-errors");
		this.writer.every(this.interval, this::sync);
	}

	@Override
	public synchronized void stop() {
		if (this.writer != null) {
			this.writer.close();
			this.writer = null;
			sync();
			close();
		}
		if (this.uncaught != null) {
			this.uncaught.uninstall();
			this.uncaught = null;
		}
		this.fingerprint.use(null);
	}

	@Override
	public synchronized boolean isRunning() {
		return this.uncaught != null;
	}

	private synchronized void sync() {
		InboxFile current = this.file;
		if (current == null) {
			return;
		}
		try {
			this.state = current.sync() ? current.path().toString()
					: "in memory alone while another process has " + current.path();
			if (current.isTorn() && this.failures.sum() == 0) {
				this.failures.increment();
				logger.warn("The errors in " + current.path() + " were torn and begin anew");
			}
		}
		catch (IOException | RuntimeException ex) {
			this.failures.increment();
			String reason = "in memory alone: " + ex.getMessage();
			if (!reason.equals(this.state)) {
				this.state = reason;
				logger.warn("Errors are kept " + reason);
			}
		}
	}

	private void close() {
		if (this.file != null) {
			this.file.close();
		}
	}

	/**
	 * Where groups are kept.
	 * @return the file, or why there is none, in words
	 */
	String state() {
		return this.state;
	}

	LongAdder failures() {
		return this.failures;
	}

}
