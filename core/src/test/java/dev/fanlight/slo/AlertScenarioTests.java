package dev.fanlight.slo;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every alert in the hands of the engine that will evaluate it: it fires, it does not
 * fire when it nearly would, it resolves.
 */
class AlertScenarioTests {

	private static final String UP = "up{job='shop',instance='a'}";

	private static final String OK = "http_server_requests_seconds_count{job='shop',instance='a',uri='/orders',"
			+ "method='POST',status='201',outcome='SUCCESS',exception='none'}";

	private static final String FAILED = "http_server_requests_seconds_count{job='shop',instance='a',uri='/orders',"
			+ "method='POST',status='500',outcome='SERVER_ERROR',exception='IllegalStateException'}";

	private static final String REFUSED = "http_server_requests_seconds_count{job='shop',instance='a',uri='/orders',"
			+ "method='POST',status='401',outcome='CLIENT_ERROR',exception='none'}";

	private static final Pattern RULE = Pattern.compile("- (alert|record): (\\S+)");

	@TempDir
	Path directory;

	@Test
	void fastBurnsFireAndResolve() throws Exception {
		judge("1m", Shop.with(Shop.CHECKOUT), fastBurns());
	}

	@Test
	void slowBurnsFireAndResolve() throws Exception {
		judge("15m", Shop.with(Shop.CHECKOUT), slowBurns());
	}

	@Test
	void symptomsOfMinutesFireAndResolve() throws Exception {
		judge("1m", Shop.with(), minutes());
	}

	@Test
	void symptomsOfDaysFireAndResolve() throws Exception {
		judge("5m", Shop.with(), days());
	}

	@Test
	void requestsAreJudgedAlikeUnderTheNamesOfOpenTelemetry() throws Exception {
		judgeRequests(
				new RequestSeries("http_server_request_duration_seconds", "http_route", "http_request_method",
						"http_response_status_code", LabelMatcher.parse("error_type!~\"|client_aborted\"")),
				(text) -> text.replace("exception='none'", "exception=''")
					.replaceAll("outcome='[A-Z_]+',exception=", "error_type="));
	}

	@Test
	void requestsAreJudgedAlikeUnderTheClassicNames() throws Exception {
		judgeRequests(
				new RequestSeries("http_request_duration_seconds", "path", "method", "status",
						LabelMatcher.parse("status=~\"5..\"")),
				(text) -> text.replaceAll(",outcome='[A-Z_]+',exception='\\w+'", ""));
	}

	private void judgeRequests(RequestSeries requests, UnaryOperator<String> outcomes) throws Exception {
		MonitoredService shop = Shop.with(Shop.CHECKOUT);
		List<Scenario> scenarios = Stream.concat(fastBurns().stream(), minutes().stream())
			.filter((scenario) -> scenario.series.indexOf(Shop.REQUESTS.metric()) >= 0)
			.toList();
		assertThat(scenarios).extracting((scenario) -> scenario.alert)
			.contains("AvailabilityBudgetBurnsFast", "LatencyBudgetBurnsFast", "HighErrorRate", "HighLatency",
					"AuthenticationFailures");
		judge("1m",
				new MonitoredService(shop.name(), shop.selector(), requests, shop.calls(), shop.objectives(),
						shop.business(), shop.subjects(), shop.thresholds(), shop.runbookUrl(), shop.grafanaUrl()),
				scenarios,
				(text) -> outcomes.apply(text.replace(Shop.REQUESTS.metric(), requests.metric())
					.replace(",uri=", "," + requests.route() + "=")
					.replace(",method=", "," + requests.method() + "=")
					.replace(",status=", "," + requests.status() + "=")));
	}

	@Test
	void everyAlertFiresInOneScenarioAndStaysSilentInAnother() {
		List<Scenario> all = Stream.of(fastBurns(), slowBurns(), minutes(), days()).flatMap(List::stream).toList();
		assertThat(all).filteredOn((scenario) -> scenario.fires && scenario.silent)
			.extracting((scenario) -> scenario.alert)
			.containsAll(PrometheusRules.alerts());
		assertThat(all).filteredOn((scenario) -> !scenario.fires)
			.extracting((scenario) -> scenario.alert)
			.containsAll(PrometheusRules.alerts());
	}

