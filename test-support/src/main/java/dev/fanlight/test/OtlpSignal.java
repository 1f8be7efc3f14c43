package dev.fanlight.test;

import com.google.protobuf.Message;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsPartialSuccess;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceResponse;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsPartialSuccess;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;
import io.opentelemetry.proto.collector.trace.v1.ExportTracePartialSuccess;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;

/**
 * The three signals of OTLP and how each travels.
 */
public enum OtlpSignal {

	/** Spans. */
	TRACES("/v1/traces", "opentelemetry.proto.collector.trace.v1.TraceService",
			ExportTraceServiceRequest.getDefaultInstance(), ExportTraceServiceResponse.getDefaultInstance()) {
		@Override
		Message partialSuccess(long rejected, String message) {
			return ExportTraceServiceResponse.newBuilder()
				.setPartialSuccess(
						ExportTracePartialSuccess.newBuilder().setRejectedSpans(rejected).setErrorMessage(message))
				.build();
		}
	},

	/** Log records. */
	LOGS("/v1/logs", "opentelemetry.proto.collector.logs.v1.LogsService", ExportLogsServiceRequest.getDefaultInstance(),
			ExportLogsServiceResponse.getDefaultInstance()) {
		@Override
		Message partialSuccess(long rejected, String message) {
			return ExportLogsServiceResponse.newBuilder()
				.setPartialSuccess(
						ExportLogsPartialSuccess.newBuilder().setRejectedLogRecords(rejected).setErrorMessage(message))
				.build();
		}
	},

	/** Metric points. */
	METRICS("/v1/metrics", "opentelemetry.proto.collector.metrics.v1.MetricsService",
			ExportMetricsServiceRequest.getDefaultInstance(), ExportMetricsServiceResponse.getDefaultInstance()) {
		@Override
		Message partialSuccess(long rejected, String message) {
			return ExportMetricsServiceResponse.newBuilder()
				.setPartialSuccess(ExportMetricsPartialSuccess.newBuilder()
					.setRejectedDataPoints(rejected)
					.setErrorMessage(message))
				.build();
		}
	};

	private final String path;

	private final String grpcService;

	private final Message request;

	private final Message response;

	OtlpSignal(String path, String grpcService, Message request, Message response) {
		this.path = path;
		this.grpcService = grpcService;
		this.request = request;
		this.response = response;
	}

	/**
	 * The path that OTLP over HTTP uses for this signal.
	 * @return the path, with a leading slash
	 */
	public String path() {
		return this.path;
	}

	String grpcService() {
		return this.grpcService;
	}

	Message request() {
		return this.request;
	}

	Message response() {
		return this.response;
	}

	abstract Message partialSuccess(long rejected, String message);

}
