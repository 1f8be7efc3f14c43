package dev.fanlight.logging;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.spi.AppenderAttachable;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.instrumentation.logback.appender.v1_0.OpenTelemetryAppender;
import org.jspecify.annotations.Nullable;

/**
 * Hands the lines of one application to OpenTelemetry, without XML. Attached to the root
 * logger it stays there through resets of Logback, keeps the first 1,000 lines until
 * {@link #install} brings the SDK, and never exports what the exporters themselves log.
 * <p>
 * Where the application has configured an {@link OpenTelemetryAppender} of its own,
 * nothing is attached and that one gets the SDK.
 * <p>
 * Thread-safe.
 */
public final class OpenTelemetryAppenderAttachment {

	private final LoggerContext context;

	private final @Nullable OpenTelemetryAppenderGuard guard;

	private volatile boolean installed;

	private OpenTelemetryAppenderAttachment(LoggerContext context, @Nullable OpenTelemetryAppenderGuard guard) {
		this.context = context;
		this.guard = guard;
	}

	/**
	 * Attach to the root logger, unless the application has an
	 * {@link OpenTelemetryAppender} of its own. Lines from before Logback was configured
	 * come first, if the application would have written them.
	 * @param context the Logback context
	 * @return the attachment, to be detached when the application ends
	 */
	public static OpenTelemetryAppenderAttachment attach(LoggerContext context) {
		List<ILoggingEvent> earlyLines = OpenTelemetryAppenderEarlyLines.take(context);
		if (!own(context).isEmpty()) {
			return new OpenTelemetryAppenderAttachment(context, null);
		}
		OpenTelemetryAppenderGuard guard = new OpenTelemetryAppenderGuard(context);
		earlyLines.stream()
			.filter((line) -> context.getLogger(line.getLoggerName()).isEnabledFor(line.getLevel()))
			.forEach(guard::doAppend);
		guard.attach();
		return new OpenTelemetryAppenderAttachment(context, guard);
	}

	/**
	 * Bring the SDK: the lines kept so far are replayed, later ones go straight there.
	 * @param openTelemetry the SDK
	 */
	public void install(OpenTelemetry openTelemetry) {
		this.installed = true;
		if (this.guard != null) {
			this.guard.install(openTelemetry);
		}
		else {
			own(this.context).forEach((appender) -> appender.setOpenTelemetry(openTelemetry));
		}
	}

	/**
	 * Detach unless it serves: the SDK is there and the application has not attached an
	 * {@link OpenTelemetryAppender} of its own since.
	 */
	public void detachUnlessUsed() {
		if (!this.installed || !own(this.context).isEmpty()) {
			detach();
		}
	}

	/**
	 * Detach from the root logger and forget what was not replayed. Does nothing the
	 * second time.
	 */
	public void detach() {
		if (this.guard != null) {
			this.guard.detach();
		}
	}

	private static List<OpenTelemetryAppender> own(LoggerContext context) {
		List<OpenTelemetryAppender> found = new ArrayList<>();
		for (Logger logger : context.getLoggerList()) {
			collect(logger.iteratorForAppenders(), found);
		}
		return found;
	}

	private static void collect(Iterator<? extends Appender<?>> appenders, List<OpenTelemetryAppender> found) {
		appenders.forEachRemaining((appender) -> {
			if (appender instanceof OpenTelemetryAppender openTelemetryAppender) {
				found.add(openTelemetryAppender);
			}
			else if (appender instanceof AppenderAttachable<?> attachable) {
				collect(attachments(attachable), found);
			}
		});
	}

	private static <E> Iterator<? extends Appender<?>> attachments(AppenderAttachable<E> attachable) {
		return attachable.iteratorForAppenders();
	}

}