	private void judge(String interval, MonitoredService service, List<Scenario> scenarios) throws Exception {
		judge(interval, service, scenarios, UnaryOperator.identity());
	}

	/**
	 * Each alert with the rules that it needs: the engine evaluates all that it is given.
	 */
	private void judge(String interval, MonitoredService service, List<Scenario> scenarios, UnaryOperator<String> names)
			throws Exception {
		List<String> arguments = new ArrayList<>(List.of("test", "rules"));
		for (String alert : scenarios.stream().map((scenario) -> scenario.alert).distinct().toList()) {
			Files.writeString(this.directory.resolve(alert + "-rules.yml"), only(alert, PrometheusRules.of(service)));
			StringBuilder file = new StringBuilder(
					"rule_files: [" + alert + "-rules.yml]\nevaluation_interval: " + interval + "\ntests:\n");
			scenarios.stream()
				.filter((scenario) -> scenario.alert.equals(alert))
				.forEach((scenario) -> scenario.writeTo(file, interval));
			Files.writeString(this.directory.resolve(alert + ".yml"), names.apply(file.toString()));
			arguments.add(alert + ".yml");
		}
		Promtool.accepts(this.directory, arguments.toArray(String[]::new));
	}

	private static String only(String alert, String rules) {
		String[] blocks = rules.split("(?m)^(?=  - name:|      - (?:alert|record): )");
		String own = Stream.of(blocks)
			.filter((block) -> block.contains("- alert: " + alert + "\n"))
			.findFirst()
			.orElseThrow();
		return Stream.of(blocks).filter((block) -> {
			Matcher rule = RULE.matcher(block);
			return !rule.find() || (rule.group(1).equals("record") ? own.contains(rule.group(2)) : block.equals(own));
		}).collect(Collectors.joining());
	}

	private static List<Scenario> fastBurns() {
		return List.of(
				// 5 % of 100 a minute, from the first hour to half past
				new Scenario("AvailabilityBudgetBurnsFast", "page").series(OK, "0+100x200")
					.series(FAILED, "0+0x60 0+5x30 150+0x110")
					.silentAt("61m")
					.firesAt("90m")
					.silentAt("130m"),
				// Four failures in a quiet night are no emergency
				new Scenario("AvailabilityBudgetBurnsFast", "page").series(OK, "0+1x200")
					.series(FAILED, "0+0x60 0+1x4 4+0x110")
					.silentAt("66m")
					.silentAt("90m"),
				new Scenario("LatencyBudgetBurnsFast", "page").series(OK, "0+100x200")
					.series(fastEnough(), "0+100x60 6000+50x30 7500+100x110")
					.silentAt("61m")
					.firesAt("90m")
					.silentAt("130m"),
				// One in a hundred may be slow
				new Scenario("LatencyBudgetBurnsFast", "page").series(OK, "0+100x200")
					.series(fastEnough(), "0+99x200")
					.silentAt("200m"),
				// Failures are the business of availability
				new Scenario("LatencyBudgetBurnsFast", "page").series(OK, "0+100x90")
					.series(fastEnough(), "0+100x90")
					.series(FAILED, "0+50x90")
					.silentAt("90m"));
	}

