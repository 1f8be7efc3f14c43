package dev.fanlight.slo;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;

import dev.fanlight.slo.MonitoredService.Thresholds;
import dev.fanlight.slo.Objective.Latency;
import dev.fanlight.slo.Objective.Route;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class PrometheusRulesTests {

	@TempDir
	Path directory;

	@Test
	void promtoolAcceptsTheRulesOfEveryWindowRouteAndNamingScheme() throws Exception {
		RequestSeries otel = new RequestSeries("http_server_request_duration_seconds", "http_route",
				"http_request_method", "http_response_status_code",
				LabelMatcher.parse("error_type!~\"|client_aborted\""));
		List<Objective> objectives = List.of(Shop.CHECKOUT,
				new Objective("whole", Route.parse("*"), 0.99, null, Duration.ofDays(7), "", ""),
				new Objective("read", Route.parse("/orders/{id}"), null, new Latency(Duration.ofSeconds(1), 0.95),
						Duration.ofDays(28), "{{ braces }} and \"quotes\" and \\ and ü", "somebody"),
				new Objective("day", Route.parse("GET *"), 0.5, new Latency(Duration.ofMillis(2500), 0.5),
						Duration.ofDays(1), "", ""));
		Files.writeString(this.directory.resolve("all.yml"), PrometheusRules.of(Shop.with(Shop.CHECKOUT)));
		Files.writeString(this.directory.resolve("otel.yml"),
				PrometheusRules.of(new MonitoredService("a-b", "job=\"a\",namespace=\"b\"", otel, otel, objectives,
						List.of("a_total", "b_total"), EnumSet.allOf(Subject.class),
						new Thresholds(0.01, Duration.ofMillis(500), 1), "docs/runbooks", "")));
		Files.writeString(this.directory.resolve("least.yml"),
				PrometheusRules.of(new MonitoredService("c", "job=\"c\"", otel, otel, List.of(), List.of(),
						EnumSet.noneOf(Subject.class), new Thresholds(0.01, Duration.ofMillis(500), 1), "", "")));
		Promtool.accepts(this.directory, "check", "rules", "--lint=all", "--lint-fatal", "all.yml", "otel.yml",
				"least.yml");
	}

	@Test
	void whatAServiceDoesNotHaveIsNotWatched() {
		String rules = PrometheusRules.of(new MonitoredService("c", "job=\"c\"", Shop.REQUESTS, Shop.CALLS, List.of(),
				List.of(), EnumSet.of(Subject.REQUESTS), new Thresholds(0.01, Duration.ofMillis(500), 1), "", ""));
		assertThat(rules).contains("alert: HighErrorRate", "alert: ServiceDown")
			.doesNotContain("HeapNearlyFull", "hikaricp", "objective", "Business");
	}

	@Test
	void everyAlertSaysWhatToDo() {
		String rules = PrometheusRules.of(Shop.with(Shop.CHECKOUT));
		for (String alert : PrometheusRules.alerts()) {
			assertThat(rules).contains("alert: " + alert + "\n",
					"runbook_url: \"https://example.org/runbooks/" + alert + ".md\"");
		}
		int alerts = PrometheusRules.alerts().size();
		for (String part : List.of("severity: \"", "summary: \"", "description: \"",
				"dashboard: \"https://grafana.example.org/d/fanlight-shop\"")) {
			assertThat(rules.split(part, -1)).as(part).hasSize(alerts + 1);
		}
	}

	@Test
	void aThresholdOfWholeSecondsIsFoundHoweverItIsWritten() {
		assertThat(GoalQueries.edge(0.3)).isEqualTo("le=\"0.3\"");
		assertThat(GoalQueries.edge(2)).isEqualTo("le=~\"2|2[.]0\"");
	}

	@Test
	void windowsShrinkWithTheWindowOfTheObjective() {
		assertThat(BurnWindow.of(Duration.ofDays(30)))
			.extracting((pair) -> Words.duration(pair.longWindow()) + "/" + Words.duration(pair.shortWindow()))
			.containsExactly("1h/5m", "6h/30m", "1d/2h", "3d/6h");
		assertThat(BurnWindow.of(Duration.ofDays(7)))
			.extracting((pair) -> Words.duration(pair.longWindow()) + "/" + Words.duration(pair.shortWindow()))
			.containsExactly("14m/2m", "1h24m/7m", "5h36m/28m", "16h48m/1h24m");
	}

}
