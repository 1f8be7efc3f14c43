package dev.fanlight.logging;

import java.io.File;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.core.recovery.ResilientFileOutputStream;
import ch.qos.logback.core.status.Status;
import ch.qos.logback.core.status.StatusListener;
import ch.qos.logback.core.status.StatusManager;

/**
 * Says in one line that a log file cannot be written, as on a full disk, and in another
 * that it is written again. Boot prints every failure that Logback reports with its stack
 * trace, and there are many: Logback tries again all the time, and takes a line in its
 * buffer for written. What is reported otherwise is printed as before.
 * <p>
 * Thread-safe.
 */
public final class LogFileOutages implements StatusListener {

	private static final String BOOT = "org.springframework.boot.logging.logback.SystemStatusListener";

	private static final long SETTLED = TimeUnit.SECONDS.toNanos(1);

	/** Not on the thread that logs, which has the lock of the appender. */
	private static final Executor SOON = CompletableFuture.delayedExecutor(0, TimeUnit.MILLISECONDS);

	private static final Executor SETTLING = CompletableFuture.delayedExecutor(SETTLED, TimeUnit.NANOSECONDS);

	private final LoggerContext context;

	private final StatusListener next;

	private final Map<File, Outage> outages = new ConcurrentHashMap<>();

	LogFileOutages(LoggerContext context, StatusListener next) {
		this.context = context;
		this.next = next;
	}

	/**
	 * Take the place of the listener that Boot has added when it configured a context. An
	 * application that has set {@code logback.debug} keeps it.
	 * @param context the context
	 */
	public static void watch(LoggerContext context) {
		StatusManager statuses = context.getStatusManager();
		for (StatusListener listener : statuses.getCopyOfStatusListenerList()) {
			if (listener.getClass().getName().equals(BOOT) && !Boolean.getBoolean("logback.debug")) {
				statuses.add(new LogFileOutages(context, listener));
				statuses.remove(listener);
			}
		}
	}

	@Override
	public void addStatusEvent(Status status) {
		if (!(status.getOrigin() instanceof ResilientFileOutputStream stream)) {
			this.next.addStatusEvent(status);
		}
		else if (status.getThrowable() instanceof IOException ex) {
			this.outages.computeIfAbsent(stream.getFile(), Outage::new).failed(ex);
		}
		else if (status.getMessage().startsWith("Recovered")) {
			Outage outage = this.outages.get(stream.getFile());
			if (outage != null) {
				outage.written();
			}
		}
	}

	/** One file that cannot be written. */
	private final class Outage {

		private final File file;

		private final long since = System.nanoTime();

		private boolean announced;

		private boolean written;

		private long writtenSince;

		private boolean settling;

		Outage(File file) {
			this.file = file;
		}

		synchronized void failed(IOException ex) {
			this.written = false;
			if (!this.announced) {
				this.announced = true;
				say("The log file {} cannot be written, lines go to the other sinks only: {}",
						Objects.requireNonNullElse(ex.getMessage(), "no reason given"));
			}
		}

		/** Into a buffer at least. */
		synchronized void written() {
			this.written = true;
			this.writtenSince = System.nanoTime();
			settleLater();
		}

		private void settleLater() {
			if (!this.settling) {
				this.settling = true;
				SETTLING.execute(this::settle);
			}
		}

		private synchronized void settle() {
			this.settling = false;
			if (!this.written) {
				return;
			}
			if (System.nanoTime() - this.writtenSince < SETTLED) {
				settleLater();
				return;
			}
			LogFileOutages.this.outages.remove(this.file);
			say("The log file {} is written again, without the lines of {} s",
					1 + TimeUnit.NANOSECONDS.toSeconds(this.writtenSince - this.since));
		}

		private void say(String message, Object argument) {
			SOON.execute(() -> LogFileOutages.this.context.getLogger(LogFileOutages.class)
				.warn(message, this.file, argument));
		}

	}

}
