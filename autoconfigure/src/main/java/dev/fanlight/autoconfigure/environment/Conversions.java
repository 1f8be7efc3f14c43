package dev.fanlight.autoconfigure.environment;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

import dev.fanlight.autoconfigure.ValueCheck;
import dev.fanlight.autoconfigure.environment.Conversion.BadValueException;
import dev.fanlight.autoconfigure.environment.Conversion.Result;

import org.springframework.util.StringUtils;

/**
 * How the values of the OpenTelemetry specification, and of the short names, become
 * values of Boot.
 */
final class Conversions {

	static final String ENDPOINT = "OTEL_EXPORTER_OTLP_ENDPOINT";

	static final String METRICS_ENDPOINT = "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT";

	static final String METRICS_URL = "management.otlp.metrics.export.url";

	static final String SAMPLER = "OTEL_TRACES_SAMPLER";

	/**
	 * "No limit" for Boot: the longest that every HTTP client accepts, 24 days. What Boot
	 * writes itself overflows when it is turned into nanoseconds.
	 */
	private static final Duration UNLIMITED = Duration.ofMillis(Integer.MAX_VALUE);

	private static final Set<String> RATIO_SAMPLERS = Set.of("traceidratio", "parentbased_traceidratio");

	private static final Map<String, String> PROPAGATORS = Map.of("tracecontext", "W3C", "b3", "B3", "b3multi",
			"B3_MULTI");

	private static final Set<String> FOREIGN_PROPAGATORS = Set.of("jaeger", "ottrace", "xray", "xray-lambda");

	private Conversions() {
	}

	static Conversion value(ValueCheck check) {
		return value(check, UnaryOperator.identity());
	}

	static Conversion value(ValueCheck check, UnaryOperator<String> meaning) {
		return (name, value, lookup) -> {
			String complaint = check.complaint(value);
			if (complaint != null) {
				throw new BadValueException(complaint);
			}
			return Result.of(meaning.apply(value.strip()));
		};
	}

	static Conversion integer(ValueCheck check) {
		return value(check, (value) -> Integer.toString(Integer.parseInt(value)));
	}

	static Conversion delay() {
		return value(Checks::milliseconds, (value) -> Duration.ofMillis(Integer.parseInt(value)).toString());
	}

	static Conversion timeout() {
		return value(Checks::milliseconds, (value) -> {
			int millis = Integer.parseInt(value);
			return ((millis != 0) ? Duration.ofMillis(millis) : UNLIMITED).toString();
		});
	}

	static Conversion endpoint(String path) {
		Conversion asWritten = value(Checks::endpoint);
		Conversion base = value(Checks::endpoint, (url) -> url.endsWith("/") ? url + path : url + "/" + path);
		return (name, value, lookup) -> (name.equals(ENDPOINT) ? base : asWritten).convert(name, value, lookup);
	}

	/**
	 * A value out of a closed list.
	 * @param meanings the values of Boot by those of the specification, in lower case
	 * @return the conversion
	 */
	static Conversion oneOf(Map<String, String> meanings) {
		return (name, value, lookup) -> {
			String meaning = meanings.get(lower(value));
			if (meaning == null) {
				throw new BadValueException(
						"must be one of " + meanings.keySet().stream().sorted().collect(Collectors.joining(", ")));
			}
			return Result.of(meaning);
		};
	}

	static Conversion protocol(String grpc, String http) {
		Conversion supported = oneOf(Map.of("grpc", grpc, "http/protobuf", http));
		return (name, value, lookup) -> lower(value).equals("http/json")
				? Result.of(http).withNote("JSON over HTTP is not supported, http/protobuf is used")
				: supported.convert(name, value, lookup);
	}

	static Conversion sampler() {
		Conversion supported = oneOf(Map.of("always_on", "ALWAYS_ON", "always_off", "ALWAYS_OFF", "traceidratio",
				"TRACE_ID_RATIO", "parentbased_always_on", "PARENT_BASED_ALWAYS_ON", "parentbased_always_off",
				"PARENT_BASED_ALWAYS_OFF", "parentbased_traceidratio", "PARENT_BASED_TRACE_ID_RATIO"));
		return except(Set.of("jaeger_remote", "parentbased_jaeger_remote", "xray"),
				"remote samplers are not supported, the configured sampler stays", supported);
	}

	static Conversion temporality() {
		return except(Set.of("lowmemory"), "lowmemory is not supported, the configured temporality stays",
				oneOf(Map.of("cumulative", "CUMULATIVE", "delta", "DELTA")));
	}

	private static Conversion except(Set<String> unsupported, String note, Conversion supported) {
		return (name, value, lookup) -> unsupported.contains(lower(value)) ? Result.nothing(note)
				: supported.convert(name, value, lookup);
	}

	static Conversion samplerArgument() {
		Conversion ratio = value(Checks::ratio, (value) -> String.valueOf(Double.parseDouble(value)));
		return (name, value, lookup) -> {
			String sampler = lookup.variable(SAMPLER);
			if (sampler == null) {
				return Result.nothing("has no effect without " + SAMPLER + "=parentbased_traceidratio");
			}
			if (!isRatio(sampler)) {
				return Result.nothing("has no effect, " + sampler + " takes no argument");
			}
			return ratio.convert(name, value, lookup);
		};
	}

	static boolean isRatio(String sampler) {
		return RATIO_SAMPLERS.contains(lower(sampler));
	}

