package dev.fanlight.logging.sink;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import org.jspecify.annotations.Nullable;

/**
 * An appender that hangs, is slow and fails when told to. Overrides what would swallow
 * its exceptions, as appenders of other libraries may.
 */
class ScriptedAppender extends UnsynchronizedAppenderBase<ILoggingEvent> {

	private final List<ILoggingEvent> events = new CopyOnWriteArrayList<>();

	private final CountDownLatch entered = new CountDownLatch(1);

	private final AtomicInteger stops = new AtomicInteger();

	private final AtomicInteger attempts = new AtomicInteger();

	private volatile CountDownLatch gate = new CountDownLatch(0);

	private volatile Duration pause = Duration.ZERO;

	private volatile @Nullable Throwable failure;

	ScriptedAppender(String name) {
		setName(name);
	}

	/** Hang at the next line until {@link #resume()}. */
	ScriptedAppender hang() {
		this.gate = new CountDownLatch(1);
		return this;
	}

	void resume() {
		this.gate.countDown();
	}

	/** Take at least so long for a line. */
	ScriptedAppender slow(Duration pause) {
		this.pause = pause;
		return this;
	}

	ScriptedAppender fail(@Nullable Throwable failure) {
		this.failure = failure;
		return this;
	}

	boolean awaitHanging() throws InterruptedException {
		return this.entered.await(10, TimeUnit.SECONDS);
	}

	List<String> messages() {
		return this.events.stream().map(ILoggingEvent::getFormattedMessage).toList();
	}

	List<ILoggingEvent> events() {
		return this.events;
	}

	/** Lines that were handed to it and did not hang. */
	int attempts() {
		return this.attempts.get();
	}

	int stops() {
		return this.stops.get();
	}

	@Override
	public void stop() {
		this.stops.incrementAndGet();
		super.stop();
	}

	@Override
	public void doAppend(ILoggingEvent event) {
		append(event);
	}

	@Override
	protected void append(ILoggingEvent event) {
		this.entered.countDown();
		try {
			this.gate.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		for (long end = System.nanoTime() + this.pause.toNanos(), left; (left = end - System.nanoTime()) > 0;) {
			LockSupport.parkNanos(left);
		}
		Throwable failing = this.failure;
		this.attempts.incrementAndGet();
		if (failing != null) {
			ScriptedAppender.<RuntimeException>throwUnseen(failing);
		}
		// As an encoder does: who asks first, and on which thread, decides what it is
		event.getThreadName();
		this.events.add(event);
	}

	/** Also what is checked, as libraries in other languages do. */
	@SuppressWarnings("unchecked")
	private static <T extends Throwable> void throwUnseen(Throwable failure) throws T {
		throw (T) failure;
	}

}
