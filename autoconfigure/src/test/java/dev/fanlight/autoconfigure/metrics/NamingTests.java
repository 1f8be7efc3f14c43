package dev.fanlight.autoconfigure.metrics;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.fanlight.autoconfigure.RequestMeterNames;
import dev.fanlight.autoconfigure.ScrapedNames;
import dev.fanlight.test.OtlpReceiver;
import dev.fanlight.test.OtlpSignal;
import dev.fanlight.test.ReceivedMetric;
import dev.fanlight.tls.SelfSigned;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/**
 * The naming schemes as they are scraped and pushed, with real requests.
 */
@Tag("one-jdk")
class NamingTests {

	private static final HttpClient http = HttpClient.newHttpClient();

	/** With a certificate and a sink of its own, which have rules and panels, too. */
	@Test
	void namesOfOpenTelemetryAreScrapedAndPushedInSeconds(@TempDir Path directory) throws Exception {
		Path store = SelfSigned.in(directory).store();
		try (OtlpReceiver receiver = OtlpReceiver.start();
				ConfigurableApplicationContext context = start("servlet", "--fanlight.metrics.naming=otel",
						"--management.tracing.sampling.probability=1", "--fanlight.logging.sinks.async.enabled=true",
						"--spring.ssl.bundle.jks.web.keystore.location=file:" + store,
						"--spring.ssl.bundle.jks.web.keystore.password=" + SelfSigned.PASSWORD,
						"--management.otlp.metrics.export.url=" + receiver.httpEndpoint(OtlpSignal.METRICS),
						"--management.otlp.metrics.export.enabled=true", "--management.otlp.metrics.export.step=1s")) {
			// The meters of a pipeline begin with its first batch
			receiver.awaitMetrics((seen) -> !seen.isEmpty());
			String scrape = scrapeAfterRequests(context);
			assertServerNamesOfOpenTelemetry(scrape);
			assertThat(lines(scrape, "http_client_request_duration_seconds_count")).singleElement()
				.asString()
				.contains("http_request_method=\"GET\"", "http_response_status_code=\"200\"",
						"server_address=\"localhost\"", "server_port=\"" + port(context) + "\"",
						"url_template=\"/items/{id}\"");
			assertThat(assertRulesAndBoardFind(scrape, context)).asString()
				.contains("ssl_chain_expiry_seconds{", "fanlight_logging_sink_lines_total{");
			List<ReceivedMetric> pushed = receiver.awaitMetrics((seen) -> seen.stream()
				.anyMatch((candidate) -> candidate.name().equals("http.server.request.duration")));
			assertThat(pushed).extracting(ReceivedMetric::name, ReceivedMetric::unit)
				.contains(tuple("http.server.request.duration", "s"), tuple("jvm.memory.used", "By"),
						tuple("jvm.threads.live", "threads"));
			assertThat(pushed).filteredOn((seen) -> seen.name().equals("http.server.request.duration"))
				.first()
				.extracting(ReceivedMetric::attributes, as(InstanceOfAssertFactories.MAP))
				.containsKeys("http.route", "http.request.method", "http.response.status_code", "url.scheme");
		}
	}

	@Test
	void aMeterThatIsOffUnderItsOldNameIsOffUnderTheNewOne() throws Exception {
		try (ConfigurableApplicationContext context = start("reactive", "--fanlight.metrics.naming=otel",
				"--management.tracing.sampling.probability=1",
				"--management.metrics.enable.http.client.requests=false")) {
			String scrape = scrapeAfterRequests(context);
			assertServerNamesOfOpenTelemetry(scrape);
			assertThat(scrape).doesNotContain("http_client_request_duration");
		}
	}

	private static void assertServerNamesOfOpenTelemetry(String scrape) {
		assertThat(lines(scrape, "http_server_request_duration_seconds_count")).containsExactlyInAnyOrder(
				"error_type=\"\",http_request_method=\"GET\",http_response_status_code=\"200\",http_route=\"/items/{id}\",url_scheme=\"http\"} 2",
				"error_type=\"\",http_request_method=\"GET\",http_response_status_code=\"404\",http_route=\"/**\",url_scheme=\"http\"} 1");
		assertThat(scrape).doesNotContain("http_server_requests");
		assertThat(buckets(scrape, "http_server_request_duration_seconds", "/items/{id}")).containsExactly("0.005",
				"0.01", "0.025", "0.05", "0.1", "0.25", "0.5", "1.0", "2.5", "5.0", "10.0", "+Inf");
		assertThat(scrape).containsPattern("http_server_request_duration_seconds_bucket.*# \\{span_id=");
	}

