package dev.fanlight.test;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.metrics.v1.Exemplar;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.Span;

/**
 * Flattens export requests into one record per span, log record or metric point.
 */
final class OtlpDecoder {

	private OtlpDecoder() {
	}

	static List<ReceivedSpan> spans(ExportTraceServiceRequest request) {
		List<ReceivedSpan> spans = new ArrayList<>();
		request.getResourceSpansList().forEach((resourceSpans) -> {
			Map<String, Object> resource = attributes(resourceSpans.getResource());
			resourceSpans.getScopeSpansList()
				.forEach((scopeSpans) -> scopeSpans.getSpansList()
					.forEach((span) -> spans.add(span(span, resource, scopeSpans.getScope().getName()))));
		});
		return spans;
	}

	private static ReceivedSpan span(Span span, Map<String, Object> resource, String scope) {
		List<ReceivedSpan.Event> events = span.getEventsList()
			.stream()
			.map((event) -> new ReceivedSpan.Event(event.getName(), attributes(event.getAttributesList())))
			.toList();
		return new ReceivedSpan(hex(span.getTraceId()), hex(span.getSpanId()), hex(span.getParentSpanId()),
				span.getName(), span.getKind().name().replace("SPAN_KIND_", ""), instant(span.getStartTimeUnixNano()),
				Duration.ofNanos(span.getEndTimeUnixNano() - span.getStartTimeUnixNano()),
				span.getStatus().getCode().name().replace("STATUS_CODE_", ""), span.getStatus().getMessage(),
				attributes(span.getAttributesList()), events, resource, scope);
	}

	static List<ReceivedLog> logs(ExportLogsServiceRequest request) {
		List<ReceivedLog> logs = new ArrayList<>();
		request.getResourceLogsList().forEach((resourceLogs) -> {
			Map<String, Object> resource = attributes(resourceLogs.getResource());
			resourceLogs.getScopeLogsList()
				.forEach((scopeLogs) -> scopeLogs.getLogRecordsList()
					.forEach((log) -> logs.add(log(log, resource, scopeLogs.getScope().getName()))));
		});
		return logs;
	}

	private static ReceivedLog log(LogRecord log, Map<String, Object> resource, String scope) {
		return new ReceivedLog(instant(log.getTimeUnixNano()), log.getSeverityText(), log.getSeverityNumberValue(),
				value(log.getBody()), hex(log.getTraceId()), hex(log.getSpanId()), (log.getFlags() & 1) == 1,
				attributes(log.getAttributesList()), resource, scope);
	}

	static List<ReceivedMetric> metrics(ExportMetricsServiceRequest request) {
		List<ReceivedMetric> metrics = new ArrayList<>();
		request.getResourceMetricsList().forEach((resourceMetrics) -> {
			Map<String, Object> resource = attributes(resourceMetrics.getResource());
			resourceMetrics.getScopeMetricsList()
				.forEach((scopeMetrics) -> scopeMetrics.getMetricsList()
					.forEach((metric) -> addPoints(metric, resource, metrics)));
		});
		return metrics;
	}

	private static void addPoints(Metric metric, Map<String, Object> resource, List<ReceivedMetric> metrics) {
		metric.getGauge().getDataPointsList().forEach((point) -> metrics.add(number(metric, point, resource)));
		metric.getSum().getDataPointsList().forEach((point) -> metrics.add(number(metric, point, resource)));
		metric.getHistogram()
			.getDataPointsList()
			.forEach((point) -> metrics.add(point(metric, point.getAttributesList(), point.getSum(), point.getCount(),
					point.getExplicitBoundsList(), point.getBucketCountsList(), point.getExemplarsList(), resource)));
		metric.getExponentialHistogram()
			.getDataPointsList()
			.forEach((point) -> metrics.add(point(metric, point.getAttributesList(), point.getSum(), point.getCount(),
					List.of(), List.of(), point.getExemplarsList(), resource)));
		metric.getSummary()
			.getDataPointsList()
			.forEach((point) -> metrics.add(point(metric, point.getAttributesList(), point.getSum(), point.getCount(),
					List.of(), List.of(), List.of(), resource)));
	}

	private static ReceivedMetric number(Metric metric, NumberDataPoint point, Map<String, Object> resource) {
		double value = point.hasAsInt() ? point.getAsInt() : point.getAsDouble();
		return point(metric, point.getAttributesList(), value, 0, List.of(), List.of(), point.getExemplarsList(),
				resource);
	}

	private static ReceivedMetric point(Metric metric, List<KeyValue> attributes, double value, long count,
			List<Double> bounds, List<Long> bucketCounts, List<Exemplar> exemplars, Map<String, Object> resource) {
		return new ReceivedMetric(metric.getName(), metric.getUnit(), metric.getDataCase().name(),
				attributes(attributes), value, count, List.copyOf(bounds), List.copyOf(bucketCounts),
				exemplars.stream().map((exemplar) -> hex(exemplar.getTraceId())).toList(), resource);
	}

	private static Map<String, Object> attributes(Resource resource) {
		return attributes(resource.getAttributesList());
	}

	private static Map<String, Object> attributes(List<KeyValue> keyValues) {
		Map<String, Object> attributes = new LinkedHashMap<>();
		keyValues.forEach((keyValue) -> attributes.put(keyValue.getKey(), value(keyValue.getValue())));
		return Collections.unmodifiableMap(attributes);
	}

	private static Object value(AnyValue value) {
		return switch (value.getValueCase()) {
			case STRING_VALUE -> value.getStringValue();
			case BOOL_VALUE -> value.getBoolValue();
			case INT_VALUE -> value.getIntValue();
			case DOUBLE_VALUE -> value.getDoubleValue();
			case BYTES_VALUE -> hex(value.getBytesValue());
			case ARRAY_VALUE -> value.getArrayValue().getValuesList().stream().map(OtlpDecoder::value).toList();
			case KVLIST_VALUE -> attributes(value.getKvlistValue().getValuesList());
			default -> "";
		};
	}

	private static String hex(ByteString bytes) {
		return HexFormat.of().formatHex(bytes.toByteArray());
	}

	private static Instant instant(long nanos) {
		return Instant.ofEpochSecond(0, nanos);
	}

}
