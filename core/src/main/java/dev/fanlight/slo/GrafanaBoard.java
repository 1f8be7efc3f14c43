package dev.fanlight.slo;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.fanlight.slo.Panel.DataSource;

import static dev.fanlight.slo.Panel.graph;
import static dev.fanlight.slo.Panel.ordered;
import static dev.fanlight.slo.Panel.stat;

/**
 * The board of a service for Grafana: overview, endpoints, objectives, resources,
 * database, business, telemetry, logs and traces. Metrics, logs and traces link to each
 * other. Stateless.
 */
public final class GrafanaBoard {

	private static final int SCHEMA_VERSION = 39;

	private static final int COLUMNS = 24;

	private static final String SELECTOR = "job=\"$service\",instance=~\"$instance\"";

	private static final String LOGS = "{service_name=\"$service\"}";

	/** A record of OTLP has fields and is no JSON: that is no error. */
	private static final String FIELDS = LOGS + " | json | drop __error__, __error_details__";

	private static final String RATE = "[$__rate_interval]";

	private final MonitoredService service;

	private final List<Map<String, Object>> panels = new ArrayList<>();

	private int id;

	private int y;

	private GrafanaBoard(MonitoredService service) {
		this.service = service;
	}

	/**
	 * Write the board of a service.
	 * @param service the service
	 * @return JSON that Grafana imports and provisions
	 */
	public static String of(MonitoredService service) {
		return Json.of(new GrafanaBoard(service).model()) + '\n';
	}

	private Map<String, Object> model() {
		rows().forEach((title, row) -> {
			if (!row.isEmpty()) {
				add(title, row);
			}
		});
		Map<String, Object> model = new LinkedHashMap<>();
		model.put("uid", this.service.boardUid());
		model.put("title", "Fanlight: " + this.service.name());
		model.put("tags", List.of("fanlight"));
		model.put("schemaVersion", SCHEMA_VERSION);
		model.put("editable", true);
		model.put("graphTooltip", 1);
		model.put("refresh", "30s");
		model.put("time", ordered("from", "now-1h", "to", "now"));
		model.put("timezone", "browser");
		model.put("links",
				List.of(ordered("title", "Runbooks", "type", "link", "url", this.service.runbookUrl(), "targetBlank",
						true, "icon", "doc", "tooltip", "", "tags", List.of(), "asDropdown", false, "includeVars",
						false, "keepTime", false)));
		model.put("templating", ordered("list", variables()));
		model.put("annotations",
				ordered("list",
						List.of(ordered("name", "Alerts", "datasource", DataSource.PROMETHEUS.reference(), "enable",
								true, "iconColor", "red", "expr", alerts(), "titleFormat", "{{alertname}}",
								"textFormat", "{{severity}}"))));
		model.put("panels", this.panels);
		return model;
	}

	private List<Object> variables() {
		List<Object> variables = new ArrayList<>();
		for (DataSource source : DataSource.values()) {
			variables.add(source.variable());
		}
		String info = MetricNames.TARGET_INFO;
		variables.add(variable("environment", "Environment", "label_values(" + info + ", deployment_environment_name)",
				true, ordered("text", "All", "value", "$__all")));
		variables.add(variable("service", "Service",
				"label_values(" + info + "{deployment_environment_name=~\"$environment\"}, job)", false,
				ordered("text", this.service.name(), "value", this.service.name())));
		variables.add(variable("instance", "Instance",
				"label_values(" + info + "{job=\"$service\",deployment_environment_name=~\"$environment\"}, instance)",
				true, ordered("text", "All", "value", "$__all")));
		return variables;
	}

	private static Map<String, Object> variable(String name, String label, String query, boolean several,
			Map<String, Object> current) {
		Map<String, Object> variable = ordered("name", name, "label", label, "type", "query", "datasource",
				DataSource.PROMETHEUS.reference(), "query", query, "refresh", 2, "sort", 1, "multi", several,
				"includeAll", several, "hide", 0, "current", current);
		if (several) {
			variable.put("allValue", ".*");
		}
		return variable;
	}

	private void add(String title, List<Panel> row) {
		this.panels.add(ordered("id", ++this.id, "type", "row", "title", title, "collapsed", false, "gridPos",
				ordered("x", 0, "y", this.y++, "w", COLUMNS, "h", 1), "panels", List.of()));
		int x = 0;
		int height = 0;
		for (Panel panel : row) {
			if (x + panel.width() > COLUMNS) {
				x = 0;
				this.y += height;
				height = 0;
			}
			this.panels.add(panel.at(++this.id, x, this.y));
			x += panel.width();
			height = Math.max(height, panel.height());
		}
		this.y += height;
	}