	private static List<Scenario> minutes() {
		return List.of(
				new Scenario("HighErrorRate", "page").series(OK, "0+100x60")
					.series(FAILED, "0+0x10 0+10x10 100+0x40")
					.silentAt("10m")
					.firesAt("20m")
					.silentAt("30m"),
				new Scenario("HighErrorRate", "page").series(OK, "0+100x30").series(FAILED, "0+4x30").silentAt("30m"),
				new Scenario("HighErrorRate", "page").series(OK, "0+1x30")
					.series(FAILED, "0+0x10 1+0x20")
					.silentAt("15m"),
				new Scenario("HighLatency", "ticket").series(OK, "0+100x60")
					.series(bucket("1.0"), "0+100x10 1000+90x20 2800+100x30")
					.series(bucket("5.0"), "0+100x60")
					.series(bucket("+Inf"), "0+100x60")
					.silentAt("10m")
					.firesAt("30m")
					.silentAt("45m"),
				new Scenario("HighLatency", "ticket").series(OK, "0+1x60")
					.series(bucket("1.0"), "0+0x60")
					.series(bucket("5.0"), "0+1x60")
					.series(bucket("+Inf"), "0+1x60")
					.silentAt("60m"),
				new Scenario("ServiceDown", "page").series(UP, "1x10 0x10 1x10")
					.silentAt("11m")
					.firesAt("15m")
					.silentAt("25m"),
				new Scenario("ServiceDown", "page").series("up{job='other',instance='a'}", "1x20").firesAt("5m"),
				new Scenario("ServiceDown", "page").series(UP, "1x10 0x0 1x10").silentAt("11m").silentAt("15m"),
				// One of two
				new Scenario("ServiceDown", "page").series(UP, "1x10 0x20")
					.series("up{job='shop',instance='b'}", "1x30")
					.silentAt("25m"),
				new Scenario("InstanceDown", "ticket").series(UP, "1x10 0x10 1x10")
					.series("up{job='shop',instance='b'}", "1x30")
					.silentAt("12m")
					.firesAt("18m")
					.silentAt("25m"),
				new Scenario("InstanceDown", "ticket").series(UP, "1x10 0x2 1x10").silentAt("18m"),
				new Scenario("HeapNearlyFull", "page")
					.series(metric("jvm_memory_usage_after_gc", ",area='heap',pool='long-lived'"),
							"0.5x5 0.95x20 0.5x20")
					.silentAt("10m")
					.firesAt("20m")
					.silentAt("30m"),
				new Scenario("HeapNearlyFull", "page")
					.series(metric("jvm_memory_usage_after_gc", ",area='heap',pool='long-lived'"), "0.89x30")
					.silentAt("30m"),
				new Scenario("CpuSaturated", "ticket").series(metric("process_cpu_usage", ""), "0.2x5 0.97x30 0.2x20")
					.silentAt("15m")
					.firesAt("30m")
					.silentAt("45m"),
				new Scenario("CpuSaturated", "ticket").series(metric("process_cpu_usage", ""), "0.97x10 0.5x1 0.97x10")
					.silentAt("20m"),
				new Scenario("DiskNearlyFull", "page")
					.series(metric("disk_free_bytes", ",path='/'"), "500x10 50x20 500x90")
					.series(metric("disk_total_bytes", ",path='/'"), "1000x120")
					.silentAt("10m")
					.firesAt("30m")
					.silentAt("120m"),
				// Full in an hour at this pace
				new Scenario("DiskNearlyFull", "page").series(metric("disk_free_bytes", ",path='/'"), "500-4x80")
					.series(metric("disk_total_bytes", ",path='/'"), "1000x120")
					.firesAt("50m"),
				new Scenario("DiskNearlyFull", "page").series(metric("disk_free_bytes", ",path='/'"), "300-0.1x80")
					.series(metric("disk_total_bytes", ",path='/'"), "1000x120")
					.silentAt("80m"),
				new Scenario("ConnectionPoolExhausted", "page")
					.series(metric("hikaricp_connections_pending", ",pool='main'"), "0x10 3x10 0x20")
					.silentAt("10m")
					.firesAt("16m")
					.silentAt("25m"),
				new Scenario("ConnectionPoolExhausted", "page")
					.series(metric("hikaricp_connections_timeout_total", ",pool='main'"), "0x10 0+1x10 10x20")
					.firesAt("16m")
					.silentAt("30m"),
				new Scenario("ConnectionPoolExhausted", "page")
					.series(metric("hikaricp_connections_pending", ",pool='main'"), "0x5 2x0 0x5 2x0 0x5")
					.silentAt("8m")
					.silentAt("14m"),
				new Scenario("WorkerThreadsExhausted", "page")
					.series(metric("tomcat_threads_busy_threads", ",name='http'"), "10x5 199x15 10x10")
					.series(metric("tomcat_threads_config_max_threads", ",name='http'"), "200x40")
					.silentAt("8m")
					.firesAt("20m")
					.silentAt("25m"),
				// Virtual threads have no bound
				new Scenario("WorkerThreadsExhausted", "page")
					.series(metric("tomcat_threads_busy_threads", ",name='http'"), "-1x40")
					.series(metric("tomcat_threads_config_max_threads", ",name='http'"), "-1x40")
					.silentAt("20m"),
				new Scenario("AuthenticationFailures", "ticket").series(OK, "0+30x60")
					.series(REFUSED, "0+0x10 0+30x20 600+0x40")
					.silentAt("12m")
					.firesAt("30m")
					.silentAt("45m"),
				new Scenario("AuthenticationFailures", "ticket").series(OK, "0+1x60")
					.series(REFUSED, "0+2x60")
					.silentAt("60m"),
				new Scenario("TelemetryNotDelivered", "ticket")
					.series(metric("fanlight_delivery_breaker", ",signal='traces',state='open'"), "0x5 1x25 0x20")
					.silentAt("10m")
					.firesAt("25m")
					.silentAt("35m"),
				new Scenario("TelemetryNotDelivered", "ticket")
					.series(metric("fanlight_delivery_breaker", ",signal='traces',state='closed'"), "1x40")
					.series(metric("fanlight_delivery_breaker", ",signal='traces',state='open'"), "0x5 1x3 0x20")
					.silentAt("30m"),
				new Scenario("TelemetryDropped", "ticket")
					.series(metric("fanlight_delivery_dropped_total", ",signal='traces',reason='full'"), "0x10 7x40")
					.silentAt("10m")
					.firesAt("15m")
					.silentAt("40m"),
				new Scenario("TelemetryDropped", "ticket")
					.series(metric("fanlight_delivery_processor_dropped_total", ",signal='logs'"), "0x10 7x40")
					.firesAt("15m"),
				new Scenario("TelemetryDropped", "ticket")
					.series(metric("fanlight_delivery_dropped_total", ",signal='traces',reason='full'"), "7x40")
					.silentAt("15m"),
				new Scenario("RedactionFails", "page")
					.series(metric("fanlight_redaction_failures_total", ",exit='log'"), "0x10 1x30")
					.silentAt("10m")
					.firesAt("15m")
					.silentAt("30m"),
				new Scenario("RedactionFails", "page")
					.series(metric("fanlight_redaction_failures_total", ",exit='log'"), "3x30")
					.silentAt("15m"),
				new Scenario("LogLinesDropped", "ticket")
					.series(metric("fanlight_logging_sink_lines_total",
							",sink='CONSOLE',level='info',outcome='dropped'"), "0x10 40x40")
					.silentAt("10m")
					.firesAt("15m")
					.silentAt("40m"),
				new Scenario("LogLinesDropped", "ticket")
					.series(metric("fanlight_logging_sink_lines_total",
							",sink='CONSOLE',level='info',outcome='written'"), "0+10x40")
					.silentAt("15m"),
				new Scenario("WorkFails", "ticket").series(entry("success"), "0+10x100")
					.series(entry("server_error"), "0x10 0+5x30 150x60")
					.silentAt("10m")
					.firesAt("40m")
					.silentAt("80m"),
				new Scenario("WorkFails", "ticket").series(entry("success"), "0+10x100")
					.series(entry("client_error"), "0+5x100")
					.silentAt("60m"),
				new Scenario("CertificateExpires", "ticket")
					.series(metric("ssl_chain_expiry_seconds", ",bundle='web',chain='server',source='keystore'"),
							"2000000x30 1000000x90 9000000x30")
					.silentAt("80m")
					.firesAt("110m")
					.silentAt("140m"),
				new Scenario("CertificateExpires", "ticket")
					.series(metric("ssl_chain_expiry_seconds", ",bundle='web',chain='root',source='truststore'"),
							"1000x120")
					.silentAt("100m"));
	}

