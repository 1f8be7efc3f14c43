package dev.fanlight.logging;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ConfiguratorRank;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import ch.qos.logback.core.spi.ContextAwareBase;

/**
 * Keeps the first lines of the process, which an application writes before Boot
 * configures its logging system: at most {@value #MAX_LINES}, later ones are not kept.
 * Boot's own configuration follows and takes this appender away.
 */
@ConfiguratorRank(ConfiguratorRank.CUSTOM_HIGH_PRIORITY)
public final class OpenTelemetryAppenderEarlyLines extends ContextAwareBase implements Configurator {

	private static final String NAME = "FANLIGHT_EARLY_LINES";

	private static final int MAX_LINES = 100;

	private static final Queue<ILoggingEvent> LINES = new ArrayBlockingQueue<>(MAX_LINES);

	/**
	 * Create the configurator. For the service loader of Logback.
	 */
	public OpenTelemetryAppenderEarlyLines() {
	}

	/**
	 * Forget the lines and keep no more: nobody will export them.
	 * @param context the Logback context
	 */
	public static void forget(LoggerContext context) {
		take(context);
	}

	static List<ILoggingEvent> take(LoggerContext context) {
		root(context).detachAppender(NAME);
		List<ILoggingEvent> lines = List.copyOf(LINES);
		LINES.clear();
		return lines;
	}

	@Override
	public ExecutionStatus configure(LoggerContext context) {
		Appender<ILoggingEvent> appender = new Keeper();
		appender.setContext(context);
		appender.setName(NAME);
		appender.start();
		root(context).addAppender(appender);
		return ExecutionStatus.INVOKE_NEXT_IF_ANY;
	}

	private static Logger root(LoggerContext context) {
		return context.getLogger(Logger.ROOT_LOGGER_NAME);
	}

	private static final class Keeper extends UnsynchronizedAppenderBase<ILoggingEvent> implements RedactsLater {

		@Override
		protected void append(ILoggingEvent event) {
			event.prepareForDeferredProcessing();
			LINES.offer(event);
		}

	}

}
