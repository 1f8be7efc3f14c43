package dev.fanlight.test;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.grpc.Status;
import io.micrometer.core.instrument.Metrics;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.exporter.otlp.http.logs.OtlpHttpLogRecordExporter;
import io.opentelemetry.exporter.otlp.http.metrics.OtlpHttpMetricExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporterBuilder;
import io.opentelemetry.exporter.otlp.logs.OtlpGrpcLogRecordExporter;
import io.opentelemetry.exporter.otlp.metrics.OtlpGrpcMetricExporter;
import io.opentelemetry.exporter.otlp.trace.OtlpGrpcSpanExporter;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.common.export.RetryPolicy;
import io.opentelemetry.sdk.logs.SdkLoggerProvider;
import io.opentelemetry.sdk.logs.export.LogRecordExporter;
import io.opentelemetry.sdk.logs.export.SimpleLogRecordProcessor;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import io.opentelemetry.sdk.metrics.export.PeriodicMetricReader;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.entry;

class OtlpReceiverTests {

	private static final Resource RESOURCE = Resource.create(
			Attributes.of(AttributeKey.stringKey("service.name"), "orders", AttributeKey.longKey("process.pid"), 7L));

	private static final RetryPolicy QUICK = RetryPolicy.builder()
		.setInitialBackoff(Duration.ofMillis(10))
		.setMaxBackoff(Duration.ofMillis(20))
		.build();

	@RegisterExtension
	static final OtlpReceiver receiver = OtlpReceiver.start();

	static Stream<SpanExporter> spanExporters() {
		return Stream.of(OtlpHttpSpanExporter.builder().setEndpoint(receiver.httpEndpoint(OtlpSignal.TRACES)).build(),
				OtlpHttpSpanExporter.builder()
					.setEndpoint(receiver.httpEndpoint(OtlpSignal.TRACES))
					.setCompression("gzip")
					.build(),
				OtlpGrpcSpanExporter.builder().setEndpoint(receiver.grpcEndpoint()).build(),
				OtlpGrpcSpanExporter.builder().setEndpoint(receiver.grpcEndpoint()).setCompression("gzip").build());
	}

	@ParameterizedTest
	@MethodSource("spanExporters")
	void receivesSpans(SpanExporter exporter) {
		Span parent;
		try (SdkTracerProvider provider = tracerProvider(exporter)) {
			parent = provider.get("shop").spanBuilder("parent").startSpan();
			provider.get("shop")
				.spanBuilder("charge")
				.setSpanKind(SpanKind.CLIENT)
				.setParent(Context.root().with(parent))
				.setAttribute("amount", 12.5)
				.setAttribute("retry", true)
				.setAttribute(AttributeKey.stringArrayKey("items"), List.of("a", "b"))
				.setStartTimestamp(1, TimeUnit.SECONDS)
				.startSpan()
				.addEvent("declined", Attributes.of(AttributeKey.longKey("code"), 51L))
				.setStatus(StatusCode.ERROR, "declined")
				.end(3, TimeUnit.SECONDS);
		}
		ReceivedSpan span = receiver.awaitSpans(1).get(0);
		assertThat(span.traceId()).isEqualTo(parent.getSpanContext().getTraceId());
		assertThat(span.parentSpanId()).isEqualTo(parent.getSpanContext().getSpanId());
		assertThat(span.spanId()).matches("[0-9a-f]{16}");
		assertThat(span)
			.extracting(ReceivedSpan::name, ReceivedSpan::kind, ReceivedSpan::status, ReceivedSpan::statusMessage,
					ReceivedSpan::service, ReceivedSpan::scope)
			.containsExactly("charge", "CLIENT", "ERROR", "declined", "orders", "shop");
		assertThat(span.start()).isEqualTo(Instant.ofEpochSecond(1));
		assertThat(span.duration()).isEqualTo(Duration.ofSeconds(2));
		assertThat(span.attributes()).containsOnly(entry("amount", 12.5), entry("retry", true),
				entry("items", List.of("a", "b")));
		assertThat(span.events()).containsExactly(new ReceivedSpan.Event("declined", Map.of("code", 51L)));
		assertThat(span.resource()).containsEntry("process.pid", 7L);
	}