	private Map<String, List<Panel>> rows() {
		Map<String, List<Panel>> rows = new LinkedHashMap<>();
		rows.put("Overview", overview());
		rows.put("Objectives and budget", this.service.objectives().isEmpty() ? List.of() : objectives());
		rows.put("Endpoints", endpoints());
		rows.put("Jobs and messages", has(Subject.ENTRIES) ? entries() : List.of());
		rows.put("Resources", resources());
		rows.put("Database", database());
		rows.put("Business", business());
		rows.put("Telemetry pipeline", telemetry());
		rows.put("Logs and traces", signals());
		return rows;
	}

	private boolean has(Subject subject) {
		return this.service.subjects().contains(subject);
	}

	private List<Panel> overview() {
		RequestSeries requests = this.service.requests();
		String all = sum(requests.count(), "");
		String failed = sum(requests.count(), "," + requests.faults());
		List<Panel> panels = new ArrayList<>();
		panels.add(stat("Instances up", "short").query("sum(up{" + SELECTOR + "})", "up").bounds(1, 0.5));
		panels.add(stat("Requests", "reqps").query(all, "requests"));
		panels.add(stat("Failed", "percentunit").query("(" + failed + " or vector(0)) / " + all, "failed")
			.bounds(0.01, this.service.thresholds().errorRate()));
		panels.add(stat("p99", "s").query(quantile(0.99, requests, "", ""), "p99")
			.bounds(this.service.thresholds().p99().toMillis() / 2e3,
					this.service.thresholds().p99().toMillis() / 1e3));
		panels.add(stat("Alerts firing", "short").query("count(" + alerts() + ") or vector(0)", "firing").bounds(1, 2));
		panels.add(stat("Uptime", "s").query("min(process_uptime_seconds{" + SELECTOR + "})", "youngest"));
		panels.add(
				graph("Requests by status", "reqps")
					.query("sum by (" + requests.status() + ") (rate(" + requests.count() + '{' + SELECTOR + '}' + RATE
							+ "))", "{{" + requests.status() + "}}")
					.link("Logs of these minutes", Explore.logs(LOGS)));
		panels.add(graph("Failed requests", "percentunit").query("(" + failed + " or vector(0)) / " + all, "failed")
			.link("Failed traces", Explore.traces("{resource.service.name=\"$service\" && status=error}")));
		panels.add(graph("Duration", "s").exemplars(quantile(0.5, requests, "", ""), "p50")
			.exemplars(quantile(0.95, requests, "", ""), "p95")
			.exemplars(quantile(0.99, requests, "", ""), "p99")
			.about("Dots are exemplars: each leads to a trace that was kept."));
		return panels;
	}

	private List<Panel> endpoints() {
		List<Panel> panels = new ArrayList<>(routes("", this.service.requests()));
		if (has(Subject.CALLS)) {
			panels.addAll(routes("Calls: ", this.service.calls()));
		}
		return panels;
	}

	private List<Panel> routes(String prefix, RequestSeries series) {
		String by = series.method() + ", " + series.route();
		String legend = "{{" + series.method() + "}} {{" + series.route() + "}}";
		String rate = "sum by (" + by + ") (rate(" + series.count() + '{' + SELECTOR;
		return List.of(graph(prefix + "rate by route", "reqps").query(rate + '}' + RATE + "))", legend),
				graph(prefix + "failed by route", "reqps")
					.query(rate + ',' + series.faults() + '}' + RATE + ")) or 0 * " + rate + '}' + RATE + "))", legend)
					.link("Failed traces", Explore.traces("{resource.service.name=\"$service\" && status=error}")),
				graph(prefix + "p99 by route", "s").exemplars(quantile(0.99, series, by + ", ", ""), legend));
	}

	private List<Panel> objectives() {
		String all = "{service=\"$service\"}";
		List<Panel> panels = new ArrayList<>();
		panels.add(Panel.gauge("Error budget left")
			.query(MetricNames.GOAL_BUDGET + all, "{{objective}} {{sli}}")
			.bounds(0.5, 0.1)
			.about(String.join("\n",
					this.service.objectives()
						.stream()
						.flatMap((objective) -> objective.goals().stream())
						.map((goal) -> "- " + goal.objective().name() + ": " + goal.inWords())
						.toList())));
		List<String> windows = this.service.objectives()
			.stream()
			.flatMap((objective) -> BurnWindow.of(objective.window()).stream())
			.map((pair) -> Words.duration(pair.longWindow()))
			.distinct()
			.toList();
		Panel burn = graph("Burn rate", "short").about("1 uses the budget up exactly in the window of the objective.");
		windows
			.forEach((window) -> burn.query(MetricNames.GOAL_BURN + window + all, "{{objective}} {{sli}} " + window));
		panels.add(burn);
		panels.add(graph("Requests that missed their goal", "reqps").query(MetricNames.GOAL_MISSES + all,
				"{{objective}} {{sli}}"));
		return panels;
	}

