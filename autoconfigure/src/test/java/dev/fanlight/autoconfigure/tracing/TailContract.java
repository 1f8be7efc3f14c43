package dev.fanlight.autoconfigure.tracing;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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
import io.opentelemetry.sdk.trace.IdGenerator;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.SdkTracerProviderBuilderCustomizer;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/**
 * Many requests to an application that calls itself, with few of them failing or slow, at
 * a head rate of one in twenty. Trace ids are drawn from a seed, and a ratio decides by
 * the trace id: which traces the head takes is known.
 */
abstract class TailContract {

	private static final double PROBABILITY = 0.05;

	/** The least last 56 bits of a trace id that is taken, by the specification. */
	private static final String THRESHOLD = "f3333000000000";

	private static final Logger logger = LoggerFactory.getLogger(TailContract.class);

	private static final Pattern SAMPLE = Pattern.compile("(fanlight_tracing_traces\\w*)(\\{[^}]*})? ([0-9.E]+).*");

	private static final Pattern EXEMPLAR = Pattern
		.compile("http_server_requests_seconds_bucket\\{(.*)} .* # \\{(?=.*trace_id=\"(\\w+)\").*}.*");

	private final SeededIds traceIds = new SeededIds();

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

	/** How many requests there are; a few hundred show what depends on the server. */
	abstract int requests();

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
		Set<String> all;
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
			Awaitility.await().until(() -> keeper.counters().started().sum() == 2 * requests());
			Awaitility.await().until(() -> keeper.undecided() == 0);
			all = Set.copyOf(this.traceIds.traces);
			scrape = get(context, "/actuator/prometheus");
		}
		assertThat(all).hasSize(requests());
		Set<String> drawn = all.stream()
			.filter((trace) -> trace.substring(18).compareTo(THRESHOLD) >= 0)
			.collect(Collectors.toSet());
		Map<String, List<ReceivedSpan>> traces = receiver.spans()
			.stream()
			.collect(Collectors.groupingBy(ReceivedSpan::traceId));
		Map<String, List<ReceivedSpan>> byId = new LinkedHashMap<>();
		traces.values().forEach((spans) -> byId.put(id(spans), spans));
		assertThat(traces.values()).allSatisfy((spans) -> assertThat(spans).hasSize(spans()));
		assertThat(byId.keySet()).containsAll(ids.stream().filter((id) -> !id.startsWith("ok")).toList());
		assertThat(traces.entrySet().stream().filter((trace) -> kept(trace.getValue()).contains("taken")))
			.extracting(Map.Entry::getKey)
			.containsExactlyInAnyOrderElementsOf(drawn);
		double deviation = Math.sqrt(requests() * PROBABILITY * (1 - PROBABILITY));
		assertThat((double) drawn.size()).isCloseTo(requests() * PROBABILITY, within(2 * deviation));
		byId.forEach((id, spans) -> assertThat(kept(spans)).as(id + spans).hasSize(1).isSubsetOf(reasons(id, spans)));
		assertCountsAddUp(scrape, drawn.size(), byId.size() - drawn.size());
		assertExemplarsPointToWhatArrived(scrape, traces);
		assertThat(receiver.metrics().stream().flatMap((point) -> point.exemplarTraceIds().stream()))
			.isSubsetOf(traces.keySet())
			.anySatisfy((trace) -> assertThat(kept(traces.get(trace))).doesNotContain("taken"));
	}

	private void assertCountsAddUp(String scrape, int taken, int kept) {
		Map<String, Double> counts = new LinkedHashMap<>();
		scrape.lines().map(SAMPLE::matcher).filter(Matcher::matches).forEach((sample) -> {
			Matcher verdict = Pattern.compile("verdict=\"(\\w+)\"").matcher(String.valueOf(sample.group(2)));
			counts.merge(sample.group(1) + (verdict.find() ? " " + verdict.group(1) : ""),
					Double.parseDouble(sample.group(3)), Double::sum);
		});
		assertThat(counts).containsEntry("fanlight_tracing_traces_started_total", 2.0 * requests())
			.containsEntry("fanlight_tracing_traces_total taken", 2.0 * taken)
			.containsEntry("fanlight_tracing_traces_total kept", 2.0 * kept)
			.containsEntry("fanlight_tracing_traces_total forgotten", 2.0 * (requests() - taken - kept))
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
			case "answered" -> Set.of("exception");
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

	private List<String> ids() {
		List<String> ids = new ArrayList<>();
		for (int i = 0; i < requests(); i++) {
			String kind = switch (i % 100) {
				case 10 -> "throw";
				case 40 -> "stock";
				case 50 -> "answered";
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
		return new SpringApplicationBuilder(application())
			.initializers((context) -> ((GenericApplicationContext) context).registerBean(
					SdkTracerProviderBuilderCustomizer.class, () -> (builder) -> builder.setIdGenerator(this.traceIds)))
			.run("--server.port=0", "--spring.main.web-application-type=" + type(),
					"--spring.threads.virtual.enabled=" + threads(),
					"--management.tracing.sampling.probability=" + PROBABILITY,
					"--fanlight.tracing.sampling.keep-slower-than=400ms", "--logging.level.dev.fanlight.request=off",
					"--management.otlp.metrics.export.url=" + receiver.httpEndpoint(OtlpSignal.METRICS),
					"--management.opentelemetry.tracing.export.otlp.endpoint="
							+ receiver.httpEndpoint(OtlpSignal.TRACES));
	}

	/** What becomes of an order, once its stock is known. */
	static String order(String id) {
		if (id.startsWith("throw")) {
			throw new IllegalStateException("Order " + id + " is broken");
		}
		if (id.startsWith("answered")) {
			throw new AnsweredException();
		}
		if (id.startsWith("line")) {
			logger.error("Order {} is odd", id);
		}
		return id;
	}

	static ResponseEntity<String> stock(String id) {
		return ResponseEntity.status(id.startsWith("stock") ? 500 : 200).body(id);
	}

	/** Becomes an ordinary answer. */
	static final class AnsweredException extends RuntimeException {

	}

	/** Whoever asks first: the set of ids is the same in every run. */
	private static final class SeededIds implements IdGenerator {

		private final Random random = new Random(1);

		private final Set<String> traces = ConcurrentHashMap.newKeySet();

		@Override
		public String generateSpanId() {
			return IdGenerator.random().generateSpanId();
		}

		@Override
		public synchronized String generateTraceId() {
			String id = "%016x%016x".formatted(this.random.nextLong(), this.random.nextLong());
			this.traces.add(id);
			return id;
		}

	}

}
