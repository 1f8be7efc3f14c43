package dev.fanlight.logging;

import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.Context;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.AppenderAttachable;
import ch.qos.logback.core.spi.FilterReply;
import ch.qos.logback.core.status.Status;
import org.jspecify.annotations.Nullable;

/**
 * Stands for an appender at its logger, under its name, and hands it redacted events,
 * itself or through its sink, in the trace of {@link FailedWork} where they are about
 * that. What the appender throws ends here.
 */
final class RedactingAppender implements Appender<ILoggingEvent>, AppenderAttachable<ILoggingEvent> {

	/**
	 * How long an appender may refuse lines after it was stopped, before it is let go.
	 */
	static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(1);

	private final Appender<ILoggingEvent> delegate;

	private final UnaryOperator<ILoggingEvent> redaction;

	private final Consumer<RedactingAppender> letGo;

	private final Function<Appender<ILoggingEvent>, @Nullable Sink> route;

	private final LongSupplier ticks;

	/** Whether the appender was ever seen to take lines. */
	private boolean started;

	/** When it first refused a line since it was stopped, zero while it is started. */
	private volatile long refusing;

	private volatile @Nullable Sink sink;

	RedactingAppender(Appender<ILoggingEvent> delegate, UnaryOperator<ILoggingEvent> redaction,
			Consumer<RedactingAppender> letGo, Function<Appender<ILoggingEvent>, @Nullable Sink> route,
			LongSupplier ticks) {
		this.delegate = delegate;
		this.redaction = redaction;
		this.letGo = letGo;
		this.route = route;
		this.ticks = ticks;
		this.sink = route.apply(delegate);
	}

	synchronized void sink(@Nullable Sink sink) {
		this.sink = sink;
	}

	Appender<ILoggingEvent> delegate() {
		return this.delegate;
	}

	/**
	 * Who stops an appender has often detached it before, by object, and cannot know that
	 * his logger has another in its place.
	 */
	private boolean isLeft() {
		if (this.delegate.isStarted()) {
			if (!this.started || this.refusing != 0) {
				this.started = true;
				this.refusing = 0;
			}
			return false;
		}
		if (!this.started) {
			return false;
		}
		long since = this.refusing;
		// Odd, so that it is never zero
		long now = this.ticks.getAsLong() | 1;
		if (since == 0) {
			this.refusing = now;
			return false;
		}
		return now - since >= PATIENCE_NANOS;
	}

	private @Nullable Sink currentSink() {
		Sink current = this.sink;
		if (current == null || !current.isGone() || !this.delegate.isStarted()) {
			return current;
		}
		Sink next = this.route.apply(this.delegate);
		synchronized (this) {
			// Unless another route has come meanwhile
			if (this.sink == current) {
				this.sink = next;
			}
			return this.sink;
		}
	}

	@Override
	public void doAppend(ILoggingEvent event) {
		if (isLeft()) {
			this.letGo.accept(this);
			return;
		}
		Runnable trace = FailedWork.open(event);
		try {
			Sink current = currentSink();
			ILoggingEvent safe = this.redaction.apply(event);
			if (current != null) {
				current.append(safe);
			}
			else {
				this.delegate.doAppend(safe);
			}
		}
		catch (Throwable ex) {
			// The next appender gets its line, and the application goes on
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
			this.delegate.addError("Appender failed: " + getName(), failure);
		}
		catch (Throwable ex) {
			// There may be no memory for it
		}
	}

	@Override
	public String getName() {
		return this.delegate.getName();
	}

	@Override
	public void setName(String name) {
		this.delegate.setName(name);
	}

	@Override
	public void start() {
		this.delegate.start();
	}

	@Override
	public void stop() {
		Sink current = this.sink;
		if (current != null) {
			current.stop();
		}
		else {
			this.delegate.stop();
		}
	}

	@Override
	public boolean isStarted() {
		return this.delegate.isStarted();
	}

	@Override
	public void addAppender(Appender<ILoggingEvent> newAppender) {
		throw new UnsupportedOperationException("Attach it to the logger");
	}

	@Override
	public Iterator<Appender<ILoggingEvent>> iteratorForAppenders() {
		return List.of(this.delegate).iterator();
	}

	@Override
	public @Nullable Appender<ILoggingEvent> getAppender(String name) {
		return name.equals(getName()) ? this.delegate : null;
	}

	@Override
	public boolean isAttached(Appender<ILoggingEvent> appender) {
		return this.delegate == appender;
	}

	@Override
	public void detachAndStopAllAppenders() {
		stop();
	}

	@Override
	public boolean detachAppender(Appender<ILoggingEvent> appender) {
		return false;
	}

	@Override
	public boolean detachAppender(String name) {
		return false;
	}

	@Override
	public void addFilter(Filter<ILoggingEvent> newFilter) {
		this.delegate.addFilter(newFilter);
	}

	@Override
	public void clearAllFilters() {
		this.delegate.clearAllFilters();
	}

	@Override
	public List<Filter<ILoggingEvent>> getCopyOfAttachedFiltersList() {
		return this.delegate.getCopyOfAttachedFiltersList();
	}

	@Override
	public FilterReply getFilterChainDecision(ILoggingEvent event) {
		return this.delegate.getFilterChainDecision(event);
	}

	@Override
	public void setContext(Context context) {
		this.delegate.setContext(context);
	}

	@Override
	public Context getContext() {
		return this.delegate.getContext();
	}

	@Override
	public void addStatus(Status status) {
		this.delegate.addStatus(status);
	}

	@Override
	public void addInfo(String msg) {
		this.delegate.addInfo(msg);
	}

	@Override
	public void addInfo(String msg, Throwable ex) {
		this.delegate.addInfo(msg, ex);
	}

	@Override
	public void addWarn(String msg) {
		this.delegate.addWarn(msg);
	}

	@Override
	public void addWarn(String msg, Throwable ex) {
		this.delegate.addWarn(msg, ex);
	}

	@Override
	public void addError(String msg) {
		this.delegate.addError(msg);
	}

	@Override
	public void addError(String msg, Throwable ex) {
		this.delegate.addError(msg, ex);
	}

	@Override
	public String toString() {
		return this.delegate.toString();
	}

}
