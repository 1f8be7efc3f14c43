package dev.fanlight.autoconfigure.environment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.fanlight.autoconfigure.FanlightProperties;
import dev.fanlight.autoconfigure.InvalidConfigurationException;
import dev.fanlight.autoconfigure.Mistake;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.diagnostics.FailureAnalysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * {@code docs/mistakes.md} lists what stops the start with the words that are said then,
 * every key with a type included. With {@code -Dfanlight.docs.write=true} it is written;
 * read what changed.
 */
class MistakesTests {

	private static final Path PAGE = Path.of(System.getProperty("basedir", "."), "..", "docs", "mistakes.md");

	private static final String HEAD = """
			# What stops the start

			A value that cannot be meant stops the application, with every other mistake in the same report:

			```
			%s
			```

			Below is at least one bad value for every key whose value has a form, with the reason that is given. A test
			keeps this page.

			| Key | Value | Reason |
			| --- | --- | --- |
			""";

	private static final String BAD = "~bad~";

	/** What is no matter of a type, and with a plus what a mistake beside it needs. */
	private static final List<String> SETTINGS = List.of("management.tracing.sampling.probability=1.7",
			"management.tracing.sampling.probability=often", "management.server.port=70000",
			"management.opentelemetry.enabled=perhaps", "management.opentelemetry.tracing.sampler=sometimes",
			"management.opentelemetry.tracing.export.otlp.endpoint=collector:4318",
			"management.opentelemetry.tracing.export.otlp.transport=udp",
			"management.opentelemetry.tracing.export.otlp.compression=zip",
			"management.opentelemetry.tracing.export.otlp.timeout=soon",
			"management.opentelemetry.tracing.export.max-queue-size=0",
			"management.opentelemetry.logging.export.otlp.endpoint=collector:4318",
			"management.otlp.metrics.export.url=ftp://collector", "management.otlp.metrics.export.step=1 parsec",
			"management.otlp.metrics.export.compression-mode=zip", "management.tracing.propagation.type=w3c,b4",
			"management.tracing.exemplars.include=some", "fanlight.alerts.rules.first.for=long",
			"fanlight.alerts.rules.first.severity=loud", "fanlight.alerts.rules.first.when=error-rate > lots",
			"+fanlight.alerts.rules.second.severity=page", "fanlight.alerts.rules.third.wen=p99 > 2s",
			"+fanlight.alerts.rules.third.when=value(jobs) > 2", "fanlight.alerts.rules.third.route=GET /orders",
			"fanlight.alerts.rules.Fourth.when=p99 > 2s", "fanlight.alerts.channels.pager.type=pigeon",
			"+fanlight.alerts.channels.chat.type=slack", "+fanlight.alerts.channels.post.type=email",
			"+fanlight.alerts.channels.hook.type=webhook", "fanlight.alerts.channels.hook.url=not a url",
			"fanlight.alerts.channels.hook.secret=short", "fanlight.alerts.channels.log.severities=loud",
			"+fanlight.alerts.silences[0].rule=first", "fanlight.alerts.silences[1].until=tomorrow",
			"fanlight.alerts.quiet-hours.zone=Nowhere/Town", "fanlight.alerts.window=0s",
			"fanlight.delivery.initial-backoff=0s", "fanlight.delivery.max-queue-size=0MB",
			"fanlight.delivery.spool.directory=/proc/version", "fanlight.dotenv.location=/no/such/file",
			"fanlight.endpoint.default-expiry=0s", "fanlight.endpoints.token=short",
			"fanlight.endpoints.allowed-addresses=10.0.0.0/33", "fanlight.endpoints.open=health",
			"fanlight.endpoints.open=/{bad", "fanlight.errors.max-groups=2001", "fanlight.errors.resolve-after=1s",
			"fanlight.errors.store.interval=10ms", "fanlight.errors.application-packages=com/example",
			"fanlight.logging.context.tenant=nowhere:x", "fanlight.logging.context.traceId=user",
			"fanlight.logging.context.who=header:bad header", "fanlight.logging.context.secret=header:Authorization",
			"fanlight.logging.limits.message=10", "fanlight.logging.request-id.header=bad header:",
			"fanlight.logging.requests.levels.9xx=info", "fanlight.logging.requests.routes.orders=off",
			"fanlight.logging.requests.slow-threshold=300000d", "fanlight.logging.storm-guard.interval=500ms",
			"fanlight.environment=${DEPLOYMENT}", "fanlight.logging.requests.exclude-paths=/{bad",
			"fanlight.logging.jobs.levels[Poller.poll]=loud", "fanlight.logging.jobs.levels[poller]=off",
			"fanlight.logging.jobs.levels.Sweeper.*=off", "fanlight.logging.jobs.exclude=poller",
			"fanlight.logging.messages.levels[ ]=off", "fanlight.logging.messages.levels[orders]=loud",
			"fanlight.logging.messages.exclude=orders,,returns", "fanlight.logging.calls.levels.404=off",
			"fanlight.logging.calls.levels[payments/{id}]=loud", "fanlight.logging.calls.exclude=http://payments/{id}",
			"fanlight.logging.response-headers=x-trace", "fanlight.logging.sinks.async.queue-size=0",
			"fanlight.logging.sinks.async.linger=10s", "fanlight.metrics.cardinality.tags.uri=0",
			"fanlight.metrics.cardinality.forget-after=1ms", "fanlight.redaction.detectors.jwt.action=hide",
			"+fanlight.redaction.detectors.pan.action=hmac", "fanlight.redaction.hmac-key=short",
			"+fanlight.redaction.patterns[0].id=order", "fanlight.redaction.patterns[0].regex=(",
			"+fanlight.redaction.prefixes[0].id=ours", "fanlight.redaction.prefixes[0].prefix=x",
			"fanlight.request-token.key=short", "fanlight.request-token.header=bad header:",
			"fanlight.slo.objectives.first.availability=100%", "fanlight.slo.objectives.second.latency.threshold=2h",
			"+fanlight.slo.objectives.second.latency.target=99%", "fanlight.slo.objectives.third.window=90m",
			"+fanlight.slo.objectives.third.availability=99%", "+fanlight.slo.objectives.fourth.route=GET /",
			"fanlight.slo.objectives.fifth.availibility=99%", "fanlight.slo.objectives.Sixth.availability=99%",
			"fanlight.slo.symptoms.error-rate=all", "fanlight.slo.minimum-failures=0", "fanlight.slo.selector=job=shop",
			"fanlight.slo.business-counters=shop orders", "fanlight.traffic.exclude-paths=/{bad",
			"fanlight.tracing.sampling.rules[0].take=half", "fanlight.tracing.sampling.rules[1].kind=inner",
			"+fanlight.tracing.sampling.rules[1].take=always", "fanlight.tracing.sampling.rules[2].path=/{bad",
			"+fanlight.tracing.sampling.rules[2].take=always", "fanlight.tracing.sampling.rules[3].route=orders",
			"+fanlight.tracing.sampling.rules[3].take=always", "fanlight.tracing.sampling.traces-per-second=-1",
			"fanlight.tracing.sampling.keep-slower-than=-1s",
			"fanlight.tracing.sampling.keep-slower-than-percentile=99", "fanlight.tracing.tail.max-bytes=0MB",
			"fanlight.tracing.propagation.announce-per-second=-1",
			"fanlight.tracing.propagation.baggage-hosts=bad host", "fanlight.tracing.propagation.trace-hosts=*.*",
			"fanlight.tracing.trust.rules[0].level=friend", "fanlight.tracing.trust.rules[1].addresses=10.0.0.0/33",
			"+fanlight.tracing.trust.rules[1].level=trust", "fanlight.tracing.trust.rules[2].path=/{bad",
			"+fanlight.tracing.trust.rules[2].level=trust", "fanlight.tracing.trust.rules[3].header-value=acme",
			"+fanlight.tracing.trust.rules[3].level=trust", "fanlight.metrics.cardinality.series-per-meter=15",
			"LOG_LEVEL=LOUD", "LOG_FORMAT=xml", "PROMETHEUS_SCRAPE_PORT=70000", "OTEL_TRACES_SAMPLER=sometimes",
			"OTEL_BSP_SCHEDULE_DELAY=10s", "OTEL_EXPORTER_OTLP_TIMEOUT=-1", "OTEL_EXPORTER_OTLP_PROTOCOL=grcp",
			"OTEL_EXPORTER_OTLP_ENDPOINT=collector", "OTEL_EXPORTER_OTLP_HEADERS=authorization:x",
			"OTEL_BSP_MAX_QUEUE_SIZE=many", "OTEL_SDK_DISABLED=1", "OTEL_PROPAGATORS=tracecontex",
			"OTEL_EXPORTER_OTLP_COMPRESSION=br", "OTEL_METRICS_EXEMPLAR_FILTER=often",
			"OTEL_RESOURCE_ATTRIBUTES=production", "OTEL_RESOURCE_ATTRIBUTES=load=100%",
			"OTEL_SPAN_EVENT_COUNT_LIMIT=-1", "OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE=never",
			"OTEL_EXPORTER_OTLP_METRICS_DEFAULT_HISTOGRAM_AGGREGATION=many");