	private List<Panel> entries() {
		String count = MetricNames.ENTRY + "_count{" + SELECTOR + ",kind!=\"http\"";
		return List.of(
				graph("Runs", "ops").query("sum by (kind, name) (rate(" + count + '}' + RATE + "))",
						"{{kind}} {{name}}"),
				graph("Failed runs", "ops").query(
						"sum by (kind, name) (rate(" + count + ",outcome=~\"server_error|timeout\"}" + RATE
								+ ")) or 0 * sum by (kind, name) (rate(" + count + '}' + RATE + "))",
						"{{kind}} {{name}}"),
				graph("Mean duration", "s").query(
						"sum by (kind, name) (rate(" + MetricNames.ENTRY + "_sum{" + SELECTOR + ",kind!=\"http\"}"
								+ RATE + ")) / (sum by (kind, name) (rate(" + count + '}' + RATE + ")) > 0)",
						"{{kind}} {{name}}"));
	}

	private List<Panel> resources() {
		List<Panel> panels = new ArrayList<>();
		String instance = "{{instance}}";
		if (has(Subject.CPU)) {
			panels.add(graph("Processor", "percentunit").query(series(MetricNames.PROCESS_CPU), instance + " process")
				.query(series(MetricNames.SYSTEM_CPU), instance + " machine"));
		}
		if (has(Subject.JVM)) {
			panels.add(graph("Heap", "bytes")
				.query("sum by (instance) (" + MetricNames.MEMORY_USED + '{' + SELECTOR + ",area=\"heap\"})",
						instance + " used")
				.query("sum by (instance) (" + MetricNames.MEMORY_MAX + '{' + SELECTOR + ",area=\"heap\"} > 0)",
						instance + " most"));
			panels.add(graph("Heap after collections", "percentunit")
				.query("max by (instance) (" + MetricNames.HEAP_AFTER_GC + '{' + SELECTOR + "})", instance));
			panels.add(
					graph("Time in collections", "percentunit")
						.query("sum by (instance) (rate(" + MetricNames.GC_PAUSE + "_sum{" + SELECTOR + '}' + RATE
								+ "))", instance + " paused")
						.query(series(MetricNames.GC_OVERHEAD), instance + " overhead"));
			panels.add(graph("Threads", "short").query(series(MetricNames.THREADS), instance));
		}
		if (has(Subject.TOMCAT)) {
			panels.add(graph("Worker threads", "short")
				.query("sum by (instance) (" + series(MetricNames.TOMCAT_BUSY) + ')', instance + " busy")
				.query("sum by (instance) (" + series(MetricNames.TOMCAT_MAX) + ')', instance + " most"));
		}
		if (has(Subject.DISK)) {
			panels.add(graph("Free disk", "percentunit")
				.query(series(MetricNames.DISK_FREE) + " / " + series(MetricNames.DISK_TOTAL), instance + " {{path}}"));
		}
		if (has(Subject.CPU)) {
			panels.add(graph("Open files", "percentunit")
				.query(series(MetricNames.FILES_OPEN) + " / " + series(MetricNames.FILES_MAX), instance));
		}
		if (has(Subject.CERTIFICATES)) {
			panels.add(graph("Certificates", "s").query("min by (bundle, chain) (" + MetricNames.CERTIFICATE_EXPIRY
					+ '{' + SELECTOR + ",source!=\"truststore\"})", "{{bundle}} {{chain}}"));
		}
		return panels;
	}

	private List<Panel> database() {
		List<Panel> panels = new ArrayList<>();
		if (has(Subject.STATEMENTS)) {
			String by = "db_operation_name, ";
			panels.add(graph("Statements", "ops").query(
					"sum by (db_operation_name) (rate(" + series(MetricNames.STATEMENTS + "_count") + RATE + "))",
					"{{db_operation_name}}"));
			panels.add(graph("p95 of statements", "s").exemplars("histogram_quantile(0.95, sum by (" + by + "le) (rate("
					+ series(MetricNames.STATEMENTS + "_bucket") + RATE + ")))", "{{db_operation_name}}"));
			panels.add(graph("Errors of the database", "ops").query(
					"sum by (db_operation_name, error_type) (rate(" + series(MetricNames.DATABASE_ERRORS) + RATE + "))",
					"{{db_operation_name}} {{error_type}}"));
		}
		if (has(Subject.POOL)) {
			String pool = "{{instance}} {{pool}}";
			panels.add(graph("Connections", "short").query(series(MetricNames.POOL_ACTIVE), pool + " active")
				.query(series(MetricNames.POOL_PENDING), pool + " waiting")
				.query(series(MetricNames.POOL_MAX), pool + " most"));
			panels.add(graph("Mean wait for a connection", "s").query(mean(MetricNames.POOL_ACQUIRE), pool));
			panels.add(graph("Mean use of a connection", "s").query(mean(MetricNames.POOL_USAGE), pool));
		}
		return panels;
	}

