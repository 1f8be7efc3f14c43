package dev.fanlight.alerting;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

import dev.fanlight.alerting.Condition.Kind;
import dev.fanlight.alerting.History.Point;
import dev.fanlight.alerting.Judgement.Verdict;
import dev.fanlight.alerting.Measurements.Job;
import dev.fanlight.alerting.Measurements.Observed;
import org.jspecify.annotations.Nullable;

/**
 * Judges the condition of one rule and remembers of the past what it needs for that.
 * Belongs to one thread.
 */
final class Judge {

	/** How many routes a message names. */
	private static final int WORST = 3;

	private final Rule rule;

	private final Condition condition;

	private final Measurements measurements;

	private final RequestWindow requests;

	private final History<Double> counts;

	Judge(Rule rule, Measurements measurements, RequestWindow requests) {
		this.rule = rule;
		this.condition = rule.condition();
		this.measurements = measurements;
		this.requests = requests;
		this.counts = new History<>(this.condition.window());
	}

	Judgement judge(Instant now) {
		return switch (this.condition.kind()) {
			case ERROR_RATE -> requests(RequestTotals::errorRate, (totals) -> Words.ratio(totals.errorRate()) + " of "
					+ Words.number(totals.count()) + " requests failed", RequestTotals::faults);
			case AVAILABILITY ->
				requests((totals) -> 1 - totals.errorRate(), (totals) -> Words.ratio(1 - totals.errorRate()) + " of "
						+ Words.number(totals.count()) + " requests succeeded", RequestTotals::faults);
			case PERCENTILE -> requests(this::percentile,
					(totals) -> this.condition.name() + " of " + Words.number(totals.count()) + " requests is "
							+ Words.seconds(percentile(totals)) + ", "
							+ totals.bucketWords(this.condition.percentile()),
					this::percentile);
			case RATE, COUNT, STOPPED -> counted(now);
			case VALUE -> worst(this.measurements.values(meter()), "there is no gauge " + meter());
			case READING -> worst(this.measurements.reading(this.condition.name())
				.stream()
				.filter((value) -> this.condition.subject() == null || value.subject().equals(this.condition.subject()))
				.toList(), "nothing is known of it");
			case MISSED -> missed(now);
		};
	}

	private double percentile(RequestTotals totals) {
		return totals.percentile(this.condition.percentile());
	}

	private Judgement requests(ToDoubleFunction<RequestTotals> value, Function<RequestTotals, String> words,
			ToDoubleFunction<RequestTotals> rank) {
		boolean each = Rule.EACH.equals(this.rule.route());
		Map<String, RequestTotals> window = this.requests.read(each ? null : this.rule.route());
		if (each) {
			window.values().removeIf((totals) -> totals.count() < this.rule.minRequests());
		}
		Comparator<Map.Entry<String, RequestTotals>> badness = Comparator.comparingDouble((route) -> each
				? badness(value.applyAsDouble(route.getValue())) : rank.applyAsDouble(route.getValue()));
		List<Map.Entry<String, RequestTotals>> worst = window.entrySet()
			.stream()
			.filter((route) -> rank.applyAsDouble(route.getValue()) > 0)
			.sorted(badness.reversed().thenComparing(Map.Entry.comparingByKey()))
			.limit(WORST)
			.toList();
		RequestTotals judged = RequestTotals.NONE;
		for (RequestTotals totals : each ? worst(worst, window) : window.values()) {
			judged = judged.plus(totals);
		}
		if (judged.count() < Math.max(1, this.rule.minRequests())) {
			return Judgement.unknown("fewer than " + this.rule.minRequests() + " requests in the last "
					+ Words.duration(this.condition.window()));
		}
		double result = value.applyAsDouble(judged);
		if (Double.isNaN(result)) {
			return Judgement.unknown("the requests have no histogram");
		}
		return new Judgement(Verdict.of(this.condition.isMet(result)), result, words.apply(judged),
				worst.isEmpty() ? null : worst.get(0).getKey(), "",
				worst.size() > 1 ? Map.of("routes", String.join(", ", worst.stream().map(Map.Entry::getKey).toList()))
						: Map.of());
	}

