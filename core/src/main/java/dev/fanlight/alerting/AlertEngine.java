package dev.fanlight.alerting;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import dev.fanlight.alerting.Condition.Kind;
import dev.fanlight.alerting.Judgement.Verdict;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Judges all rules at intervals and tells every channel of each change, once. What it is
 * told about the world, and whom it told what, survives a restart. Thread-safe.
 */
public final class AlertEngine implements AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(AlertEngine.class);

	private static final Duration GOODBYE = Duration.ofSeconds(2);

	private final List<Watched> rules = new ArrayList<>();

	private final Map<String, Courier> couriers = new LinkedHashMap<>();

	private final Map<Duration, RequestWindow> windows = new HashMap<>();

	private final CopyOnWriteArrayList<Silence> silences;

	private final Measurements measurements;

	private final AlertSettings settings;

	private final Clock clock;

	private final Instant started;

	private final @Nullable AlertFile file;

	private final AtomicLong failures = new AtomicLong();

	private @Nullable ScheduledThreadPoolExecutor timer;

	private boolean dirty;

	private boolean warned;

	private boolean gone;

	private boolean closed;

	/**
	 * Create an engine that does nothing yet.
	 * @param rules the rules
	 * @param channels the channels by name
	 * @param measurements what this process measures
	 * @param settings the settings
	 * @param clock the time
	 */
	public AlertEngine(List<Rule> rules, Map<String, AlertChannel> channels, Measurements measurements,
			AlertSettings settings, Clock clock) {
		this.measurements = measurements;
		this.settings = settings;
		this.clock = clock;
		this.started = clock.instant();
		this.silences = new CopyOnWriteArrayList<>(settings.silences());
		for (Rule rule : rules) {
			Duration window = rule.condition().window();
			RequestWindow requests = rule.condition().isAboutRequests()
					? this.windows.computeIfAbsent(window, RequestWindow::new) : new RequestWindow(window);
			this.rules.add(new Watched(rule, new Judge(rule, measurements, requests), this.started));
		}
		channels.forEach((name, channel) -> this.couriers.put(name, new Courier(name, channel, settings.limits(),
				settings.redactor(), clock, (alert) -> settled(name, alert))));
		this.file = (settings.stateFile() != null) ? AlertFile.open(settings.stateFile()) : null;
		if (this.file != null) {
			this.file.load(this.rules, settings.source(), this.couriers.keySet());
		}
	}

	/**
	 * Judge at intervals from now on.
	 */
	public synchronized void start() {
		if (this.timer == null && !this.closed) {
			this.timer = new ScheduledThreadPoolExecutor(1, (task) -> {
				Thread thread = new Thread(task, "fanlight-alerts");
				thread.setDaemon(true);
				return thread;
			});
			this.timer.scheduleWithFixedDelay(this::tick, 0, this.settings.interval().toMillis(),
					TimeUnit.MILLISECONDS);
		}
	}

	/**
	 * Judge every rule once. Throws nothing.
	 */
	public void tick() {
		try {
			judgeAll();
		}
		catch (Throwable ex) {
			// A class that is missing would end the timer
			failed(ex);
		}
		this.couriers.values().forEach(Courier::watch);
	}

	private synchronized void judgeAll() {
		if (this.closed) {
			return;
		}
		Instant now = this.clock.instant();
		if (!this.windows.isEmpty()) {
			Map<String, RequestTotals> totals = this.measurements.requests();
			this.windows.values().forEach((window) -> window.add(now, totals));
		}
		for (Watched watched : this.rules) {
			try {
				judge(watched, now);
			}
			catch (RuntimeException | LinkageError | StackOverflowError ex) {
				watched.last = Judgement.unknown("could not be read");
				failed(ex);
			}
		}
		save();
	}

	private void judge(Watched watched, Instant now) {
		Judgement judgement = watched.judge.judge(now);
		watched.last = judgement;
		AlertState before = watched.state;
		if (judgement.verdict() == Verdict.UNKNOWN && before.phase() == Phase.FIRING && isYoung(watched, now)) {
			// The past that a restart forgot is no end of an alert
			return;
		}
		AlertState after = before.next(judgement.verdict(), now, watched.rule);
		watched.state = after;
		this.dirty |= after != before;
		if (after.phase() == Phase.FIRING && before.phase() != Phase.FIRING) {
			watched.alert = alert(watched, judgement, now);
		}
		tell(watched, now);
	}

	private boolean isYoung(Watched watched, Instant now) {
		return now.isBefore(this.started.plus(watched.rule.condition().window()).plus(this.settings.interval()));
	}

	private void tell(Watched watched, Instant now) {
		Alert alert = watched.alert;
		if (alert == null || muted(watched.rule, now) != null) {
			return;
		}
		AlertState state = watched.state;
		for (Courier courier : this.couriers.values()) {
			if (!courier.wants(alert)) {
				continue;
			}
			String name = courier.name();
			Instant told = watched.told.get(name);
			if (state.phase() == Phase.FIRING) {
				Duration repeat = courier.repeatAfter();
				Instant sent = watched.sent.getOrDefault(name, Instant.MIN);
				if (!alert.startsAt().equals(told) || (repeat != null && !now.isBefore(addTo(sent, repeat)))) {
					watched.told.put(name, alert.startsAt());
					watched.sent.put(name, now);
					courier.offer(alert);
				}
			}
			else if (told != null) {
				watched.told.remove(name);
				courier.offer(over(alert, (state.endsAt() != null) ? state.endsAt() : now));
			}
		}
	}

	private static Instant addTo(Instant sent, Duration repeat) {
		return sent.equals(Instant.MIN) ? sent : sent.plus(repeat);
	}

	private Alert alert(Watched watched, Judgement judgement, Instant now) {
		Rule rule = watched.rule;
		String route = judgement.route();
		return new Alert(rule.name() + "-" + now.toEpochMilli(), true, rule.name(), rule.severity(),
				summary(rule, judgement), rule.condition().text(), judgement.value(), judgement.words(), route,
				judgement.subject(), trace(rule.condition(), judgement, now), rule.runbookUrl(), now, null,
				judgement.details(), this.settings.source())
			.redacted(this.settings.redactor());
	}

	private @Nullable String trace(Condition condition, Judgement judgement, Instant now) {
		String told = judgement.details().getOrDefault("trace_id", "");
		if (told.matches("[0-9a-f]{32}")) {
			return told;
		}
		String route = judgement.route();
		if (condition.kind() == Kind.PERCENTILE) {
			return (route != null) ? this.measurements.slowTrace(route, now.minus(condition.window())) : null;
		}
		return (condition.isAboutRequests() || route != null) ? this.measurements.failedTrace(route) : null;
	}

	private String summary(Rule rule, Judgement judgement) {
		Condition condition = rule.condition();
		String route = (judgement.route() != null) ? judgement.route() : "";
		String window = Words.duration(condition.window());
		if (rule.summary() != null) {
			Source source = this.settings.source();
			return rule.summary()
				.fill(Map.of("rule", rule.name(), "condition", condition.text(), "value", judgement.words(), "limit",
						condition.limit(), "window", window, "route", route, "subject", judgement.subject(), "service",
						source.service(), "environment", source.environment(), "version",
						(source.version() != null) ? source.version() : ""));
		}
		return judgement.words() + (condition.isAboutRequests() ? " in " + window : "")
				+ (condition.limit().isEmpty() ? "" : ", the limit is " + condition.limit())
				+ (route.isEmpty() ? "" : "; worst: " + judgement.details().getOrDefault("routes", route));
	}

	private static Alert over(Alert alert, Instant endsAt) {
		return new Alert(alert.id(), false, alert.rule(), alert.severity(),
				"Over after " + Words.lasting(Duration.between(alert.startsAt(), endsAt)) + ". It was: "
						+ alert.summary(),
				alert.condition(), alert.value(), alert.valueText(), alert.route(), alert.subject(), alert.traceId(),
				alert.runbookUrl(), alert.startsAt(), endsAt, alert.details(), alert.source());
	}

	private @Nullable String muted(Rule rule, Instant now) {
		for (Silence silence : this.silences) {
			if (silence.covers(rule.name(), now)) {
				return silence.words();
			}
		}
		QuietHours quiet = this.settings.quietHours();
		return (quiet != null && quiet.covers(rule.severity(), now)) ? quiet.words() : null;
	}

	/**
	 * Tell nobody of some rules for now.
	 * @param silence the silence
	 * @return ends it, however often it was asked for
	 */
	public Runnable silence(Silence silence) {
		this.silences.addIfAbsent(silence);
		return () -> this.silences.remove(silence);
	}

	private synchronized void settled(String channel, Alert alert) {
		for (Watched watched : this.rules) {
			if (watched.rule.name().equals(alert.rule())) {
				if (alert.firing()) {
					watched.settled.put(channel, alert.startsAt());
				}
				else {
					watched.settled.remove(channel);
				}
				this.dirty = true;
				save();
			}
		}
	}

	private void save() {
		// Once it is let go, another process may have the file
		if (this.file != null && this.dirty && !this.gone) {
			this.dirty = false;
			this.file.save(this.rules);
		}
	}

	private synchronized void failed(Throwable ex) {
		this.failures.incrementAndGet();
		if (!this.warned) {
			this.warned = true;
			logger.warn("A rule of alerts could not be judged; further failures are only counted", ex);
		}
	}

	/**
	 * How many times rules could not be judged.
	 * @return the number since the start
	 */
	public long failures() {
		return this.failures.get();
	}

	/**
	 * Where the rules are.
	 * @return the status of each, in their order
	 */
	public synchronized List<RuleStatus> rules() {
		Instant now = this.clock.instant();
		return this.rules.stream()
			.map((watched) -> new RuleStatus(watched.rule, watched.state.phase(), watched.state.since(),
					watched.last.value(), this.settings.redactor().apply(watched.last.words()),
					muted(watched.rule, now), watched.alert))
			.toList();
	}

	/**
	 * How the channels do.
	 * @return the status of each, in their order
	 */
	public List<ChannelStatus> channels() {
		return this.couriers.values().stream().map(Courier::status).toList();
	}

	/**
	 * Stop. Waits two seconds at most for messages that are on their way; the others are
	 * sent after a restart.
	 */
	@Override
	public void close() {
		synchronized (this) {
			this.closed = true;
			if (this.timer != null) {
				this.timer.shutdownNow();
			}
		}
		long deadline = System.nanoTime() + GOODBYE.toNanos();
		this.couriers.values().forEach((courier) -> courier.close(deadline));
		synchronized (this) {
			this.dirty = true;
			save();
			this.gone = true;
			if (this.file != null) {
				this.file.close();
			}
		}
	}

}
