package dev.fanlight.autoconfigure.tracing;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import dev.fanlight.test.OtlpReceiver;
import dev.fanlight.test.OtlpSignal;
import dev.fanlight.test.ReceivedSpan;
import dev.fanlight.tracing.tail.TraceKeeper;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.HttpHeaders;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Two thousand requests to an application that calls itself, with few of them failing or
 * slow, at a head rate of one in twenty.
 */
abstract class TailContract {

	private static final int REQUESTS = 2000;

	private static final double PROBABILITY = 0.05;

	private static final Pattern SAMPLE = Pattern.compile("(fanlight_tracing_traces\\w*)(\\{[^}]*})? ([0-9.E]+).*");

	private static final Pattern EXEMPLAR = Pattern
		.compile("http_server_requests_seconds_bucket\\{(.*)} .* # \\{(?=.*trace_id=\"(\\w+)\").*}.*");

	private final RestClient client = RestClient.builder()
		.requestFactory(new SimpleClientHttpRequestFactory())
		.defaultHeader(HttpHeaders.CONNECTION, "close")
		.build();

	abstract Class<?> application();

	abstract String type();

	/** Whether threads are virtual. */
	String threads() {
		return "false";
	}

	/** How many spans the trace of a request has. */
	abstract int spans();

	@Test
	void everyErrorAndEverySlowTraceIsCompleteAndTheRestIsAtTheHeadRate() throws Exception {
		try (OtlpReceiver receiver = OtlpReceiver.start()) {
			everyErrorAndEverySlowTraceIsCompleteAndTheRestIsAtTheHeadRate(receiver);
		}
	}

	private void everyErrorAndEverySlowTraceIsCompleteAndTheRestIsAtTheHeadRate(OtlpReceiver receiver)
			throws Exception {
		List<String> ids = ids();
		String scrape;
		try (ConfigurableApplicationContext context = start(receiver)) {
			ExecutorService executor = Executors.newFixedThreadPool(8);
			List<Future<?>> calls = new ArrayList<>();
			ids.forEach((id) -> calls.add(executor.submit(() -> get(context, "/orders/" + id))));
			for (Future<?> call : calls) {
				call.get();
			}
			executor.shutdown();
			TraceKeeper keeper = context.getBean(TraceKeeper.class);
			Awaitility.await().until(() -> keeper.counters().started().sum() == 2 * REQUESTS);
			Awaitility.await().until(() -> keeper.undecided() == 0);
			scrape = get(context, "/actuator/prometheus");
		}
		Map<String, List<ReceivedSpan>> traces = receiver.spans()
			.stream()
			.collect(Collectors.groupingBy(ReceivedSpan::traceId));
		Map<String, List<ReceivedSpan>> byId = new LinkedHashMap<>();
		traces.values().forEach((spans) -> byId.put(id(spans), spans));
		assertThat(traces.values()).allSatisfy((spans) -> assertThat(spans).hasSize(spans()));
		assertThat(byId.keySet()).containsAll(ids.stream().filter((id) -> !id.startsWith("ok")).toList());
		List<String> taken = byId.keySet().stream().filter((id) -> kept(byId.get(id)).contains("taken")).toList();
		double deviation = Math.sqrt(REQUESTS * PROBABILITY * (1 - PROBABILITY));
		assertThat((double) taken.size()).isBetween(REQUESTS * PROBABILITY - 5 * deviation,
				REQUESTS * PROBABILITY + 5 * deviation);
		byId.forEach((id, spans) -> assertThat(kept(spans)).as(id + spans).hasSize(1).isSubsetOf(reasons(id, spans)));
		assertCountsAddUp(scrape, taken.size(), byId.size() - taken.size());
		assertExemplarsPointToWhatArrived(scrape, traces);
	}