	@TempDir
	private Path directory;

	@Test
	void everyMistakeIsReportedInTheWordsOfThePage() throws Exception {
		Map<String, Mistake> reported = new TreeMap<>();
		List<Map<String, String>> rounds = new ArrayList<>(List.of(typed()));
		SETTINGS.forEach((setting) -> {
			String key = setting.substring(0, setting.indexOf('='));
			Map<String, String> round = rounds.stream()
				.skip(1)
				.filter((candidate) -> !candidate.containsKey(key))
				.findFirst()
				.orElseGet(() -> {
					rounds.add(new LinkedHashMap<>());
					return rounds.get(rounds.size() - 1);
				});
			round.put(key, setting.substring(setting.indexOf('=') + 1));
		});
		for (Map<String, String> round : rounds) {
			List<Mistake> mistakes = mistakes(round);
			mistakes.forEach((mistake) -> reported.put(mistake.key() + ' ' + mistake.value(), mistake));
			round.keySet()
				.stream()
				.filter((key) -> !key.startsWith("+"))
				.forEach((key) -> assertThat(mistakes).as(key).anyMatch((mistake) -> isAbout(mistake, key)));
		}
		assertThat(reported.values()).allSatisfy((mistake) -> {
			assertThat(mistake.fix()).as(mistake.key()).isNotBlank().doesNotContain("Exception", "java.");
			assertThat(mistake.origin()).as(mistake.key()).isEqualTo("command line");
		});
		StringBuilder page = new StringBuilder(HEAD.formatted(example()));
		reported.values()
			.forEach((mistake) -> page.append(Stream
				.of('`' + mistake.key() + '`', mistake.value().isEmpty() ? "" : '`' + mistake.value() + '`',
						mistake.fix())
				.map((cell) -> cell.replace("|", "\\|").replaceAll("\\s*\\n\\s*", " "))
				.collect(Collectors.joining(" | ", "| ", " |\n"))));
		if (Boolean.getBoolean("fanlight.docs.write")) {
			Files.writeString(PAGE, page);
		}
		assertThat(Files.readString(PAGE)).as("run again with -Dfanlight.docs.write=true").isEqualTo(page.toString());
	}