	@ParameterizedTest
	@CsvSource({ "servlet", "reactive" })
	void classicNamesAreScraped(String type) throws Exception {
		try (ConfigurableApplicationContext context = start(type, "--fanlight.metrics.naming=classic",
				"--management.metrics.distribution.slo[http.server.requests]=100ms,200ms")) {
			String scrape = scrapeAfterRequests(context);
			assertThat(lines(scrape, "http_requests_total")).containsExactlyInAnyOrder(
					"method=\"GET\",path=\"/items/{id}\",status=\"200\"} 2",
					"method=\"GET\",path=\"/**\",status=\"404\"} 1");
			assertThat(lines(scrape, "http_request_duration_seconds_count")).hasSize(2);
			assertThat(buckets(scrape, "http_request_duration_seconds", "/items/{id}")).containsExactly("0.1", "0.2",
					"+Inf");
			assertThat(lines(scrape, "http_client_requests_total")).singleElement()
				.isEqualTo("host=\"localhost\",method=\"GET\",path=\"/items/{id}\",status=\"200\"} 1");
			RequestMeterNames.Requests names = context.getBean(RequestMeterNames.class).server();
			assertThat(lines(scrape, names.count()))
				.allMatch((line) -> line.contains(names.route() + "=") && line.contains(names.status() + "="));
			if (type.equals("servlet")) {
				assertRulesAndBoardFind(scrape, context, "fanlight_delivery_breaker",
						"fanlight_delivery_delivered_total", "fanlight_delivery_dropped_total",
						"fanlight_delivery_queue_items");
			}
		}
	}

	/**
	 * All that rules and board ask for, but for what has not happened in this application
	 * and what Prometheus itself knows.
	 */
	private static List<String> assertRulesAndBoardFind(String scrape, ConfigurableApplicationContext context,
			String... notYet) throws Exception {
		ScrapedNames scraped = new ScrapedNames(scrape);
		String documents = "http://localhost:" + port(context) + "/actuator/fanlight/";
		List<String> rules = ScrapedNames.rules(get(documents + "rules"));
		assertThat(rules).hasSizeGreaterThan(20);
		assertThat(scraped.missing(rules)).isSubsetOf(notYet);
		List<String> board = ScrapedNames.board(get(documents + "dashboard"));
		assertThat(board).hasSizeGreaterThan(20);
		Set<String> eventless = new TreeSet<>(
				Set.of("ALERTS", "db_client_errors_total", "fanlight_cardinality_folded_total",
						"fanlight_logging_lines_total", "fanlight_redactions_total", "jdbc_query_seconds_bucket",
						"jdbc_query_seconds_count", "jvm_gc_pause_seconds_count", "jvm_gc_pause_seconds_sum"));
		eventless.addAll(List.of(notYet));
		assertThat(scraped.missing(board)).isSubsetOf(eventless);
		return rules;
	}

	private static ConfigurableApplicationContext start(String type, String... arguments) {
		Class<?> application = type.equals("servlet") ? ServletCardinalityTests.Application.class
				: ReactiveCardinalityTests.Application.class;
		return new SpringApplicationBuilder(application)
			.properties("logging.level.root=off", "server.port=0", "spring.main.web-application-type=" + type,
					"management.endpoints.web.exposure.include=prometheus,fanlight",
					"fanlight.slo.objectives.items.route=GET /items/{id}",
					"fanlight.slo.objectives.items.availability=99%",
					"fanlight.slo.objectives.items.latency.threshold=100ms",
					"fanlight.slo.objectives.items.latency.target=99%", "fanlight.slo.state.enabled=false")
			.run(arguments);
	}

	/** Two requests to a route, one of them through a client that is observed. */
	private static String scrapeAfterRequests(ConfigurableApplicationContext context) throws Exception {
		String base = "http://localhost:" + port(context);
		get(base + "/items/1");
		get(base + "/nowhere");
		String call = base + "/items/12";
		if (context.getBeanProvider(RestClient.Builder.class).getIfAvailable() != null) {
			context.getBean(RestClient.Builder.class).build().get().uri(call).retrieve().toBodilessEntity();
		}
		else {
			context.getBean(WebClient.Builder.class).build().get().uri(call).retrieve().toBodilessEntity().block();
		}
		PrometheusMeterRegistry registry = context.getBean(PrometheusMeterRegistry.class);
		Awaitility.await()
			.atMost(Duration.ofSeconds(10))
			.until(() -> registry.getMeters()
				.stream()
				.filter((meter) -> meter instanceof Timer timer
						&& meter.getId().getName().matches("http\\.(server\\.)?request\\.duration"))
				.mapToLong((meter) -> ((Timer) meter).count())
				.sum() == 3);
		return get(base + "/actuator/prometheus");
	}

	private static String get(String uri) throws Exception {
		HttpRequest request = HttpRequest.newBuilder(URI.create(uri))
			.header("Accept", "application/openmetrics-text;version=1.0.0,*/*;q=0.1")
			.build();
		return http.send(request, BodyHandlers.ofString()).body();
	}

	private static int port(ConfigurableApplicationContext context) {
		return ((WebServerApplicationContext) context).getWebServer().getPort();
	}

	/** What follows the opening brace, with whole numbers. */
	private static List<String> lines(String scrape, String metric) {
		return scrape.lines()
			.filter((line) -> line.startsWith(metric + "{"))
			.map((line) -> line.substring(metric.length() + 1).replaceAll("} (\\d+)(\\.0)?( # .*)?$", "} $1"))
			.toList();
	}

	private static List<String> buckets(String scrape, String metric, String route) {
		Matcher matcher = Pattern
			.compile(metric + "_bucket\\{[^#\\n]*\"" + Pattern.quote(route) + "\"[^#\\n]*le=\"([^\"]+)\"")
			.matcher(scrape);
		return matcher.results().map((result) -> result.group(1)).toList();
	}

}
