package dev.fanlight.logging;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.LongSupplier;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.LoggerContextListener;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.Appender;
import dev.fanlight.redaction.Exit;
import dev.fanlight.redaction.RedactionPolicy;
import dev.fanlight.redaction.Redactor;
import org.jspecify.annotations.Nullable;

/**
 * Puts the redactor in front of every appender of a Logback context, whoever attached it
 * and whenever, and keeps it there through every reset, stop and new configuration.
 * <p>
 * Thread-safe.
 */
public final class LogRedaction {

	private static final String OPEN_TELEMETRY_APPENDER = "io.opentelemetry.instrumentation.logback.appender.v1_0.OpenTelemetryAppender";

	private final LoggerContext context;

	private final Attachment attachment;

	private final AppenderWatch watch = new AppenderWatch(this);

	/** Ancestors of a logger, itself first; as many as Logback itself keeps loggers. */
	private final Map<Logger, Logger[]> chains = new ConcurrentHashMap<>();

	private final EventRedaction events = new EventRedaction(this::activeRedactor);

	private volatile @Nullable Redactor redactor;

	private volatile StackTraces stackTraces = stackTraces(LogLimits.DEFAULTS);

	private volatile @Nullable Function<Throwable, @Nullable String> fingerprints;

	private volatile boolean redacting;

	private volatile boolean limiting;

	/** The latest first. The first that has a sink for an appender is asked. */
	private final List<Function<Appender<ILoggingEvent>, @Nullable Sink>> routes = new CopyOnWriteArrayList<>();

	private volatile LongSupplier ticks = System::nanoTime;

	/** Stands in front of the appenders, to redact, to limit or for the sinks. */
	private volatile boolean installed;

	private LogRedaction(LoggerContext context) {
		this.context = context;
		this.attachment = new Attachment();
	}

	/**
	 * Redact from now on, or go on with another redactor.
	 * @param context the Logback context
	 * @param redactor the redactor, {@code null} for one with the default policy
	 * @return the one redaction of the context
	 */
	public static LogRedaction install(LoggerContext context, @Nullable Redactor redactor) {
		return install(context, redactor, true);
	}

	/**
	 * Redact no longer, but stay in front of the appenders to keep lines within their
	 * limits and to count them.
	 * @param context the Logback context
	 * @return the one redaction of the context
	 */
	public static LogRedaction limitOnly(LoggerContext context) {
		return install(context, null, false);
	}

	private static LogRedaction install(LoggerContext context, @Nullable Redactor redactor, boolean redacting) {
		synchronized (context) {
			LogRedaction redaction = get(context);
			redaction.redactor = redactor;
			redaction.redacting = redacting;
			redaction.limiting = true;
			redaction.cover();
			return redaction;
		}
	}

	/**
	 * Redact no longer. Does nothing if nothing is installed.
	 * @param context the Logback context
	 */
	public static void uninstall(LoggerContext context) {
		synchronized (context) {
			LogRedaction redaction = find(context);
			if (redaction != null) {
				redaction.redacting = false;
				redaction.limiting = false;
				redaction.releaseUnlessUsed();
			}
		}
	}

	/**
	 * Hand lines to sinks from now on, after redaction if there is any. A sink that is in
	 * use is replaced, not stopped.
	 * @param context the Logback context
	 * @param route the sink of an appender, or nothing where it is called itself or by
	 * the sink of an earlier route
	 */
	public static void route(LoggerContext context, Function<Appender<ILoggingEvent>, @Nullable Sink> route) {
		synchronized (context) {
			LogRedaction redaction = get(context);
			redaction.routes.remove(route);
			redaction.routes.add(0, route);
			redaction.cover();
			redaction.covers().forEach((cover) -> cover.sink(redaction.sink(cover.delegate())));
		}
	}

	/**
	 * Give lines back to the sinks of earlier routes. Where there are none, those in use
	 * stay in front of their appender.
	 * @param context the Logback context
	 * @param route what {@link #route} was called with
	 * @param end brings its sinks to their end
	 */
	public static void unroute(LoggerContext context, Function<Appender<ILoggingEvent>, @Nullable Sink> route,
			Runnable end) {
		LogRedaction redaction;
		synchronized (context) {
			redaction = get(context);
			redaction.routes.remove(route);
			for (RedactingAppender cover : redaction.covers()) {
				Sink other = redaction.sink(cover.delegate());
				if (other != null) {
					cover.sink(other);
				}
			}
		}
		end.run();
		synchronized (context) {
			redaction.releaseUnlessUsed();
		}
	}

