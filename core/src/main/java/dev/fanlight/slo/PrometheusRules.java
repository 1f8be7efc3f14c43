package dev.fanlight.slo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import static dev.fanlight.slo.MetricNames.BUSINESS;
import static dev.fanlight.slo.MetricNames.GOAL_BUDGET;
import static dev.fanlight.slo.MetricNames.GOAL_BURN;
import static dev.fanlight.slo.MetricNames.GOAL_MISSES;
import static dev.fanlight.slo.MetricNames.GOAL_REQUESTS;
import static dev.fanlight.slo.MetricNames.GOAL_TARGET;

/**
 * Recording rules and alerts of a service, in the syntax of Prometheus 2.42 and later.
 * Every alert carries the labels {@code service} and {@code severity}, a summary, a
 * description, the address of its runbook and of the board. Stateless.
 */
public final class PrometheusRules {

	/** Name of the alert about business. */
	static final String BUSINESS_RATE_HALVED = "BusinessRateHalved";

	private static final String LEAST_BUSINESS = "0.003";

	private final MonitoredService service;

	private final GoalQueries queries;

	private PrometheusRules(MonitoredService service) {
		this.service = service;
		this.queries = new GoalQueries(service);
	}

	/**
	 * Write the rules of a service.
	 * @param service the service
	 * @return a file of rules
	 */
	public static String of(MonitoredService service) {
		PrometheusRules rules = new PrometheusRules(service);
		Map<String, List<Rule>> groups = new LinkedHashMap<>();
		String prefix = "fanlight-" + service.name() + '-';
		service.objectives()
			.forEach((objective) -> groups.put(prefix + "objective-" + objective.name(),
					objective.goals().stream().flatMap((goal) -> rules.goal(goal).stream()).toList()));
		groups.put(prefix + "symptoms", rules.symptoms());
		if (!service.business().isEmpty()) {
			groups.put(prefix + "business", rules.business());
		}
		return Yaml.of("Written by Fanlight from the configuration of " + service.name()
				+ ". Change that and write again, not this.", groups);
	}

	/**
	 * The names of all alerts that there can be; each has a page in the runbooks.
	 * @return the names
	 */
	public static List<String> alerts() {
		List<String> names = new ArrayList<>();
		for (BudgetAlert alert : BudgetAlert.values()) {
			names.add(alert.alert());
		}
		for (Symptom symptom : Symptom.values()) {
			names.add(symptom.alert());
		}
		names.add(BUSINESS_RATE_HALVED);
		return names;
	}

	private List<Rule> goal(Goal goal) {
		Map<String, String> labels = labels(goal);
		List<Rule> rules = new ArrayList<>();
		rules.add(Rule.record(GOAL_TARGET, "vector(" + Words.number(goal.target()) + ')', labels));
		rules.add(Rule.record(GOAL_REQUESTS, this.queries.requests(goal, "rate", "5m"), labels));
		rules.add(Rule.record(GOAL_MISSES, this.queries.misses(goal, "rate", "5m"), labels));
		String budget = Words.number(goal.budget());
		for (Duration window : BurnWindow.lengths(goal.objective().window())) {
			String length = Words.duration(window);
			rules.add(Rule.record(GOAL_BURN + length, "(\n" + indented(this.queries.misses(goal, "rate", length))
					+ "\n)\n/\n(" + this.queries.requests(goal, "rate", length) + " > 0)\n/\n" + budget, labels));
		}
		String matchers = matchers(labels);
		String window = '[' + Words.duration(goal.objective().window()) + "]";
		rules.add(Rule.record(GOAL_BUDGET, "1 - sum_over_time(" + GOAL_MISSES + matchers + window
				+ ")\n/\n(sum_over_time(" + GOAL_REQUESTS + matchers + window + ") > 0)\n/\n" + budget, labels));
		for (BudgetAlert alert : BudgetAlert.values()) {
			if (alert.sli() == goal.sli()) {
				rules.add(burns(goal, alert, matchers));
			}
		}
		return rules;
	}