	static Conversion exemplarFilter() {
		Conversion supported = oneOf(
				Map.of("always_on", "SAMPLED_TRACES", "always_off", "NONE", "trace_based", "SAMPLED_TRACES"));
		return (name, value, lookup) -> {
			Result result = supported.convert(name, value, lookup);
			return lower(value).equals("always_on") ? result.withNote(
					"exemplars outside of sampled traces are not supported by the Prometheus registry, trace_based is used")
					: result;
		};
	}

	/**
	 * The list of exporters of a signal.
	 * @param natural exporters that need no word since their output is there anyway
	 * @return the conversion
	 */
	static Conversion exporters(String... natural) {
		return (name, value, lookup) -> {
			Set<String> exporters = list(value);
			if (exporters.contains("none")) {
				Result none = Result.of("false");
				return (exporters.size() == 1) ? none : none.withNote("none wins over the other exporters");
			}
			Set<String> others = new LinkedHashSet<>(exporters);
			others.remove("otlp");
			Arrays.asList(natural).forEach(others::remove);
			boolean otlp = exporters.contains("otlp");
			Result result = Result.of(Boolean.toString(otlp));
			return others.isEmpty() ? result : result.withNote("only otlp and none are supported, "
					+ String.join(", ", others) + " is ignored and OTLP export is " + (otlp ? "on" : "off"));
		};
	}

	static Conversion metricsExporters() {
		Conversion any = exporters("prometheus");
		return (name, value, lookup) -> {
			boolean anywhere = lookup.variable(ENDPOINT) != null || lookup.variable(METRICS_ENDPOINT) != null
					|| lookup.hasProperty(METRICS_URL);
			if (!anywhere && list(value).contains("otlp") && !list(value).contains("none")) {
				return Result.nothing("no metrics are pushed until an endpoint is set, for example with " + ENDPOINT);
			}
			return any.convert(name, value, lookup);
		};
	}

	static Conversion propagators() {
		return (name, value, lookup) -> {
			Set<String> wanted = list(value);
			if (wanted.contains("none")) {
				Result none = Result.of("");
				return (wanted.size() == 1) ? none : none.withNote("none wins over the other propagators");
			}
			List<String> types = new ArrayList<>();
			List<String> foreign = new ArrayList<>();
			for (String propagator : wanted) {
				if (PROPAGATORS.containsKey(propagator)) {
					types.add(PROPAGATORS.get(propagator));
				}
				else if (FOREIGN_PROPAGATORS.contains(propagator)) {
					foreign.add(propagator);
				}
				else if (!propagator.equals("baggage")) {
					throw new BadValueException("must be a list of tracecontext, baggage, b3, b3multi or none");
				}
			}
			Result result = types.isEmpty() ? Result.of("") : new Result(indexed(types), null);
			return foreign.isEmpty() ? result
					: result.withNote(String.join(", ", foreign) + " is not supported and is ignored");
		};
	}

	static Conversion baggage() {
		return (name, value, lookup) -> {
			Set<String> wanted = list(value);
			return Result.of(Boolean.toString(wanted.contains("baggage") && !wanted.contains("none")));
		};
	}

	static Conversion headers() {
		return (name, value, lookup) -> {
			Map<String, String> headers = new LinkedHashMap<>();
			for (Map.Entry<String, String> pair : pairs(value, ";.*").entrySet()) {
				String complaint = ValueCheck.HEADER.complaint(pair.getValue());
				if (complaint != null) {
					throw new BadValueException(complaint);
				}
				headers.put("[" + pair.getKey() + "]", pair.getValue());
			}
			return new Result(headers, null);
		};
	}

	/**
	 * Read {@code name=value} pairs, separated by commas and percent-encoded.
	 * @param text the pairs
	 * @param ignored what is cut off each pair, as a regular expression
	 * @return the decoded pairs
	 * @throws BadValueException if the text is something else
	 */
	static Map<String, String> pairs(String text, String ignored) throws BadValueException {
		Map<String, String> pairs = new LinkedHashMap<>();
		for (String part : text.split(",")) {
			String pair = part.replaceFirst(ignored, "").strip();
			int equals = pair.indexOf('=');
			if (equals < 1 && !pair.isEmpty()) {
				throw new BadValueException("must be name=value pairs separated by commas");
			}
			if (!pair.isEmpty()) {
				pairs.put(pair.substring(0, equals).strip(), decode(pair.substring(equals + 1).strip()));
			}
		}
		return pairs;
	}

	private static String decode(String value) throws BadValueException {
		try {
			return (value.indexOf('%') < 0) ? value : StringUtils.uriDecode(value, StandardCharsets.UTF_8);
		}
		catch (IllegalArgumentException ex) {
			throw new BadValueException("must be percent-encoded: write a percent sign as %25");
		}
	}

	private static Map<String, String> indexed(List<String> values) {
		Map<String, String> indexed = new LinkedHashMap<>();
		for (int i = 0; i < values.size(); i++) {
			indexed.put("[" + i + "]", values.get(i));
		}
		return indexed;
	}

	private static Set<String> list(String value) {
		return Arrays.stream(value.split(","))
			.map(Conversions::lower)
			.filter((entry) -> !entry.isEmpty())
			.collect(Collectors.toCollection(LinkedHashSet::new));
	}

	private static String lower(String value) {
		return value.strip().toLowerCase(Locale.ROOT);
	}

}