	private static List<Scenario> slowBurns() {
		return List.of(
				// 0.4 % of all requests over a day: four times as fast as it may
				new Scenario("AvailabilityBudgetBurnsSlowly", "ticket").series(OK, "0+1000x300")
					.series(FAILED, "0x96 0+4x96 384x100")
					.silentAt("24h")
					.firesAt("46h")
					.silentAt("57h"),
				new Scenario("AvailabilityBudgetBurnsSlowly", "ticket").series(OK, "0+10000x200")
					.series(FAILED, "0+9x200")
					.silentAt("48h"),
				new Scenario("LatencyBudgetBurnsSlowly", "ticket").series(OK, "0+1000x300")
					.series(fastEnough(), "0+1000x96 96000+960x96 188160+1000x100")
					.silentAt("24h")
					.firesAt("46h")
					.silentAt("57h"),
				new Scenario("LatencyBudgetBurnsSlowly", "ticket").series(OK, "0+1000x200")
					.series(fastEnough(), "0+991x200")
					.silentAt("48h"));
	}

	private static List<Scenario> days() {
		return List.of(
				new Scenario("NoTraffic", "page").series(UP, "1x400")
					.series(OK, "0+100x300 30000x24 30000+100x60")
					.silentAt("25h")
					.firesAt("26h")
					.silentAt("28h"),
				// A new service whose requests stop
				new Scenario("NoTraffic", "page").series(UP, "1x400").series(OK, "0+100x60 6000x60").firesAt("6h"),
				// As quiet as yesterday
				new Scenario("NoTraffic", "page").series(UP, "1x700")
					.series(OK, "0+100x144 14400x144 14400+100x144 28800x144")
					.silentAt("37h")
					.silentAt("40h"),
				new Scenario("BusinessRateHalved", "ticket")
					.series("shop_orders_total{job='shop',instance='a',payment_method='card'}",
							"0+50x312 15600+10x24 15840+50x100")
					.silentAt("26h")
					.firesAt("27h30m")
					.silentAt("29h"),
				// Nights are quiet
				new Scenario("BusinessRateHalved", "ticket")
					.series("shop_orders_total{job='shop',instance='a',payment_method='card'}",
							"0+50x144 7200+5x144 7920+50x144 15120+5x144")
					.silentAt("14h")
					.silentAt("37h")
					.silentAt("40h"));
	}

