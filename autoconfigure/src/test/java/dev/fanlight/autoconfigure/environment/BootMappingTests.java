package dev.fanlight.autoconfigure.environment;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.opentelemetry.autoconfigure.BootVariableMapping;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Our table maps every name that Boot maps, to the same values, but for the differences
 * that are meant.
 */
class BootMappingTests {

	/** Our own targets, and what Boot has under the same variables. */
	private static final String OWN = "fanlight.";

	private static final Map<String, String> NEEDED = Map.of("OTEL_TRACES_SAMPLER_ARG",
			"OTEL_TRACES_SAMPLER=traceidratio", "OTEL_METRICS_EXPORTER",
			"OTEL_EXPORTER_OTLP_METRICS_ENDPOINT=http://collector:4318/v1/metrics");

	static Stream<Map<String, String>> environments() {
		return Stream.concat(
				BootVariableMapping.names().stream().flatMap((name) -> values(name).map((value) -> with(name, value))),
				Stream.of(signalsBeatGeneral()));
	}

	private static Map<String, String> with(String name, String value) {
		Map<String, String> variables = new TreeMap<>(Map.of(name, value));
		if (NEEDED.containsKey(name)) {
			String[] needed = NEEDED.get(name).split("=");
			variables.put(needed[0], needed[1]);
		}
		return variables;
	}

	private static Map<String, String> signalsBeatGeneral() {
		Map<String, String> variables = new TreeMap<>();
		for (String name : BootVariableMapping.names()) {
			List<String> values = values(name).toList();
			variables.put(name, values.get(name.matches(".*(METRICS|TRACES|LOGS).*") ? 0 : values.size() - 1));
		}
		variables.put("OTEL_TRACES_SAMPLER", "parentbased_traceidratio");
		return variables;
	}

	private static Stream<String> values(String name) {
		for (Map.Entry<String, List<String>> kind : kinds().entrySet()) {
			if (name.matches(kind.getKey())) {
				return kind.getValue().stream();
			}
		}
		throw new IllegalStateException("No values for " + name);
	}

	private static Map<String, List<String>> kinds() {
		Map<String, List<String>> kinds = new LinkedHashMap<>();
		kinds.put(".*_ENDPOINT", List.of("http://collector:4318", "https://user:word@collector/base/"));
		kinds.put(".*_COMPRESSION", List.of("gzip", "none", "GZIP"));
		kinds.put(".*_PROTOCOL", List.of("grpc", "http/protobuf"));
		kinds.put(".*_HEADERS", List.of("a=b%20c,d=e;property=1", "authorization=Basic dXNlcg=="));
		kinds.put(".*(CERTIFICATE|CLIENT_KEY)", List.of("/etc/ssl/file.pem"));
		kinds.put(".*(TIMEOUT|DELAY|INTERVAL)", List.of("1500", "+20"));
		kinds.put(".*(LIMIT|SIZE)", List.of("17", "0042"));
		kinds.put("OTEL_(TRACES|LOGS|METRICS)_EXPORTER",
				List.of("otlp", "none", "otlp,console", "zipkin", "none,otlp"));
		kinds.put("OTEL_PROPAGATORS",
				List.of("tracecontext,baggage", "b3", "b3multi, tracecontext", "none", "baggage", "jaeger", "none,b3"));
		kinds.put("OTEL_SDK_DISABLED", List.of("true", "FALSE"));
		kinds.put("OTEL_TRACES_SAMPLER", List.of("always_on", "always_off", "traceidratio", "parentbased_always_on",
				"parentbased_always_off", "PARENTBASED_TRACEIDRATIO", "jaeger_remote"));
		kinds.put("OTEL_TRACES_SAMPLER_ARG", List.of("0.25", "1", "0"));
		kinds.put("OTEL_METRICS_EXEMPLAR_FILTER", List.of("trace_based", "always_off"));
		kinds.put(".*TEMPORALITY_PREFERENCE", List.of("cumulative", "delta", "lowmemory"));
		kinds.put(".*HISTOGRAM_AGGREGATION",
				List.of("explicit_bucket_histogram", "base2_exponential_bucket_histogram"));
		return kinds;
	}

	@ParameterizedTest
	@MethodSource("environments")
	void isTheSameAsThatOfBoot(Map<String, String> variables) {
		Map<String, String> ours = ours(variables);
		ours.keySet().removeIf((key) -> key.startsWith(OWN));
		assertThat(ours).isEqualTo(new TreeMap<>(BootVariableMapping.map(variables)));
	}

	@Test
	void knowsEveryNameThatBootKnows() {
		Set<String> ours = new TreeSet<>();
		VariableMapping.TABLE.forEach((row) -> ours.addAll(row.names()));
		assertThat(BootVariableMapping.names()).hasSizeGreaterThan(55);
		assertThat(ours).containsAll(BootVariableMapping.names());
	}

	@Test
	void timeoutOfZeroIsLongInsteadOfTooLong() {
		Map<String, String> variables = Map.of("OTEL_BSP_EXPORT_TIMEOUT", "0");
		String key = "management.opentelemetry.tracing.export.timeout";
		assertThat(Duration.parse(BootVariableMapping.map(variables).get(key)))
			.satisfies((timeout) -> assertThatThrownBy(timeout::toNanos).isInstanceOf(ArithmeticException.class));
		assertThat(Duration.parse(ours(variables).get(key)).toDays()).isEqualTo(24);
	}

	@Test
	void exemplarFilterThatBootCannotStartWithBecomesTheNearest() {
		Map<String, String> variables = Map.of("OTEL_METRICS_EXEMPLAR_FILTER", "always_on");
		String key = "management.tracing.exemplars.include";
		assertThat(BootVariableMapping.map(variables)).containsEntry(key, "ALL");
		assertThat(ours(variables)).containsEntry(key, "SAMPLED_TRACES");
	}

	@Test
	void jsonOverHttpBecomesProtobufOverHttp() {
		assertThat(ours(Map.of("OTEL_EXPORTER_OTLP_PROTOCOL", "http/json")))
			.containsEntry("management.opentelemetry.tracing.export.otlp.transport", "HTTP")
			.containsEntry("fanlight.metrics.otlp.transport", "http");
	}

	@Test
	void emptyValueCountsAsUnset() {
		Map<String, String> empty = new HashMap<>();
		VariableMapping.TABLE.forEach((row) -> row.names().forEach((name) -> empty.put(name, "")));
		assertThat(ours(empty)).isEmpty();
	}

	private static Map<String, String> ours(Map<String, String> variables) {
		StandardEnvironment environment = new StandardEnvironment();
		VariableSource source = new VariableSource(
				new SystemEnvironmentPropertySource("systemEnvironment", new HashMap<>(variables)), null, environment);
		Findings findings = new Findings();
		new VariableMapper(List.of(source), new StandardEnvironment(), findings).map(true);
		assertThat(findings.mistakes()).isEmpty();
		source.addDerivedTo(environment.getPropertySources());
		EnumerablePropertySource<?> derived = (EnumerablePropertySource<?>) environment.getPropertySources()
			.get(FanlightEnvironmentPostProcessor.DERIVED + "systemEnvironment");
		Map<String, String> result = new TreeMap<>();
		if (derived != null) {
			Arrays.stream(derived.getPropertyNames())
				.forEach((name) -> result.put(name, String.valueOf(derived.getProperty(name))));
		}
		return result;
	}

}
