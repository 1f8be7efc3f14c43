package dev.fanlight.alerting;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings messages to one channel, in their order, on a thread that is there only while
 * something waits. At most {@value #MOST_WAITING} messages wait; the oldest goes first.
 */
final class Courier {

	static final int MOST_WAITING = 64;

	private static final Logger logger = LoggerFactory.getLogger(AlertEngine.class);

	private static final Duration LONGEST_WISH = Duration.ofMinutes(10);

	private static final int LONGEST_WORDS = 300;

	private final String name;

	private final AlertChannel channel;

	private final DeliveryLimits limits;

	private final UnaryOperator<String> redactor;

	private final Clock clock;

	/** Hears which messages arrived or were given up. */
	private final Consumer<Alert> settled;

	private final ScheduledThreadPoolExecutor executor;

	private final Deque<Message> waiting = new ArrayDeque<>();

	private boolean scheduled;

	/** The thread that is in the channel now. */
	private @Nullable Thread inside;

	private long entered;

	private boolean late;

	private Duration pause;

	private ChannelStatus status;

	private boolean warned;

	Courier(String name, AlertChannel channel, DeliveryLimits limits, UnaryOperator<String> redactor, Clock clock,
			Consumer<Alert> settled) {
		this.name = name;
		this.channel = channel;
		this.limits = limits;
		this.redactor = redactor;
		this.clock = clock;
		this.settled = settled;
		this.pause = limits.initialBackoff();
		this.status = new ChannelStatus(name, 0, 0, 0, 0, 0, null, null, null);
		this.executor = new ScheduledThreadPoolExecutor(1, (task) -> {
			Thread thread = new Thread(task, "fanlight-alerts-" + name);
			thread.setDaemon(true);
			return thread;
		});
		this.executor.setKeepAliveTime(1, TimeUnit.SECONDS);
		this.executor.allowCoreThreadTimeOut(true);
		this.executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
	}

	String name() {
		return this.name;
	}

	boolean wants(Alert alert) {
		try {
			return this.channel.wants(alert);
		}
		catch (RuntimeException ex) {
			// Rather told too much
			return true;
		}
	}

	@Nullable Duration repeatAfter() {
		try {
			return this.channel.repeatAfter();
		}
		catch (RuntimeException ex) {
			return null;
		}
	}

	synchronized void offer(Alert alert) {
		Message same = this.waiting.stream()
			.filter((message) -> message.alert.id().equals(alert.id()) && message.alert.firing() == alert.firing())
			.findFirst()
			.orElse(null);
		if (same != null) {
			return;
		}
		if (this.waiting.size() >= MOST_WAITING) {
			this.waiting.removeFirst();
			count(0, 0, 0, 1);
		}
		this.waiting.addLast(new Message(alert, System.nanoTime()));
		schedule(Duration.ZERO);
	}

	private void schedule(Duration delay) {
		if (!this.scheduled && !this.executor.isShutdown()) {
			this.scheduled = true;
			this.executor.schedule(this::attempt, delay.toNanos(), TimeUnit.NANOSECONDS);
		}
	}

	private void attempt() {
		Message message = enter();
		if (message == null) {
			return;
		}
		Throwable failure = null;
		try {
			this.channel.send(message.alert);
		}
		catch (Throwable ex) {
			// An error of a class that is missing is no reason to lose the thread
			failure = ex;
		}
		boolean settles = leave(message, failure);
		if (settles) {
			this.settled.accept(message.alert);
		}
	}

	private synchronized @Nullable Message enter() {
		this.scheduled = false;
		Message message = this.waiting.peekFirst();
		if (message != null) {
			this.late = false;
			this.entered = System.nanoTime();
			this.inside = Thread.currentThread();
		}
		return message;
	}

	private synchronized boolean leave(Message message, @Nullable Throwable failure) {
		this.inside = null;
		// An interrupt was for this attempt
		boolean interrupted = Thread.interrupted();
		if (failure == null) {
			arrived();
			this.waiting.remove(message);
			next(Duration.ZERO);
			return true;
		}
		SendException known = (failure instanceof SendException ex) ? ex : null;
		String words = (this.late || interrupted) ? "no end after " + Words.duration(this.limits.timeout())
				: words(failure);
		boolean old = System.nanoTime() - message.since > this.limits.giveUpAfter().toNanos();
		boolean gaveUp = old || (known != null && known.isUseless());
		failed(words, gaveUp);
		if (gaveUp) {
			this.waiting.remove(message);
			next(Duration.ZERO);
			return true;
		}
		next(pause((known != null) ? known.wish() : null));
		return false;
	}

	private void next(Duration delay) {
		if (!this.waiting.isEmpty()) {
			schedule(delay);
		}
		notifyAll();
	}

	private Duration pause(@Nullable Duration wish) {
		Duration pause = Duration
			.ofNanos((long) (this.pause.toNanos() * ThreadLocalRandom.current().nextDouble(0.8, 1.2)));
		this.pause = min(this.pause.multipliedBy(2), this.limits.maxBackoff());
		return (wish != null && wish.compareTo(pause) > 0) ? min(wish, LONGEST_WISH) : pause;
	}

	private static Duration min(Duration a, Duration b) {
		return (a.compareTo(b) < 0) ? a : b;
	}

	private void arrived() {
		this.pause = this.limits.initialBackoff();
		if (this.warned) {
			this.warned = false;
			logger.warn("Alerts reach the channel {} again", this.name);
		}
		count(1, 0, 0, 0);
		this.status = new ChannelStatus(this.name, 0, this.status.delivered(), this.status.retried(),
				this.status.failed(), this.status.dropped(), this.clock.instant(), this.status.lastFailure(),
				this.status.failure());
	}

	private void failed(String words, boolean gaveUp) {
		count(0, gaveUp ? 0 : 1, gaveUp ? 1 : 0, 0);
		this.status = new ChannelStatus(this.name, 0, this.status.delivered(), this.status.retried(),
				this.status.failed(), this.status.dropped(), this.status.lastDelivery(), this.clock.instant(), words);
		if (!this.warned) {
			this.warned = true;
			logger.warn("Alerts do not reach the channel {}: {}. {} Nothing more is said until they do.", this.name,
					words, gaveUp ? "This one is given up." : "They are sent again.");
		}
	}

	private String words(Throwable failure) {
		String message = failure.getMessage();
		String words = (failure instanceof SendException) ? String.valueOf(message)
				: failure.getClass().getSimpleName() + ((message != null) ? ": " + message : "");
		String redacted = this.redactor.apply(words);
		return (redacted.length() <= LONGEST_WORDS) ? redacted : redacted.substring(0, LONGEST_WORDS) + "...";
	}

	private void count(int delivered, int retried, int failed, int dropped) {
		ChannelStatus before = this.status;
		this.status = new ChannelStatus(this.name, 0, before.delivered() + delivered, before.retried() + retried,
				before.failed() + failed, before.dropped() + dropped, before.lastDelivery(), before.lastFailure(),
				before.failure());
	}

	/** Interrupt an attempt that takes too long. */
	synchronized void watch() {
		Thread thread = this.inside;
		if (thread != null && !this.late && System.nanoTime() - this.entered > this.limits.timeout().toNanos()) {
			this.late = true;
			thread.interrupt();
		}
	}

	synchronized ChannelStatus status() {
		ChannelStatus now = this.status;
		return new ChannelStatus(this.name, this.waiting.size(), now.delivered(), now.retried(), now.failed(),
				now.dropped(), now.lastDelivery(), now.lastFailure(), now.failure());
	}

	/**
	 * Stop once nothing waits any more, or at the end of the budget.
	 * @param deadline the end, as {@link System#nanoTime()}
	 */
	void close(long deadline) {
		boolean done = false;
		try {
			if (isEmptyBy(deadline)) {
				// What has just arrived is still to be noted, and not to be interrupted
				this.executor.shutdown();
				done = this.executor.awaitTermination(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		if (!done) {
			this.executor.shutdownNow();
		}
	}

	private synchronized boolean isEmptyBy(long deadline) throws InterruptedException {
		while (!this.waiting.isEmpty() && deadline - System.nanoTime() > 0 && this.pauseIsShort()) {
			TimeUnit.NANOSECONDS.timedWait(this, Math.max(1, deadline - System.nanoTime()));
		}
		return this.waiting.isEmpty();
	}

	/** While a channel is broken there is nothing to wait for. */
	private boolean pauseIsShort() {
		return !this.warned;
	}

	private record Message(Alert alert, long since) {
	}

}
