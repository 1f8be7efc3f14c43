package dev.fanlight.autoconfigure.environment;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One row of the table: variables and the key of Boot that they set.
 *
 * @param target the key
 * @param conversion what their values mean
 * @param names the variables; the first one that a source has counts
 */
record VariableMapping(String target, Conversion conversion, List<String> names) {

	private static final String TRACING = "management.opentelemetry.tracing.";

	private static final String LOGGING = "management.opentelemetry.logging.";

	private static final String METRICS = "management.otlp.metrics.export.";

	private static final Conversion LEVEL = Conversions
		.oneOf(Map.ofEntries(Map.entry("trace", "TRACE"), Map.entry("debug", "DEBUG"), Map.entry("info", "INFO"),
				Map.entry("warn", "WARN"), Map.entry("warning", "WARN"), Map.entry("error", "ERROR"),
				Map.entry("critical", "ERROR"), Map.entry("fatal", "ERROR"), Map.entry("off", "OFF"),
				// YAML reads OFF as false
				Map.entry("false", "OFF")));

	private static final Conversion COMPRESSION = Conversions.oneOf(Map.of("gzip", "GZIP", "none", "NONE"));

	/** The whole table. */
	static final List<VariableMapping> TABLE = table();

	/** Variables whose values are never shown. */
	static boolean isSecret(String name) {
		return name.endsWith("_HEADERS");
	}

	private static List<VariableMapping> table() {
		List<VariableMapping> rows = new ArrayList<>();
		rows.add(row("logging.level.root", LEVEL, "LOG_LEVEL"));
		rows.add(row("fanlight.logging.format", Conversions.oneOf(Map.of("json", "json", "text", "text")),
				"LOG_FORMAT"));
		rows.add(row("management.server.port", Conversions.integer(Checks::port), "PROMETHEUS_SCRAPE_PORT"));
		rows.add(row("management.opentelemetry.enabled", Conversions.oneOf(Map.of("true", "false", "false", "true")),
				"OTEL_SDK_DISABLED"));
		rows.add(row("management.tracing.propagation.type", Conversions.propagators(), "OTEL_PROPAGATORS"));
		rows.add(row("management.tracing.baggage.enabled", Conversions.baggage(), "OTEL_PROPAGATORS"));
		rows.add(row(TRACING + "sampler", Conversions.sampler(), Conversions.SAMPLER));
		rows.add(row(FanlightDefaults.PROBABILITY, Conversions.samplerArgument(), "OTEL_TRACES_SAMPLER_ARG"));
		addMetrics(rows);
		addTraces(rows);
		addLogs(rows);
		return List.copyOf(rows);
	}

	private static void addMetrics(List<VariableMapping> rows) {
		rows.add(otlp("METRICS", "ENDPOINT", Conversions.METRICS_URL, Conversions.endpoint("v1/metrics")));
		rows.add(otlp("METRICS", "COMPRESSION", METRICS + "compression-mode", COMPRESSION));
		rows.add(otlp("METRICS", "TIMEOUT", METRICS + "read-timeout", Conversions.timeout()));
		rows.add(otlp("METRICS", "HEADERS", METRICS + "headers", Conversions.headers()));
		// Boot has no key for the transport of metrics
		rows.add(otlp("METRICS", "PROTOCOL", "fanlight.metrics.otlp.transport", Conversions.protocol("grpc", "http")));
		addCertificates(rows, "METRICS", METRICS + "ssl.bundle", "opentelemetry-metrics");
		rows.add(row(METRICS + "aggregation-temporality", Conversions.temporality(),
				"OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE"));
		rows.add(row(METRICS + "histogram-flavor",
				Conversions.oneOf(Map.of("explicit_bucket_histogram", "EXPLICIT_BUCKET_HISTOGRAM",
						"base2_exponential_bucket_histogram", "BASE2_EXPONENTIAL_BUCKET_HISTOGRAM")),
				"OTEL_EXPORTER_OTLP_METRICS_DEFAULT_HISTOGRAM_AGGREGATION"));
		rows.add(row(METRICS + "step", Conversions.delay(), "OTEL_METRIC_EXPORT_INTERVAL"));
		rows.add(row(FanlightDefaults.METRICS_PUSH, Conversions.metricsExporters(), "OTEL_METRICS_EXPORTER"));
		rows.add(row("management.tracing.exemplars.include", Conversions.exemplarFilter(),
				"OTEL_METRICS_EXEMPLAR_FILTER"));
	}