	private List<RedactingAppender> covers() {
		List<RedactingAppender> covers = new ArrayList<>();
		for (Logger logger : this.context.getLoggerList()) {
			for (Appender<ILoggingEvent> appender : appenders(logger)) {
				if (appender instanceof RedactingAppender cover) {
					covers.add(cover);
				}
			}
		}
		return covers;
	}

	private @Nullable Sink sink(Appender<ILoggingEvent> appender) {
		if (isOpenTelemetry(appender)) {
			// Which asks for the trace of the thread, and has a queue behind it
			return null;
		}
		for (Function<Appender<ILoggingEvent>, @Nullable Sink> route : this.routes) {
			Sink sink = route.apply(appender);
			if (sink != null) {
				return sink;
			}
		}
		return null;
	}

	private static LogRedaction get(LoggerContext context) {
		LogRedaction redaction = find(context);
		return (redaction != null) ? redaction : new LogRedaction(context);
	}

	private void cover() {
		this.installed = true;
		this.attachment.attach();
		coverAll();
	}

	private void releaseUnlessUsed() {
		if (this.redacting || this.limiting || !this.routes.isEmpty()) {
			return;
		}
		this.installed = false;
		this.context.removeListener(this.attachment);
		this.context.getTurboFilterList().remove(this.watch);
		this.context.getTurboFilterList().addAll(this.watch.release());
		this.context.getLoggerList().forEach(LogRedaction::uncover);
	}

	/**
	 * What stands in front of the appenders of a context.
	 * @param context the Logback context
	 * @return {@code null} if nothing does
	 */
	public static @Nullable LogRedaction find(LoggerContext context) {
		for (LoggerContextListener listener : context.getCopyOfListenerList()) {
			if (listener instanceof Attachment attachment) {
				return attachment.redaction();
			}
		}
		// A context that was stopped has dropped its listeners
		for (TurboFilter filter : context.getTurboFilterList()) {
			if (filter instanceof AppenderWatch watch) {
				return watch.redaction();
			}
		}
		return null;
	}

	/**
	 * Hands an event to the appenders of its logger, past level and turbo filters.
	 * @param logger the logger
	 * @param event the event
	 */
	public static void append(Logger logger, ILoggingEvent event) {
		coverNow(logger);
		logger.callAppenders(event);
	}

	/**
	 * Covers what was attached to a logger whose line goes out below its level.
	 * @param logger the logger
	 */
	public static void coverNow(Logger logger) {
		LogRedaction redaction = find(logger.getLoggerContext());
		if (redaction != null) {
			redaction.cover(logger);
		}
	}

	/**
	 * Redacts a rendered stack trace as a whole.
	 * @param stackTrace the text
	 * @return {@code stackTrace} itself when clean or when redaction is off
	 */
	public String redactStackTrace(String stackTrace) {
		return this.redacting ? redactor().redact(stackTrace, Exit.EXCEPTION) : stackTrace;
	}

	/**
	 * Set how long messages and their arguments may be, for appenders of any format, and
	 * the stack traces of patterns.
	 * @param limits the limits
	 */
	public void limit(LogLimits limits) {
		this.events.limit(limits);
		this.stackTraces = stackTraces(limits);
	}

	/**
	 * Set what tells whether two throwables are of one kind.
	 * @param fingerprints the fingerprint of a throwable, {@code null} for none: lines
	 * then have none
	 */
	public void fingerprints(@Nullable Function<Throwable, @Nullable String> fingerprints) {
		this.fingerprints = fingerprints;
	}

	/**
	 * Tell the fingerprint of the throwable of an event, redacted or not.
	 * @param proxy the throwable
	 * @return {@code null} without one
	 */
	public @Nullable String fingerprint(IThrowableProxy proxy) {
		Function<Throwable, @Nullable String> current = this.fingerprints;
		Throwable throwable = (current != null) ? RedactedThrowableProxy.unwrap(proxy) : null;
		return (current != null && throwable != null) ? current.apply(throwable) : null;
	}

	private StackTraces stackTraces(LogLimits limits) {
		return new StackTraces(new StackTraceText(this::redactStackTrace), this::redactStackTrace, limits);
	}

	boolean isInstalled() {
		return this.installed;
	}

	/**
	 * What redacts at the moment.
	 * @return {@code null} while redaction is off
	 */
	public @Nullable Redactor activeRedactor() {
		return this.redacting ? redactor() : null;
	}

	private Redactor redactor() {
		Redactor current = this.redactor;
		return (current != null) ? current : Default.REDACTOR;
	}

