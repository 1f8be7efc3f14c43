package dev.fanlight.metrics;

import java.io.IOException;
import java.util.Map;

import io.micrometer.registry.otlp.OtlpMetricsSender;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.metrics.v1.Metric;

/**
 * Sends through another sender, with units as the semantic conventions of OpenTelemetry
 * have them, by UCUM. Micrometer writes them out, and has no other place where they could
 * be changed.
 * <p>
 * Reads a request and writes it anew, once per step. Thread-safe if the other sender is.
 */
public final class OtlpUnits implements OtlpMetricsSender {

	private static final Map<String, String> UNITS = Map.of("nanoseconds", "ns", "microseconds", "us", "milliseconds",
			"ms", "seconds", "s", "minutes", "min", "hours", "h", "days", "d", "bytes", "By", "percent", "%");

	private final OtlpMetricsSender delegate;

	/**
	 * Create a sender.
	 * @param delegate does the sending
	 */
	public OtlpUnits(OtlpMetricsSender delegate) {
		this.delegate = delegate;
	}

	/** Throws what the other sender throws. */
	@Override
	public void send(Request request) throws Exception {
		Request.Builder changed = Request.builder(withUnits(request.getMetricsData()))
			.headers(request.getHeaders())
			.compressionMode(request.getCompressionMode());
		String address = request.getAddress();
		this.delegate.send(((address != null) ? changed.address(address) : changed).build());
	}

	private static byte[] withUnits(byte[] data) throws IOException {
		ExportMetricsServiceRequest.Builder request = ExportMetricsServiceRequest.parseFrom(data).toBuilder();
		request.getResourceMetricsBuilderList()
			.forEach((resource) -> resource.getScopeMetricsBuilderList()
				.forEach((scope) -> scope.getMetricsBuilderList().forEach(OtlpUnits::standardize)));
		return request.build().toByteArray();
	}

	private static void standardize(Metric.Builder metric) {
		metric.setUnit(UNITS.getOrDefault(metric.getUnit(), metric.getUnit()));
	}

}
