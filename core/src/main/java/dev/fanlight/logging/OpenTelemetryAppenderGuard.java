package dev.fanlight.logging;

import java.util.concurrent.atomic.AtomicInteger;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggerContextListener;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import ch.qos.logback.core.util.ReentryGuard;
import ch.qos.logback.core.util.ReentryGuardFactory;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.instrumentation.logback.appender.v1_0.OpenTelemetryAppender;
import org.jspecify.annotations.Nullable;

/**
 * Stands between the root logger and the {@link OpenTelemetryAppender}: comes back after
 * a reset without losing the lines kept for replay, and lets nothing through that the
 * exporters caused.
 */
final class OpenTelemetryAppenderGuard extends UnsynchronizedAppenderBase<ILoggingEvent>
		implements LoggerContextListener, RedactsLater {

	private static final String NAME = "FANLIGHT_OTLP";

	/** The thread on which the SDK calls every log exporter, whoever wrote it. */
	private static final String EXPORT_THREAD = "BatchLogRecordProcessor_WorkerThread";

	private static final int MAX_KEPT_LINES = 1000;

	private final LoggerContext loggerContext;

	private final OpenTelemetryAppender target;

	private final @Nullable LogRedaction redaction;

	private final AtomicInteger kept = new AtomicInteger();

	private volatile boolean replayed;

	private volatile boolean detached;

	OpenTelemetryAppenderGuard(LoggerContext context) {
		this.loggerContext = context;
		this.target = createTarget(context);
		this.redaction = LogRedaction.find(context);
		setContext(context);
		setName(NAME);
		start();
	}

	private static OpenTelemetryAppender createTarget(LoggerContext context) {
		OpenTelemetryAppender appender = new OpenTelemetryAppender();
		appender.setContext(context);
		appender.setName(NAME);
		appender.setNumLogsCapturedBeforeOtelInstall(MAX_KEPT_LINES);
		appender.setCaptureMdcAttributes("*");
		appender.setCaptureKeyValuePairAttributes(true);
		appender.setCaptureMarkerAttribute(true);
		appender.setCaptureLogstashMarkerAttributes(true);
		appender.setCaptureLogstashStructuredArguments(true);
		appender.start();
		return appender;
	}

	void attach() {
		this.loggerContext.addListener(this);
		root().addAppender(this);
	}

	void install(OpenTelemetry openTelemetry) {
		this.target.setOpenTelemetry(openTelemetry);
		this.replayed = true;
	}

	void detach() {
		this.detached = true;
		this.loggerContext.removeListener(this);
		root().detachAppender(this);
		stop();
		this.target.stop();
	}

	private Logger root() {
		return this.loggerContext.getLogger(Logger.ROOT_LOGGER_NAME);
	}

	@Override
	protected void append(ILoggingEvent event) {
		if (isCausedByExport(event)) {
			return;
		}
		if (!this.replayed) {
			if (this.kept.incrementAndGet() > MAX_KEPT_LINES) {
				return;
			}
			// The replay happens on another thread, where the MDC is another one
			event.prepareForDeferredProcessing();
		}
		Runnable trace = FailedWork.open(event);
		try {
			this.target.doAppend((this.redaction != null) ? this.redaction.forOpenTelemetry(event) : event);
		}
		catch (Throwable ex) {
			report(ex);
		}
		finally {
			if (trace != null) {
				trace.run();
			}
		}
	}

	private void report(Throwable failure) {
		try {
			addError("Line was not exported", failure);
		}
		catch (Throwable ex) {
			// There may be no memory for it
		}
	}

	private static boolean isCausedByExport(ILoggingEvent event) {
		String logger = event.getLoggerName();
		return logger.startsWith("io.opentelemetry.") || logger.startsWith("okhttp3.")
				|| event.getThreadName().startsWith(EXPORT_THREAD);
	}

	@Override
	protected ReentryGuard buildReentryGuard() {
		return ReentryGuardFactory.makeGuard(ReentryGuardFactory.GuardType.THREAD_LOCAL);
	}

	@Override
	public boolean isResetResistant() {
		return true;
	}

	@Override
	public void onReset(LoggerContext context) {
		if (!this.detached) {
			start();
			root().addAppender(this);
		}
	}

	@Override
	public void onStop(LoggerContext context) {
		stop();
	}

	@Override
	public void onStart(LoggerContext context) {
		// Nothing is bound to the start of Logback
	}

	@Override
	public void onLevelChange(Logger logger, Level level) {
		// The root logger asks for the level before it calls appenders
	}

}
