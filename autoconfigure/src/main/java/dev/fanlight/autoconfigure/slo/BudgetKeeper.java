package dev.fanlight.autoconfigure.slo;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

import dev.fanlight.autoconfigure.PeriodicWork;
import dev.fanlight.slo.ErrorBudgets;
import dev.fanlight.slo.BudgetFile;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.SmartInitializingSingleton;

/**
 * Feeds the error budgets from the meters every few seconds, and carries them over a
 * restart in a file. Without a file that can be used they start anew, and one warning
 * says so.
 */
final class BudgetKeeper implements SmartInitializingSingleton, DisposableBean {

	private static final Log logger = LogFactory.getLog(BudgetKeeper.class);

	private static final Duration READ_PERIOD = Duration.ofSeconds(5);

	private static final int SAVE_EVERY = 12;

	private final ErrorBudgets budgets;

	private final GoalCounters counters;

	private final boolean watching;

	private final @Nullable Path directory;

	private final String service;

	private final PeriodicWork work = new PeriodicWork("fanlight-slo");

	private @Nullable BudgetFile file;

	private boolean warned;

	private int readings;

	/**
	 * Create a keeper.
	 * @param budgets what to feed
	 * @param counters what was counted
	 * @param watching whether there is anything to feed
	 * @param directory where the file is, or {@code null} for none
	 * @param service the name of the service
	 */
	BudgetKeeper(ErrorBudgets budgets, GoalCounters counters, boolean watching, @Nullable Path directory,
			String service) {
		this.budgets = budgets;
		this.counters = counters;
		this.watching = watching;
		this.directory = directory;
		this.service = service;
	}

	@Override
	public void afterSingletonsInstantiated() {
		if (!this.watching) {
			return;
		}
		restore();
		this.work.every(READ_PERIOD, this::tick);
	}

	private synchronized void restore() {
		if (this.directory == null) {
			return;
		}
		try {
			this.file = BudgetFile.open(this.directory, this.service);
			this.file.restore(this.budgets);
		}
		catch (IOException | RuntimeException ex) {
			logger.warn("The error budgets start anew: " + ex.getMessage());
		}
	}

	private void tick() {
		read();
		if (++this.readings % SAVE_EVERY == 0) {
			save();
		}
	}

	/** Take in what was counted until now. */
	synchronized void read() {
		try {
			this.counters.addTo(this.budgets);
		}
		catch (RuntimeException ex) {
			warn("The error budgets cannot be read from the meters", ex);
		}
	}

	private synchronized void save() {
		try {
			if (this.file != null) {
				this.file.save(this.budgets);
			}
		}
		catch (IOException | RuntimeException ex) {
			warn("The error budgets cannot be saved, a restart will begin with older ones", ex);
		}
	}

	private void warn(String what, Exception ex) {
		if (!this.warned) {
			logger.warn(what + ". This is said once.", ex);
			this.warned = true;
		}
	}

	@Override
	public void destroy() {
		this.work.close();
		if (this.watching) {
			read();
			save();
		}
		synchronized (this) {
			if (this.file != null) {
				this.file.close();
			}
		}
	}

}