	private Rule burns(Goal goal, BudgetAlert alert, String matchers) {
		Objective objective = goal.objective();
		String expression = BurnWindow.of(objective.window())
			.stream()
			.filter((pair) -> pair.severity() == alert.severity())
			.map((pair) -> "(\n" + indented(GOAL_BURN + Words.duration(pair.longWindow()) + matchers + " > "
					+ Words.number(pair.factor()) + "\nand\n" + GOAL_BURN + Words.duration(pair.shortWindow())
					+ matchers + " > " + Words.number(pair.factor()) + "\nand on ()\n("
					+ this.queries.misses(goal, "increase", Words.duration(pair.longWindow())) + ") >= "
					+ this.service.thresholds().minimumFailures()) + "\n)")
			.collect(Collectors.joining("\nor\n"));
		Map<String, String> labels = labels(goal);
		labels.put("severity", alert.severity().label());
		if (!objective.owner().isEmpty()) {
			labels.put("owner", template(objective.owner()));
		}
		String description = goal.inWords() + "."
				+ (objective.description().isEmpty() ? "" : ' ' + objective.description());
		return Rule.alert(alert.alert(), expression, alert.pending(), labels,
				annotations(alert.alert(),
						objective.name() + ": the error budget of " + goal.sli().label()
								+ " burns {{ $value | printf \"%.1f\" }} times as fast as it may",
						template(description)));
	}

	private List<Rule> symptoms() {
		List<Rule> rules = new ArrayList<>();
		for (Symptom symptom : Symptom.values()) {
			if (symptom.concerns(this.service)) {
				rules.add(Rule.alert(symptom.alert(), symptom.expression(this.service), symptom.pending(),
						labels(symptom.severity()),
						annotations(symptom.alert(), symptom.summary(), symptom.description())));
			}
		}
		return rules;
	}

	private List<Rule> business() {
		List<Rule> rules = new ArrayList<>();
		for (String counter : this.service.business()) {
			Map<String, String> labels = new LinkedHashMap<>();
			labels.put("service", this.service.name());
			labels.put("meter", counter);
			rules.add(Rule.record(BUSINESS, "sum(rate(" + this.service.series(counter, "") + "[30m]))", labels));
		}
		String rate = BUSINESS + "{service=\"" + Words.escaped(this.service.name()) + "\"}";
		String average = "avg_over_time(" + rate + "[1d])";
		rules.add(Rule.alert(
				BUSINESS_RATE_HALVED, rate + " < 0.5 * " + average + "\nand\n" + rate + " < 0.5 * (" + rate
						+ " offset 1d)\nand\n" + average + " > " + LEAST_BUSINESS,
				Duration.ofMinutes(15), labels(Severity.TICKET),
				annotations(BUSINESS_RATE_HALVED,
						"{{ $labels.meter }} is at {{ $value | humanize }} per second, less than half of its average",
						"Over half an hour, against the average of the last day and against this time yesterday.")));
		return rules;
	}

	private Map<String, String> labels(Goal goal) {
		Map<String, String> labels = new LinkedHashMap<>();
		labels.put("service", this.service.name());
		labels.put("objective", goal.objective().name());
		labels.put("sli", goal.sli().label());
		return labels;
	}

	private Map<String, String> labels(Severity severity) {
		Map<String, String> labels = new LinkedHashMap<>();
		labels.put("service", this.service.name());
		labels.put("severity", severity.label());
		return labels;
	}

	private Map<String, String> annotations(String alert, String summary, String description) {
		Map<String, String> annotations = new LinkedHashMap<>();
		annotations.put("summary", template(this.service.name()) + ": " + summary);
		annotations.put("description", description);
		annotations.put("runbook_url", template(this.service.runbookUrl() + '/' + alert + ".md"));
		annotations.put("dashboard", template(this.service.boardUrl()));
		return annotations;
	}

	/** Text of the user is no template. */
	private static String template(String text) {
		return text.replace("{{", "{{ \"{{\" }}");
	}

	private static String matchers(Map<String, String> labels) {
		return labels.entrySet()
			.stream()
			.map((label) -> label.getKey() + "=\"" + Words.escaped(label.getValue()) + '"')
			.collect(Collectors.joining(",", "{", "}"));
	}

	private static String indented(String text) {
		return "  " + text.replace("\n", "\n  ");
	}

}