	private static String metric(String name, String labels) {
		return name + "{job='shop',instance='a'" + labels + '}';
	}

	private static String entry(String outcome) {
		return metric("fanlight_entry_seconds_count", ",kind='scheduled',name='Jobs.run',outcome='" + outcome + "'");
	}

	private static String fastEnough() {
		return bucket("0.3");
	}

	private static String bucket(String edge) {
		return OK.replace("_count", "_bucket").replace("}", ",le='" + edge + "'}");
	}

	private static final class Scenario {

		private final String alert;

		private final String severity;

		private boolean fires;

		private boolean silent;

		private final StringBuilder series = new StringBuilder();

		private final StringBuilder checks = new StringBuilder();

		Scenario(String alert, String severity) {
			this.alert = alert;
			this.severity = severity;
		}

		Scenario series(String name, String values) {
			this.series.append("      - {series: \"")
				.append(name)
				.append("\", values: '")
				.append(values)
				.append("'}\n");
			return this;
		}

		Scenario firesAt(String time) {
			this.fires = true;
			return check(time, "[{labels: '{severity=\"" + this.severity + "\"}', value: 1}]");
		}

		Scenario silentAt(String time) {
			this.silent = true;
			return check(time, "[]");
		}

		private Scenario check(String time, String samples) {
			this.checks.append("      - expr: count by (severity) (ALERTS{alertname=\"")
				.append(this.alert)
				.append("\",alertstate=\"firing\",service=\"shop\"})\n        eval_time: ")
				.append(time)
				.append("\n        exp_samples: ")
				.append(samples)
				.append('\n');
			return this;
		}

		void writeTo(StringBuilder file, String interval) {
			file.append("  - interval: ")
				.append(interval)
				.append("\n    input_series:\n")
				.append(this.series)
				.append("    promql_expr_test:\n")
				.append(this.checks);
		}

	}

}
