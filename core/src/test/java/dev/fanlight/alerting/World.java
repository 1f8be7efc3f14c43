package dev.fanlight.alerting;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

/**
 * A process that tests let happen: its requests, counters and time.
 */
final class World extends Clock implements Measurements {

	static final Source SOURCE = new Source("shop", "production", "1.4.2", "a");

	static final DeliveryLimits LIMITS = new DeliveryLimits(Duration.ofSeconds(5), Duration.ofMillis(5),
			Duration.ofMillis(20), Duration.ofSeconds(20));

	final Map<String, RequestTotals> requests = new HashMap<>();

	final Map<String, Double> counters = new HashMap<>();

	final List<Observed> observed = new ArrayList<>();

	final List<Job> jobs = new ArrayList<>();

	private volatile Instant now = Instant.parse("2026-11-26T12:00:00Z");

	@Nullable Path stateFile;

	List<Silence> silences = List.of();

	@Nullable QuietHours quietHours;

	UnaryOperator<String> redactor = UnaryOperator.identity();

	AlertEngine engine(Map<String, AlertChannel> channels, Rule... rules) {
		return new AlertEngine(List.of(rules), channels, this, new AlertSettings(Duration.ofSeconds(10), SOURCE,
				this.silences, this.quietHours, LIMITS, this.redactor, this.stateFile), this);
	}

	static Rule rule(String name, String when) {
		return rule(name, when, null);
	}

	static Rule rule(String name, String when, @Nullable String route) {
		return new Rule(name, Condition.parse(when, Duration.ofMinutes(5)), Duration.ZERO, Severity.PAGE, Duration.ZERO,
				route, 10, null, "https://runbooks.example/" + name);
	}

	void request(String route, int count, int faults) {
		this.requests.merge(route, new RequestTotals(count, faults, new double[0], new double[0]), RequestTotals::plus);
	}

	World pass(Duration time) {
		this.now = this.now.plus(time);
		return this;
	}

	@Override
	public Map<String, RequestTotals> requests() {
		return new HashMap<>(this.requests);
	}

	@Override
	public OptionalDouble total(MeterQuery meters) {
		Double total = this.counters.get(meters.toString());
		return (total != null) ? OptionalDouble.of(total) : OptionalDouble.empty();
	}

	@Override
	public List<Observed> values(MeterQuery meters) {
		return reading(meters.name());
	}

	@Override
	public List<Job> jobs(String name) {
		return this.jobs.stream().filter((job) -> job.name().endsWith(name)).toList();
	}

	@Override
	public List<Observed> reading(String reading) {
		return List.copyOf(this.observed);
	}

	@Override
	public @Nullable String failedTrace(@Nullable String route) {
		return "POST /orders".equals(route) ? "4bf92f3577b34da6a3ce929d0e0e4736" : null;
	}

	@Override
	public @Nullable String slowTrace(String route, Instant since) {
		return since.equals(this.now.minus(Duration.ofMinutes(5))) ? "0af7651916cd43dd8448eb211c80319c" : null;
	}

	@Override
	public Instant instant() {
		return this.now;
	}

	@Override
	public ZoneId getZone() {
		return ZoneOffset.UTC;
	}

	@Override
	public Clock withZone(ZoneId zone) {
		return this;
	}

}