	/**
	 * Cover what was attached to a logger or its ancestors since the last call.
	 * @param logger the logger that is about to log
	 * @return whether all that is covered writes to streams, with an encoder of Logback
	 * or Boot
	 */
	boolean cover(Logger logger) {
		boolean streams = true;
		Logger[] chain = this.chains.get(logger);
		if (chain == null) {
			chain = chain(logger);
			this.chains.put(logger, chain);
		}
		for (Logger each : chain) {
			for (var appenders = each.iteratorForAppenders(); appenders.hasNext();) {
				Appender<ILoggingEvent> appender = appenders.next();
				streams &= appender instanceof RedactingAppender redacting && LineEncoder.writes(redacting.delegate());
				if (!isCovered(appender)) {
					coverAppenders(each);
					break;
				}
			}
		}
		return streams;
	}

	private Logger[] chain(Logger logger) {
		List<Logger> chain = new ArrayList<>();
		chain.add(logger);
		String name = logger.getName();
		for (int dot = name
			.length(); (dot = Math.max(name.lastIndexOf('.', dot - 1), name.lastIndexOf('$', dot - 1))) > 0;) {
			Logger ancestor = this.context.exists(name.substring(0, dot));
			if (ancestor != null) {
				chain.add(ancestor);
			}
		}
		Logger root = this.context.getLogger(Logger.ROOT_LOGGER_NAME);
		if (logger != root) {
			chain.add(root);
		}
		return chain.toArray(new Logger[0]);
	}

	private void coverAll() {
		this.context.getLoggerList().forEach(this::coverAppenders);
	}

	private void coverAppenders(Logger logger) {
		synchronized (logger) {
			for (Appender<ILoggingEvent> appender : appenders(logger)) {
				if (!isCovered(appender)) {
					// First added, then removed: nobody logs in between and loses a line
					if (appenders(logger).stream().noneMatch((other) -> isCoverOf(other, appender))) {
						LineEncoder.wrap(appender, () -> this.stackTraces);
						logger.addAppender(cover(logger, appender));
					}
					logger.detachAppender(appender);
				}
			}
		}
	}

	private RedactingAppender cover(Logger logger, Appender<ILoggingEvent> appender) {
		return new RedactingAppender(appender, isOpenTelemetry(appender) ? this::forOpenTelemetry : this::safe,
				(left) -> letGo(logger, left), this::sink, this.ticks);
	}

	/** For what is covered from now on. */
	void ticks(LongSupplier ticks) {
		this.ticks = ticks;
	}

	private static void letGo(Logger logger, RedactingAppender left) {
		left.addWarn("Detached from " + logger.getName() + ", since it was stopped: " + left.getName());
		logger.detachAppender(left);
	}

	/**
	 * What OpenTelemetry's appender may see of a line.
	 * @param event the line
	 * @return {@code event} itself when clean and short enough
	 */
	ILoggingEvent forOpenTelemetry(ILoggingEvent event) {
		return this.limiting ? this.events.forOpenTelemetry(event) : event;
	}

	private ILoggingEvent safe(ILoggingEvent event) {
		return this.limiting ? this.events.redact(event) : event;
	}

	private static void uncover(Logger logger) {
		synchronized (logger) {
			for (Appender<ILoggingEvent> appender : appenders(logger)) {
				if (appender instanceof RedactingAppender redacting) {
					logger.detachAppender(appender);
					LineEncoder.unwrap(redacting.delegate());
					logger.addAppender(redacting.delegate());
				}
			}
		}
	}

	private static List<Appender<ILoggingEvent>> appenders(Logger logger) {
		List<Appender<ILoggingEvent>> appenders = new ArrayList<>();
		logger.iteratorForAppenders().forEachRemaining(appenders::add);
		return appenders;
	}

	private static boolean isCovered(Appender<ILoggingEvent> appender) {
		return appender instanceof RedactingAppender || appender instanceof RedactsLater;
	}

	private static boolean isOpenTelemetry(Appender<ILoggingEvent> appender) {
		return appender.getClass().getName().equals(OPEN_TELEMETRY_APPENDER);
	}

	private static boolean isCoverOf(Appender<ILoggingEvent> cover, Appender<ILoggingEvent> appender) {
		return cover instanceof RedactingAppender redacting && redacting.delegate() == appender;
	}

	private static final class Default {

		static final Redactor REDACTOR = Redactor.of(RedactionPolicy.defaults());

	}

	private final class Attachment extends LastingListener {

		Attachment() {
			super(LogRedaction.this.context);
		}

		LogRedaction redaction() {
			return LogRedaction.this;
		}

		@Override
		boolean isWanted() {
			return LogRedaction.this.installed;
		}

		@Override
		void attached() {
			LoggerContext context = LogRedaction.this.context;
			context.getTurboFilterList().remove(LogRedaction.this.watch);
			context.getTurboFilterList().add(0, LogRedaction.this.watch);
		}

		@Override
		public void onStart(LoggerContext context) {
			coverAll();
		}

	}

}