	private static boolean isAbout(Mistake mistake, String key) {
		return plain(mistake.key()).startsWith(plain(key)) || plain(key).startsWith(plain(mistake.key()));
	}

	private static String plain(String key) {
		return key.replace('[', '.').replace("]", "");
	}

	private List<Mistake> mistakes(Map<String, String> settings) {
		TestApplication application = new TestApplication(this.directory);
		settings.forEach((key, value) -> application.argument(key.replaceFirst("^\\+", "") + '=' + value));
		InvalidConfigurationException failure = catchThrowableOfType(InvalidConfigurationException.class,
				application::start);
		assertThat(failure).isNotNull();
		return failure.mistakes();
	}

	private String example() {
		FailureAnalysis analysis = new InvalidConfigurationFailureAnalyzer().analyze(
				new InvalidConfigurationException(mistakes(Map.of("management.tracing.sampling.probability", "1.7"))));
		return analysis.getDescription() + "\n\n" + analysis.getAction();
	}

	/** Each key that no text fits. */
	private static Map<String, String> typed() throws Exception {
		Path metadata = Path.of(FanlightProperties.class.getProtectionDomain().getCodeSource().getLocation().toURI())
			.resolve("META-INF/spring-configuration-metadata.json");
		Map<String, String> keys = new LinkedHashMap<>();
		for (JsonNode property : JsonMapper.shared().readTree(read(metadata)).get("properties")) {
			String name = property.get("name").asString();
			String type = property.get("type").asString();
			boolean free = type.contains("String") || type.contains("Map<") || type.endsWith("Path")
					|| type.matches("java.util.List<.*(Rule|Silence|Prefix|Pattern)>");
			// The first two are read as on unless false; objectives are not read with a
			// bad switch
			if (!free && name.startsWith("fanlight.") && !name.equals("fanlight.doctor")
					&& !name.equals("fanlight.enabled") && !name.equals("fanlight.slo.enabled")) {
				keys.put(name, BAD);
			}
		}
		return keys;
	}

	private static String read(Path file) throws IOException {
		return Files.readString(file);
	}

}
