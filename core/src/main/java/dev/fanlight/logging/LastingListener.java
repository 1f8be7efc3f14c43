package dev.fanlight.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggerContextListener;
import ch.qos.logback.core.spi.LifeCycle;

/**
 * Holds on to a Logback context. Stopping a context drops every listener, but the reset
 * that precedes a new configuration stops the registered components: there it comes back.
 */
abstract class LastingListener implements LoggerContextListener, LifeCycle {

	private final LoggerContext context;

	LastingListener(LoggerContext context) {
		this.context = context;
	}

	/** Whether it is to come back. */
	abstract boolean isWanted();

	/** What is to be done anew after every reset. */
	abstract void attached();

	/** Listens from now on. Has no effect once it is no longer wanted. */
	final void attach() {
		if (isWanted()) {
			listen();
			this.context.register(this);
			attached();
		}
	}

	private void listen() {
		if (!this.context.getCopyOfListenerList().contains(this)) {
			this.context.addListener(this);
		}
	}

	@Override
	public final boolean isResetResistant() {
		return true;
	}

	@Override
	public final void onReset(LoggerContext context) {
		attach();
	}

	@Override
	public final void onStop(LoggerContext context) {
		// Lines may be logged until the process ends
	}

	@Override
	public final void onLevelChange(Logger logger, Level level) {
		// Levels are read with every line
	}

	@Override
	public final void start() {
		// Started by being attached
	}

	@Override
	public final void stop() {
		if (isWanted()) {
			listen();
		}
	}

	@Override
	public final boolean isStarted() {
		return true;
	}

}
