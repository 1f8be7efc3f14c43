package dev.fanlight.slo;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class GrafanaBoardTests {

	private static final Pattern VARIABLE = Pattern.compile("\\$\\{?([a-z_]+)");

	private final JsonNode board = JsonMapper.builder().build().readTree(GrafanaBoard.of(Shop.with(Shop.CHECKOUT)));

	@Test
	void hasARowForEverySubject() {
		assertThat(titles("row")).containsExactly("Overview", "Objectives and budget", "Endpoints", "Jobs and messages",
				"Resources", "Database", "Business", "Telemetry pipeline", "Logs and traces");
	}

	@Test
	void hasNoPanelForWhatIsMissing() {
		MonitoredService full = Shop.with();
		String board = GrafanaBoard.of(new MonitoredService("c", full.selector(), full.requests(), full.calls(),
				List.of(), List.of(), EnumSet.of(Subject.REQUESTS), full.thresholds(), "", ""));
		assertThat(board).contains("\"Overview\"").doesNotContain("hikaricp", "Database", "Business", "slo_budget");
	}

	@Test
	void panelsDoNotOverlapAndHaveIdsOfTheirOwn() {
		Set<String> cells = new HashSet<>();
		Set<Integer> ids = new HashSet<>();
		for (JsonNode panel : this.board.get("panels")) {
			assertThat(ids.add(panel.get("id").asInt())).isTrue();
			JsonNode place = panel.get("gridPos");
			assertThat(place.get("x").asInt() + place.get("w").asInt()).isLessThanOrEqualTo(24);
			for (int x = 0; x < place.get("w").asInt(); x++) {
				for (int y = 0; y < place.get("h").asInt(); y++) {
					assertThat(cells.add((place.get("x").asInt() + x) + "/" + (place.get("y").asInt() + y))).isTrue();
				}
			}
		}
	}

	@Test
	void everyVariableIsDeclared() {
		Set<String> declared = new HashSet<>(Set.of("__rate_interval", "__from", "__to", "__value", "__all"));
		for (JsonNode variable : this.board.get("templating").get("list")) {
			declared.add(variable.get("name").asString());
		}
		Matcher used = VARIABLE.matcher(this.board.toString());
		Set<String> names = new HashSet<>();
		while (used.find()) {
			names.add(used.group(1));
		}
		assertThat(names).contains("prometheus", "loki", "tempo", "service", "instance", "environment")
			.isSubsetOf(declared);
	}

	@Test
	void metricsLogsAndTracesLeadToEachOther() {
		String text = this.board.toString();
		assertThat(text).contains("\"exemplar\":true");
		assertThat(links("logs")).allSatisfy((url) -> assertThat(url).startsWith("/explore?").contains("${tempo}"))
			.isNotEmpty();
		assertThat(links("table")).allSatisfy((url) -> assertThat(url).startsWith("/explore?").contains("${loki}"))
			.isNotEmpty();
		assertThat(links("timeseries")).anySatisfy((url) -> assertThat(url).contains("${loki}"))
			.anySatisfy((url) -> assertThat(url).contains("${tempo}"));
	}

	@Test
	void findsLinesOfBothForms() {
		JsonNode panel = this.board.get("panels")
			.valueStream()
			.filter((candidate) -> candidate.get("type").asString().equals("logs"))
			.findFirst()
			.orElseThrow();
		assertThat(panel.get("targets").get(0).get("expr").asString())
			.isEqualTo("{service_name=\"$service\"} | json | drop __error__, __error_details__"
					+ " | level=~\"(?i)warn|error\" or severity_text=~\"(?i)warn|error\"");
	}

	@Test
	void jsonIsWrittenAsItMust() {
		assertThat(Json.of("a\"\\\n\t\u0001ü")).isEqualTo("\"a\\\"\\\\\\n\\u0009\\u0001ü\"");
		assertThat(Json.of(List.of())).isEqualTo("[]");
		assertThat(Json.of(1e-7)).isEqualTo("0.00000010");
	}

	private List<String> titles(String type) {
		List<String> titles = new ArrayList<>();
		this.board.get("panels").forEach((panel) -> {
			if (panel.get("type").asString().equals(type)) {
				titles.add(panel.get("title").asString());
			}
		});
		return titles;
	}

	private List<String> links(String type) {
		List<String> urls = new ArrayList<>();
		this.board.get("panels").forEach((panel) -> {
			if (panel.get("type").asString().equals(type)) {
				panel.findValues("url").forEach((url) -> urls.add(url.asString()));
			}
		});
		return urls;
	}

}
