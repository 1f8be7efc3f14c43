package dev.fanlight.slo;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * One panel of a board, as Grafana's classic model writes it.
 */
final class Panel {

	private final Map<String, Object> model = new LinkedHashMap<>();

	private final Map<String, Object> defaults = new LinkedHashMap<>();

	private final List<Map<String, Object>> overrides = new ArrayList<>();

	private final List<Map<String, Object>> targets = new ArrayList<>();

	private final Map<String, Object> options = new LinkedHashMap<>();

	private final int width;

	private final int height;

	private final Map<String, Object> source;

	private Panel(String type, String title, int width, int height, Map<String, Object> source) {
		this.width = width;
		this.height = height;
		this.source = source;
		this.model.put("type", type);
		this.model.put("title", title);
	}

	static Panel stat(String title, String unit) {
		Panel panel = new Panel("stat", title, 4, 4, DataSource.PROMETHEUS.reference());
		panel.options.put("reduceOptions", ordered("calcs", List.of("lastNotNull"), "fields", "", "values", false));
		panel.options.put("colorMode", "value");
		panel.options.put("graphMode", "area");
		return panel.unit(unit);
	}

	static Panel gauge(String title) {
		Panel panel = new Panel("gauge", title, 8, 8, DataSource.PROMETHEUS.reference());
		panel.options.put("reduceOptions", ordered("calcs", List.of("lastNotNull"), "fields", "", "values", false));
		panel.defaults.put("min", 0);
		panel.defaults.put("max", 1);
		return panel.unit("percentunit");
	}

	static Panel graph(String title, String unit) {
		Panel panel = new Panel("timeseries", title, 8, 8, DataSource.PROMETHEUS.reference());
		panel.options.put("legend", ordered("displayMode", "table", "placement", "bottom", "showLegend", true, "calcs",
				List.of("mean", "max", "lastNotNull")));
		panel.options.put("tooltip", ordered("mode", "multi", "sort", "desc"));
		panel.defaults.put("custom", ordered("drawStyle", "line", "fillOpacity", 8, "lineWidth", 1, "showPoints",
				"never", "spanNulls", false));
		panel.defaults.put("min", 0);
		return panel.unit(unit);
	}

	static Panel logs(String title) {
		Panel panel = new Panel("logs", title, 24, 10, DataSource.LOKI.reference());
		panel.options
			.putAll(ordered("showTime", true, "showLabels", false, "wrapLogMessage", true, "prettifyLogMessage", false,
					"enableLogDetails", true, "sortOrder", "Descending", "dedupStrategy", "none"));
		return panel;
	}

	static Panel table(String title, DataSource source) {
		Panel panel = new Panel("table", title, 12, 10, source.reference());
		panel.options.put("showHeader", true);
		return panel;
	}

	private Panel unit(String unit) {
		this.defaults.put("unit", unit);
		return this;
	}

	/** What the panel shows, for people who wonder. */
	Panel about(String description) {
		this.model.put("description", description);
		return this;
	}

	Panel query(String expression, String legend) {
		this.targets.add(ordered("refId", refId(), "datasource", this.source, "expr", expression, "legendFormat",
				legend, "range", true));
		return this;
	}

	/** A query whose exemplars are shown and lead to their traces. */
	Panel exemplars(String expression, String legend) {
		query(expression, legend);
		this.targets.get(this.targets.size() - 1).put("exemplar", true);
		return this;
	}

	Panel logQuery(String expression) {
		this.targets
			.add(ordered("refId", refId(), "datasource", this.source, "expr", expression, "queryType", "range"));
		return this;
	}

	Panel traceQuery(String query) {
		this.targets.add(ordered("refId", refId(), "datasource", this.source, "queryType", "traceql", "query", query,
				"limit", 20, "tableType", "traces"));
		return this;
	}

	/** Green below the first bound, then orange, then red. */
	Panel bounds(double orange, double red) {
		List<Object> steps = new ArrayList<>();
		boolean upwards = orange < red;
		steps.add(ordered("color", upwards ? "green" : "red", "value", null));
		steps.add(ordered("color", "orange", "value", Math.min(orange, red)));
		steps.add(ordered("color", upwards ? "red" : "green", "value", Math.max(orange, red)));
		this.defaults.put("color", Map.of("mode", "thresholds"));
		this.defaults.put("thresholds", ordered("mode", "absolute", "steps", steps));
		return this;
	}

	Panel link(String title, String url) {
		this.defaults.put("links", List.of(link(title, url, true)));
		return this;
	}

	Panel link(String field, String title, String url) {
		this.overrides.add(ordered("matcher", ordered("id", "byName", "options", field), "properties",
				List.of(ordered("id", "links", "value", List.of(link(title, url, true))))));
		return this;
	}

	static Map<String, Object> link(String title, String url, boolean blank) {
		return ordered("title", title, "url", url, "targetBlank", blank);
	}

	int width() {
		return this.width;
	}

	int height() {
		return this.height;
	}

	Map<String, Object> at(int id, int x, int y) {
		Map<String, Object> result = new LinkedHashMap<>();
		result.put("id", id);
		result.putAll(this.model);
		result.put("datasource", this.source);
		result.put("gridPos", ordered("x", x, "y", y, "w", this.width, "h", this.height));
		result.put("fieldConfig", ordered("defaults", this.defaults, "overrides", this.overrides));
		result.put("options", this.options);
		result.put("targets", this.targets);
		return result;
	}

	private String refId() {
		return String.valueOf((char) ('A' + this.targets.size()));
	}

	static Map<String, Object> ordered(@Nullable Object... entries) {
		Map<String, Object> map = new LinkedHashMap<>();
		for (int i = 0; i < entries.length; i += 2) {
			map.put((String) entries[i], entries[i + 1]);
		}
		return map;
	}

	/**
	 * Where data comes from: a variable of the board for each kind.
	 */
	enum DataSource {

		PROMETHEUS("Prometheus"), LOKI("Loki"), TEMPO("Tempo");

		private final String label;

		private final String type = name().toLowerCase(Locale.ROOT);

		DataSource(String label) {
			this.label = label;
		}

		Map<String, Object> reference() {
			return ordered("type", this.type, "uid", uid());
		}

		String uid() {
			return "${" + this.type + "}";
		}

		String type() {
			return this.type;
		}

		Map<String, Object> variable() {
			return ordered("name", this.type, "label", this.label, "type", "datasource", "query", this.type, "hide", 0,
					"refresh", 1);
		}

	}

}