	@Test
	void whatLeakedOverTheWireIsSaidWithItsPlace() {
		try (SdkTracerProvider provider = tracerProvider(spanExporters().toList().get(0))) {
			provider.get("shop")
				.spanBuilder("charge")
				.setAttribute("items", "one two")
				.startSpan()
				.addEvent("declined", Attributes.of(AttributeKey.stringKey("password"), "hunter2hunter2"))
				.end();
		}
		receiver.awaitSpans(1);
		assertThat(receiver).doesNotLeak("4111 1111 1111 1111");
		assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(() -> assertThat(receiver).doesNotLeak("hunter2hunter2"))
			.withMessageContaining("the attribute password of the event declined of the span charge");
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> assertThat(receiver).leaksNothingSecret())
			.withMessageContaining("the attribute password of the event declined of the span charge");
		receiver.reset();
		assertThat(receiver).leaksNothingSecret();
	}

	static Stream<LogRecordExporter> logExporters() {
		return Stream.of(OtlpHttpLogRecordExporter.builder()
			.setEndpoint(receiver.httpEndpoint(OtlpSignal.LOGS))
			.setCompression("gzip")
			.build(), OtlpGrpcLogRecordExporter.builder().setEndpoint(receiver.grpcEndpoint()).build());
	}

	@ParameterizedTest
	@MethodSource("logExporters")
	void receivesLogs(LogRecordExporter exporter) {
		try (SdkLoggerProvider provider = SdkLoggerProvider.builder()
			.setResource(RESOURCE)
			.addLogRecordProcessor(SimpleLogRecordProcessor.create(exporter))
			.build()) {
			provider.get("shop.Orders")
				.logRecordBuilder()
				.setSeverity(Severity.WARN)
				.setSeverityText("WARN")
				.setBody("Stock is low")
				.setAttribute(AttributeKey.longKey("left"), 3L)
				.setTimestamp(5, TimeUnit.SECONDS)
				.emit();
		}
		ReceivedLog log = receiver.awaitLogs(1).get(0);
		assertThat(log.message()).isEqualTo("Stock is low");
		assertThat(log.severity()).isEqualTo("WARN");
		assertThat(log.severityNumber()).isEqualTo(13);
		assertThat(log.timestamp()).isEqualTo(Instant.ofEpochSecond(5));
		assertThat(log.scope()).isEqualTo("shop.Orders");
		assertThat(log.attributes()).containsOnly(entry("left", 3L));
		assertThat(log.traceId()).isEmpty();
		assertThat(log.sampled()).isFalse();
		assertThat(log.resource()).containsEntry("service.name", "orders");
	}

	static Stream<MetricExporter> metricExporters() {
		return Stream.of(OtlpHttpMetricExporter.builder()
			.setEndpoint(receiver.httpEndpoint(OtlpSignal.METRICS))
			.setCompression("gzip")
			.build(), OtlpGrpcMetricExporter.builder().setEndpoint(receiver.grpcEndpoint()).build());
	}

	@ParameterizedTest
	@MethodSource("metricExporters")
	void receivesMetrics(MetricExporter exporter) {
		try (SdkMeterProvider provider = SdkMeterProvider.builder()
			.setResource(RESOURCE)
			.registerMetricReader(PeriodicMetricReader.create(exporter))
			.build()) {
			provider.get("shop")
				.counterBuilder("orders.created")
				.build()
				.add(2, Attributes.of(AttributeKey.stringKey("method"), "card"));
			provider.get("shop")
				.histogramBuilder("orders.value")
				.setUnit("EUR")
				.setExplicitBucketBoundariesAdvice(List.of(10d))
				.build()
				.record(12);
		}
		List<ReceivedMetric> metrics = receiver.awaitMetrics(2);
		assertThat(metrics).filteredOn((metric) -> metric.name().equals("orders.created"))
			.singleElement()
			.satisfies((metric) -> {
				assertThat(metric.type()).isEqualTo("SUM");
				assertThat(metric.value()).isEqualTo(2);
				assertThat(metric.attributes()).containsOnly(entry("method", "card"));
				assertThat(metric.resource()).containsEntry("service.name", "orders");
			});
		assertThat(metrics).filteredOn((metric) -> metric.name().equals("orders.value"))
			.singleElement()
			.satisfies((metric) -> {
				assertThat(metric.type()).isEqualTo("HISTOGRAM");
				assertThat(metric.unit()).isEqualTo("EUR");
				assertThat(metric.value()).isEqualTo(12);
				assertThat(metric.count()).isEqualTo(1);
				assertThat(metric.bounds()).containsExactly(10d);
				assertThat(metric.bucketCounts()).containsExactly(0L, 1L);
			});
	}

	/**
	 * What is native would end in the packaged applications of those who test with us.
	 */
	@ParameterizedTest
	@ValueSource(strings = { "netty_tcnative_linux_x86_64", "netty_transport_native_epoll_x86_64" })
	void needsNothingNative(String library) {
		assertThat(getClass().getResource("/META-INF/native/lib" + library + ".so")).isNull();
	}

	@Test
	void showsHeadersAndTransport() {
		export(httpExporter().addHeader("Authorization", "Basic abc").setCompression("gzip").build());
		export(OtlpGrpcSpanExporter.builder()
			.setEndpoint(receiver.grpcEndpoint())
			.addHeader("x-tenant", "blue")
			.build());
		assertThat(receiver.requests()).hasSize(2);
		assertThat(receiver.requests().get(0)).satisfies((request) -> {
			assertThat(request.grpc()).isFalse();
			assertThat(request.header("authorization")).isEqualTo("Basic abc");
			assertThat(request.header("content-encoding")).isEqualTo("gzip");
			assertThat(request.header("absent")).isEmpty();
			assertThat(request.message()).isInstanceOf(ExportTraceServiceRequest.class);
		});
		assertThat(receiver.requests().get(1)).satisfies((request) -> {
			assertThat(request.grpc()).isTrue();
			assertThat(request.header("x-tenant")).isEqualTo("blue");
		});
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void refusedRequestIsTriedAgainAndNotCountedTwice(boolean grpc) {
		receiver.answerNext(OtlpAnswer.unavailable(), OtlpAnswer.unavailable());
		SpanExporter exporter = grpc
				? OtlpGrpcSpanExporter.builder().setEndpoint(receiver.grpcEndpoint()).setRetryPolicy(QUICK).build()
				: httpExporter().setRetryPolicy(QUICK).build();
		assertThat(export(exporter).isSuccess()).isTrue();
		assertThat(receiver.requests()).extracting(ReceivedRequest::accepted).containsExactly(false, false, true);
		assertThat(receiver.spans()).hasSize(1);
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void refusesForGood(boolean grpc) {
		receiver.answerAlways(OtlpAnswer.refuse(400, Status.Code.INVALID_ARGUMENT));
		assertThat(export(exporter(grpc)).isSuccess()).isFalse();
		assertThat(receiver.requests()).hasSize(1);
		receiver.reset();
		assertThat(export(exporter(grpc)).isSuccess()).isTrue();
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void hangsUntilTheClientGivesUp(boolean grpc) {
		receiver.answerNext(OtlpAnswer.hang());
		SpanExporter exporter = grpc ? OtlpGrpcSpanExporter.builder()
			.setEndpoint(receiver.grpcEndpoint())
			.setTimeout(Duration.ofMillis(200))
			.setRetryPolicy(null)
			.build() : httpExporter().setTimeout(Duration.ofMillis(200)).setRetryPolicy(null).build();
		assertThat(export(exporter).isSuccess()).isFalse();
		assertThat(receiver.spans()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void answersLate(boolean grpc) {
		receiver.answerNext(OtlpAnswer.accept().delayedBy(Duration.ofMillis(300)));
		long start = System.nanoTime();
		assertThat(export(exporter(grpc)).isSuccess()).isTrue();
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(300));
	}

	@Test
	void scriptedAnswerWaitsForItsSignal() {
		receiver.answerNext(OtlpAnswer.unavailable().onlyFor(OtlpSignal.LOGS));
		assertThat(export(exporter(false)).isSuccess()).isTrue();
	}

	@Test
	void asksToWaitAndAnswersInPart() throws Exception {
		receiver.answerNext(OtlpAnswer.unavailable().retryAfter(Duration.ofSeconds(7)),
				OtlpAnswer.partialSuccess(1, "one too old"));
		HttpResponse<byte[]> refused = post("application/x-protobuf", new byte[0]);
		assertThat(refused.statusCode()).isEqualTo(503);
		assertThat(refused.headers().firstValue("retry-after")).hasValue("7");
		HttpResponse<byte[]> inPart = post("application/x-protobuf", new byte[0]);
		assertThat(inPart.statusCode()).isEqualTo(200);
		assertThat(ExportTraceServiceResponse.parseFrom(inPart.body()).getPartialSuccess().getErrorMessage())
			.isEqualTo("one too old");
	}

	@Test
	void refusesWhatIsNotOtlp() throws Exception {
		assertThat(post("application/json", "{}".getBytes()).statusCode()).isEqualTo(415);
		assertThat(post("application/x-protobuf", "no protobuf".getBytes()).statusCode()).isEqualTo(400);
		assertThat(receiver.requests()).isEmpty();
		assertThatIllegalArgumentException().isThrownBy(() -> OtlpAnswer.refuse(204, Status.Code.OK));
	}

	@Test
	void keepsItsOwnMetersFromTheApplication() {
		export(exporter(true));
		assertThat(Metrics.globalRegistry.getMeters()).extracting((meter) -> meter.getId().getName())
			.noneMatch((name) -> name.startsWith("armeria.server") || name.startsWith("armeria.executor"));
	}

	@Test
	void saysWhatItSawWhenTelemetryDoesNotCome() {
		export(exporter(false));
		assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(() -> receiver.await(receiver::spans, (spans) -> spans.size() > 1, Duration.ofMillis(50)))
			.withMessageContaining("Seen: 1")
			.withMessageContaining("name=test");
	}

	@Test
	void comesBackOnTheSamePort() {
		OtlpReceiver first = OtlpReceiver.start();
		int port = first.port();
		first.close();
		SpanExporter exporter = OtlpHttpSpanExporter.builder()
			.setEndpoint("http://localhost:" + port + "/v1/traces")
			.setRetryPolicy(null)
			.build();
		assertThat(export(exporter).isSuccess()).isFalse();
		try (OtlpReceiver second = OtlpReceiver.start(port)) {
			assertThat(export(exporter).isSuccess()).isTrue();
			assertThat(second.awaitSpans(1)).hasSize(1);
		}
	}

	private static SpanExporter exporter(boolean grpc) {
		return grpc ? OtlpGrpcSpanExporter.builder().setEndpoint(receiver.grpcEndpoint()).build()
				: httpExporter().build();
	}

	private static OtlpHttpSpanExporterBuilder httpExporter() {
		return OtlpHttpSpanExporter.builder().setEndpoint(receiver.httpEndpoint(OtlpSignal.TRACES));
	}

	private static CompletableResultCode export(SpanExporter exporter) {
		try (SdkTracerProvider provider = SdkTracerProvider.builder().build()) {
			Span span = provider.get("test").spanBuilder("test").startSpan();
			span.end();
			SpanData data = ((ReadableSpan) span).toSpanData();
			return exporter.export(List.of(data)).join(10, TimeUnit.SECONDS);
		}
	}

	private static SdkTracerProvider tracerProvider(SpanExporter exporter) {
		return SdkTracerProvider.builder()
			.setResource(RESOURCE)
			.addSpanProcessor(SimpleSpanProcessor.create(exporter))
			.build();
	}

	private static HttpResponse<byte[]> post(String type, byte[] body) throws Exception {
		return HttpClient.newHttpClient()
			.send(HttpRequest.newBuilder(URI.create(receiver.httpEndpoint(OtlpSignal.TRACES)))
				.header("Content-Type", type)
				.POST(HttpRequest.BodyPublishers.ofByteArray(body))
				.build(), HttpResponse.BodyHandlers.ofByteArray());
	}

}