	private double badness(double value) {
		return this.condition.above() ? value : -value;
	}

	/** One route that is judged for all. */
	private static Collection<RequestTotals> worst(List<Map.Entry<String, RequestTotals>> worst,
			Map<String, RequestTotals> window) {
		return worst.isEmpty() ? window.values().stream().limit(1).toList() : List.of(worst.get(0).getValue());
	}

	private MeterQuery meter() {
		MeterQuery meter = this.condition.meter();
		if (meter == null) {
			throw new IllegalStateException("No meter in " + this.condition.text());
		}
		return meter;
	}

	private Judgement counted(Instant now) {
		OptionalDouble total = this.measurements.total(meter());
		if (total.isEmpty()) {
			// Counters are often made when they first count
			this.counts.add(now, 0.0);
			return Judgement.unknown("there is no counter " + meter());
		}
		double latest = total.getAsDouble();
		this.counts.add(now, latest);
		Point<Double> begin = this.counts.begin();
		boolean whole = this.counts.isWhole(now);
		// What is below can still grow; what is above cannot shrink
		if (begin == null || (!whole && (this.condition.kind() == Kind.STOPPED || !this.condition.above()))) {
			return Judgement.unknown("not watched for " + Words.duration(this.condition.window()) + " yet");
		}
		double growth = (latest >= begin.value()) ? latest - begin.value() : latest;
		String window = Words.duration(this.condition.window());
		return switch (this.condition.kind()) {
			case STOPPED -> new Judgement(Verdict.of(growth == 0 && latest > 0), growth,
					(growth == 0) ? meter() + " has not grown for " + window
							: meter() + " grew by " + Words.number(growth) + " in " + window,
					null, "", Map.of());
			case RATE -> {
				double rate = growth / this.condition.window().toMillis() * 1000;
				yield new Judgement(Verdict.of(this.condition.isMet(rate)), rate,
						meter() + " grows by " + Words.number(rate) + "/s", null, "", Map.of());
			}
			default -> new Judgement(Verdict.of(this.condition.isMet(growth)), growth,
					meter() + " grew by " + Words.number(growth) + " in " + window, null, "", Map.of());
		};
	}

	private Judgement worst(List<Observed> values, String none) {
		Observed worst = null;
		for (Observed value : values) {
			if (Double.isFinite(value.value())
					&& (worst == null || this.condition.isWorse(value.value(), worst.value()))) {
				worst = value;
			}
		}
		if (worst == null) {
			return Judgement.unknown(none);
		}
		String words = this.condition.name() + (worst.subject().isEmpty() ? "" : " of " + worst.subject()) + " is "
				+ Words.number(worst.value());
		return new Judgement(Verdict.of(this.condition.isMet(worst.value())), worst.value(), words,
				route(worst.details()), worst.subject(), worst.details());
	}

	private static @Nullable String route(Map<String, String> details) {
		return details.get("route");
	}

	private Judgement missed(Instant now) {
		List<Job> jobs = this.measurements.jobs(this.condition.name());
		if (jobs.isEmpty()) {
			return Judgement.unknown("no job " + this.condition.name() + " is scheduled");
		}
		Job first = jobs.get(0);
		for (Job job : jobs) {
			first = job.due().isBefore(first.due()) ? job : first;
		}
		boolean missed = first.due().plus(this.condition.window()).isBefore(now);
		double late = Math.max(0, (now.toEpochMilli() - first.due().toEpochMilli()) / 1000.0);
		return new Judgement(Verdict.of(missed), late,
				first.name() + (missed ? " should have started at " : " is due at ") + first.due(), null, first.name(),
				Map.of());
	}

}
