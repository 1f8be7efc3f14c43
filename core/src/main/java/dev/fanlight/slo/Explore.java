package dev.fanlight.slo;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import dev.fanlight.slo.Panel.DataSource;

/**
 * Addresses of Grafana's Explore, with variables of the board in them.
 */
final class Explore {

	private Explore() {
	}

	static String logs(String expression) {
		return of(DataSource.LOKI, Panel.ordered("expr", expression));
	}

	static String traces(String query) {
		return of(DataSource.TEMPO, Panel.ordered("queryType", "traceql", "query", query));
	}

	private static String of(DataSource source, Map<String, Object> query) {
		query.put("refId", "A");
		query.put("datasource", source.reference());
		String panes = Json.of(Map.of("a", Panel.ordered("datasource", source.uid(), "queries", List.of(query), "range",
				Panel.ordered("from", "${__from}", "to", "${__to}"))));
		String encoded = URLEncoder.encode(panes.replaceAll("\\n\\s*", ""), StandardCharsets.UTF_8)
			.replace("+", "%20")
			.replaceAll("%24%7B([\\w.]+)%7D", "\\${$1}");
		return "/explore?schemaVersion=1&orgId=1&panes=" + encoded;
	}

}