	private List<Panel> business() {
		List<Panel> panels = new ArrayList<>();
		for (String counter : this.service.business()) {
			panels.add(graph(counter, "ops").query("sum(rate(" + series(counter) + RATE + "))", "now")
				.query(MetricNames.BUSINESS + "{service=\"$service\",meter=\"" + counter + "\"} offset 1d",
						"yesterday"));
		}
		return panels;
	}

	private List<Panel> telemetry() {
		List<Panel> panels = new ArrayList<>();
		panels.add(graph("Log lines by level", "ops")
			.query("sum by (level) (rate(" + series(MetricNames.LOG_LINES) + RATE + "))", "{{level}}"));
		panels.add(graph("Traces by verdict", "ops").query(
				"sum by (verdict, reason) (rate(" + series(MetricNames.TRACES) + RATE + "))",
				"{{verdict}} {{reason}}"));
		if (has(Subject.REDACTION)) {
			panels.add(graph("Redactions", "ops")
				.query("sum by (exit, detector) (rate(" + series(MetricNames.REDACTIONS) + RATE + "))",
						"{{exit}} {{detector}}")
				.query("sum(rate(" + series(MetricNames.REDACTION_FAILURES) + RATE + "))", "failed"));
		}
		if (has(Subject.CARDINALITY)) {
			panels.add(graph("Series", "short").query("sum by (instance) (" + series(MetricNames.SERIES) + ')',
					"{{instance}}"));
			panels.add(graph("Values folded into other", "ops")
				.query("sum by (meter, tag) (rate(" + series(MetricNames.FOLDED) + RATE + "))", "{{meter}} {{tag}}"));
		}
		if (has(Subject.DELIVERY)) {
			panels.add(graph("Delivered", "ops")
				.query("sum by (signal) (rate(" + series(MetricNames.DELIVERED) + RATE + "))", "{{signal}}"));
			panels.add(graph("Waiting", "short").query(
					"sum by (instance, signal) (" + series(MetricNames.DELIVERY_QUEUE) + ')',
					"{{instance}} {{signal}}"));
			panels.add(graph("Lost", "ops")
				.query("sum by (signal, reason) (rate(" + series(MetricNames.DELIVERY_DROPPED) + RATE + "))",
						"{{signal}} {{reason}}")
				.query("sum by (signal) (rate(" + series(MetricNames.PROCESSOR_DROPPED) + RATE + "))",
						"{{signal}} in front of the exporter"));
		}
		if (has(Subject.LOG_SINKS)) {
			panels.add(graph("Lines of sinks", "ops").query(
					"sum by (sink, outcome) (rate(" + series(MetricNames.SINK_LINES) + RATE + "))",
					"{{sink}} {{outcome}}"));
		}
		return panels;
	}

	private List<Panel> signals() {
		String ofTrace = FIELDS + " | trace_id=\"${__value.raw}\"";
		return List.of(
				Panel.logs("Warnings and errors")
					.logQuery(FIELDS + " | level=~\"(?i)warn|error\" or severity_text=~\"(?i)warn|error\"")
					.link("trace_id", "Trace", Explore.traces("${__value.raw}")),
				Panel.table("Failed traces", DataSource.TEMPO)
					.traceQuery("{resource.service.name=\"$service\" && status=error}")
					.link("traceID", "Log lines", Explore.logs(ofTrace)),
				Panel.table("Slow traces", DataSource.TEMPO)
					.traceQuery("{resource.service.name=\"$service\" && duration>"
							+ this.service.thresholds().p99().toMillis() + "ms}")
					.link("traceID", "Log lines", Explore.logs(ofTrace)));
	}

	private static String alerts() {
		return "ALERTS{service=\"$service\",alertstate=\"firing\"}";
	}

	private static String series(String metric) {
		return metric + '{' + SELECTOR + '}';
	}

	private static String sum(String counter, String matchers) {
		return "sum(rate(" + counter + '{' + SELECTOR + matchers + '}' + RATE + "))";
	}

	private static String mean(String metric) {
		return "rate(" + metric + "_sum{" + SELECTOR + '}' + RATE + ") / (rate(" + metric + "_count{" + SELECTOR + '}'
				+ RATE + ") > 0)";
	}

	private static String quantile(double quantile, RequestSeries series, String by, String matchers) {
		return "histogram_quantile(" + quantile + ", sum by (" + by + "le) (rate(" + series.bucket() + '{' + SELECTOR
				+ matchers + '}' + RATE + ")))";
	}

}