	private static void addTraces(List<VariableMapping> rows) {
		addExport(rows, "TRACES", TRACING + "export.otlp.", "v1/traces", "opentelemetry-tracing");
		addBatch(rows, "OTEL_BSP_", TRACING + "export.");
		rows.add(row("management.tracing.export.otlp.enabled", Conversions.exporters(), "OTEL_TRACES_EXPORTER"));
		addLimit(rows, TRACING, "max-attribute-value-length", "OTEL_SPAN_ATTRIBUTE_VALUE_LENGTH_LIMIT",
				"OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT");
		addLimit(rows, TRACING, "max-attributes", "OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT", "OTEL_ATTRIBUTE_COUNT_LIMIT");
		addLimit(rows, TRACING, "max-events", "OTEL_SPAN_EVENT_COUNT_LIMIT");
		addLimit(rows, TRACING, "max-links", "OTEL_SPAN_LINK_COUNT_LIMIT");
		addLimit(rows, TRACING, "max-attributes-per-event", "OTEL_EVENT_ATTRIBUTE_COUNT_LIMIT");
		addLimit(rows, TRACING, "max-attributes-per-link", "OTEL_LINK_ATTRIBUTE_COUNT_LIMIT");
	}

	private static void addLogs(List<VariableMapping> rows) {
		addExport(rows, "LOGS", LOGGING + "export.otlp.", "v1/logs", "opentelemetry-logging");
		addBatch(rows, "OTEL_BLRP_", LOGGING + "export.");
		rows.add(row("management.logging.export.otlp.enabled", Conversions.exporters("console"), "OTEL_LOGS_EXPORTER"));
		addLimit(rows, LOGGING, "max-attribute-value-length", "OTEL_LOGRECORD_ATTRIBUTE_VALUE_LENGTH_LIMIT",
				"OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT");
		addLimit(rows, LOGGING, "max-attributes", "OTEL_LOGRECORD_ATTRIBUTE_COUNT_LIMIT", "OTEL_ATTRIBUTE_COUNT_LIMIT");
	}

	private static void addExport(List<VariableMapping> rows, String signal, String prefix, String path,
			String bundle) {
		rows.add(otlp(signal, "ENDPOINT", prefix + "endpoint", Conversions.endpoint(path)));
		rows.add(otlp(signal, "COMPRESSION", prefix + "compression", COMPRESSION));
		rows.add(otlp(signal, "TIMEOUT", prefix + "timeout", Conversions.timeout()));
		rows.add(otlp(signal, "HEADERS", prefix + "headers", Conversions.headers()));
		rows.add(otlp(signal, "PROTOCOL", prefix + "transport", Conversions.protocol("GRPC", "HTTP")));
		addCertificates(rows, signal, prefix + "ssl.bundle", bundle);
	}

	private static void addBatch(List<VariableMapping> rows, String variables, String prefix) {
		rows.add(row(prefix + "schedule-delay", Conversions.delay(), variables + "SCHEDULE_DELAY"));
		rows.add(row(prefix + "timeout", Conversions.timeout(), variables + "EXPORT_TIMEOUT"));
		rows.add(row(prefix + "max-queue-size", Conversions.integer(Checks::positive), variables + "MAX_QUEUE_SIZE"));
		rows.add(row(prefix + "max-batch-size", Conversions.integer(Checks::positive),
				variables + "MAX_EXPORT_BATCH_SIZE"));
	}

	private static void addLimit(List<VariableMapping> rows, String prefix, String limit, String... names) {
		rows.add(row(prefix + "limits." + limit, Conversions.integer(Checks::limit), names));
	}

	private static void addCertificates(List<VariableMapping> rows, String signal, String key, String bundle) {
		String pem = "spring.ssl.bundle.pem." + bundle;
		List<String> all = new ArrayList<>();
		for (Map.Entry<String, String> file : Map
			.of("CERTIFICATE", ".truststore.certificate", "CLIENT_KEY", ".keystore.private-key", "CLIENT_CERTIFICATE",
					".keystore.certificate")
			.entrySet()) {
			VariableMapping row = otlp(signal, file.getKey(), pem + file.getValue(),
					Conversions.value((value) -> null, (value) -> "file:" + value));
			rows.add(row);
			all.addAll(row.names());
		}
		rows.add(new VariableMapping(key, Conversions.value((value) -> null, (value) -> bundle), List.copyOf(all)));
	}

	private static VariableMapping otlp(String signal, String name, String target, Conversion conversion) {
		return row(target, conversion, "OTEL_EXPORTER_OTLP_" + signal + "_" + name, "OTEL_EXPORTER_OTLP_" + name);
	}

	private static VariableMapping row(String target, Conversion conversion, String... names) {
		return new VariableMapping(target, conversion, List.of(names));
	}

}