	private static void assertCountsAddUp(String scrape, int taken, int kept) {
		Map<String, Double> counts = new LinkedHashMap<>();
		scrape.lines().map(SAMPLE::matcher).filter(Matcher::matches).forEach((sample) -> {
			Matcher verdict = Pattern.compile("verdict=\"(\\w+)\"").matcher(String.valueOf(sample.group(2)));
			counts.merge(sample.group(1) + (verdict.find() ? " " + verdict.group(1) : ""),
					Double.parseDouble(sample.group(3)), Double::sum);
		});
		assertThat(counts).containsEntry("fanlight_tracing_traces_started_total", 2.0 * REQUESTS)
			.containsEntry("fanlight_tracing_traces_total taken", 2.0 * taken)
			.containsEntry("fanlight_tracing_traces_total kept", 2.0 * kept)
			.containsEntry("fanlight_tracing_traces_total forgotten", 2.0 * (REQUESTS - taken - kept))
			.containsEntry("fanlight_tracing_traces_total evicted", 0.0)
			.containsEntry("fanlight_tracing_traces_undecided", 0.0);
	}

	private static void assertExemplarsPointToWhatArrived(String scrape, Map<String, List<ReceivedSpan>> traces) {
		Map<String, Set<String>> byStatus = scrape.lines()
			.map(EXEMPLAR::matcher)
			.filter(Matcher::matches)
			.collect(Collectors.groupingBy((exemplar) -> exemplar.group(1).contains("status=\"500\"") ? "500" : "other",
					Collectors.mapping((exemplar) -> exemplar.group(2), Collectors.toSet())));
		assertThat(byStatus).containsKeys("500", "other");
		assertThat(byStatus.values()).allSatisfy((ids) -> assertThat(traces.keySet()).containsAll(ids));
		assertThat(byStatus.get("500")).anySatisfy((id) -> assertThat(kept(traces.get(id))).doesNotContain("taken"));
	}

	/** What may be the reason; a busy machine makes any request slow. */
	private static Set<String> reasons(String id, List<ReceivedSpan> spans) {
		Set<String> reasons = new HashSet<>(switch (id.replaceAll("\\d", "")) {
			// What nobody handled is logged, too
			case "throw", "stock" -> Set.of("error", "server_error", "error_log");
			case "line" -> Set.of("error_log");
			default -> Set.of();
		});
		reasons.add("taken");
		if (spans.stream().anyMatch((span) -> span.kind().equals("SERVER") && span.duration().toMillis() >= 400)) {
			reasons.add("slow");
		}
		return reasons;
	}

	private static Set<String> kept(List<ReceivedSpan> spans) {
		return spans.stream()
			.map((span) -> span.attributes().getOrDefault("fanlight.kept", "taken").toString())
			.collect(Collectors.toSet());
	}

	private static String id(List<ReceivedSpan> spans) {
		return spans.stream()
			.map((span) -> String.valueOf(span.attributes().get("http.url")))
			.filter((url) -> url.startsWith("/orders/"))
			.findFirst()
			.orElseThrow(() -> new AssertionError("No root among " + spans))
			.substring("/orders/".length());
	}

	private static List<String> ids() {
		List<String> ids = new ArrayList<>();
		for (int i = 0; i < REQUESTS; i++) {
			String kind = switch (i % 100) {
				case 10 -> "throw";
				case 40 -> "stock";
				case 70 -> "line";
				case 20, 80 -> "slow";
				default -> "ok";
			};
			ids.add(kind + i);
		}
		return ids;
	}

	private String get(ConfigurableApplicationContext context, String path) {
		int port = ((WebServerApplicationContext) context).getWebServer().getPort();
		return this.client.get()
			.uri(URI.create("http://localhost:" + port + path))
			.header(HttpHeaders.ACCEPT, path.startsWith("/actuator") ? "application/openmetrics-text" : "*/*")
			.exchange((request, response) -> new String(response.getBody().readAllBytes()));
	}

	private ConfigurableApplicationContext start(OtlpReceiver receiver) {
		return SpringApplication.run(application(), "--server.port=0", "--spring.main.web-application-type=" + type(),
				"--spring.threads.virtual.enabled=" + threads(),
				"--management.tracing.sampling.probability=" + PROBABILITY,
				"--fanlight.tracing.sampling.keep-slower-than=400ms",
				"--management.opentelemetry.tracing.export.otlp.endpoint=" + receiver.httpEndpoint(OtlpSignal.TRACES));
	}

}
