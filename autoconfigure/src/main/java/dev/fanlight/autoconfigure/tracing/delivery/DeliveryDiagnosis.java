package dev.fanlight.autoconfigure.tracing.delivery;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import dev.fanlight.autoconfigure.Diagnosis;
import dev.fanlight.tracing.delivery.Delivery;
import dev.fanlight.tracing.delivery.PipelineStatus;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.logs.SdkLoggerProvider;
import io.opentelemetry.sdk.trace.IdGenerator;
import io.opentelemetry.sdk.trace.SdkTracerProvider;

import org.springframework.beans.factory.ObjectProvider;

/**
 * Sends a canary span, log record and metric through the real pipelines and waits until
 * each pipeline took or refused something.
 */
final class DeliveryDiagnosis implements Diagnosis {

	/** More than clocks that are set by anybody differ. */
	private static final Duration SKEW = Duration.ofSeconds(30);

	/** What stands in a failure's words, and what to do about it. */
	private static final Map<String, String> FIXES = fixes();

	private final Delivery delivery;

	private final ObjectProvider<SdkTracerProvider> tracers;

	private final ObjectProvider<SdkLoggerProvider> loggers;

	private final ObjectProvider<MetricCanary> metrics;

	private final Duration patience;

	DeliveryDiagnosis(Delivery delivery, ObjectProvider<SdkTracerProvider> tracers,
			ObjectProvider<SdkLoggerProvider> loggers, ObjectProvider<MetricCanary> metrics, Duration patience) {
		this.delivery = delivery;
		this.tracers = tracers;
		this.loggers = loggers;
		this.metrics = metrics;
		this.patience = patience;
	}

	@Override
	public boolean atStart() {
		return false;
	}

	@Override
	public void examine(Consumer<Finding> findings) throws InterruptedException {
		long begin = System.currentTimeMillis();
		long deadline = System.nanoTime() + this.patience.toNanos();
		this.tracers.ifAvailable(this::span);
		this.loggers.ifAvailable(this::line);
		this.metrics.ifAvailable(MetricCanary::push);
		Set<String> clocks = new HashSet<>();
		for (PipelineStatus pipeline : settled(begin, deadline)) {
			boolean arrived = pipeline.lastSuccess() >= begin || (pipeline.lastSuccess() > 0 && !pipeline.failing());
			String failure = pipeline.lastFailure();
			if (!arrived && failure != null) {
				findings.accept(new Finding(pipeline.name(),
						"Nothing reaches " + pipeline.address() + ": " + failure + (failure.endsWith("?") ? "" : "."),
						fix(failure)));
			}
			else if (!arrived && pipeline.waitingBatches() > 0) {
				findings.accept(new Finding(pipeline.name(),
						"The canary still waits for an answer of " + pipeline.address() + ".",
						"See whether the collector is overloaded."));
			}
			// Who answered nothing does not tell the time either, and is not waited for
			// twice
			boolean answered = pipeline.lastSuccess() >= begin || pipeline.lastFailureAt() >= begin;
			// The address of gRPC is followed by that word
			URI address = URI.create(pipeline.address().split(" ")[0]);
			if (answered && clocks.add(address.getAuthority())) {
				skew(pipeline.name(), address, findings);
			}
		}
	}

	private void span(SdkTracerProvider provider) {
		IdGenerator ids = IdGenerator.random();
		// A caller that samples, so that the canary is taken whatever the rate
		SpanContext caller = SpanContext.createFromRemoteParent(ids.generateTraceId(), ids.generateSpanId(),
				TraceFlags.getSampled(), TraceState.getDefault());
		provider.get(CANARY).spanBuilder(CANARY).setParent(Context.root().with(Span.wrap(caller))).startSpan().end();
		provider.forceFlush().join(this.patience.toMillis(), TimeUnit.MILLISECONDS);
	}

	private void line(SdkLoggerProvider provider) {
		provider.get(CANARY)
			.logRecordBuilder()
			.setSeverity(Severity.INFO)
			.setBody("The doctor looks whether log records arrive")
			.emit();
		provider.forceFlush().join(this.patience.toMillis(), TimeUnit.MILLISECONDS);
	}

	private List<PipelineStatus> settled(long begin, long deadline) throws InterruptedException {
		List<PipelineStatus> pipelines = this.delivery.pipelines();
		while (System.nanoTime() < deadline && pipelines.stream()
			.anyMatch((pipeline) -> pipeline.waitingBatches() > 0 && pipeline.lastSuccess() < begin
					&& pipeline.lastFailureAt() < begin)) {
			TimeUnit.MILLISECONDS.sleep(10);
			pipelines = this.delivery.pipelines();
		}
		return pipelines;
	}

	/** Whatever the server answers, its clock is in the header. */
	private void skew(String subject, URI address, Consumer<Finding> findings) throws InterruptedException {
		try {
			HttpClient client = HttpClient.newBuilder()
				.version(Version.HTTP_1_1)
				.connectTimeout(Duration.ofSeconds(2))
				.build();
			HttpRequest request = HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(2)).build();
			HttpResponse<Void> response = client.send(request, BodyHandlers.discarding());
			String date = response.headers().firstValue("date").orElse(null);
			if (date != null) {
				Duration skew = Duration.between(Instant.now(),
						ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
				if (skew.abs().compareTo(SKEW) > 0) {
					findings.accept(new Finding(subject,
							"The clock of " + address + " differs by " + skew.toSeconds() + " s from ours.",
							"Have both set by NTP: traces and alerts are sorted by time."));
				}
			}
		}
		catch (IOException | RuntimeException ex) {
			// Said above, if it matters
		}
	}

	private static String fix(String failure) {
		return FIXES.entrySet()
			.stream()
			.filter((fix) -> failure.contains(fix.getKey()))
			.map(Map.Entry::getValue)
			.findFirst()
			.orElse("See what the collector logs about it.");
	}

	private static Map<String, String> fixes() {
		Map<String, String> fixes = new LinkedHashMap<>();
		String tls = "Use https:// in the address.";
		fixes.put("want https", tls);
		fixes.put("HTTPS", tls);
		fixes.put("leads to", "Give the address of the collector itself: what answers here sends others away.");
		fixes.put("HTTP 415", "Switch compression off: OTEL_EXPORTER_OTLP_COMPRESSION=none.");
		String grpc = "Set OTEL_EXPORTER_OTLP_PROTOCOL=grpc, or use the port for HTTP, usually 4318.";
		String http = "Set OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf, or use the port for gRPC, usually 4317.";
		fixes.put("speak OTLP over HTTP", grpc);
		fixes.put("usually speaks gRPC", grpc);
		fixes.put("speak OTLP over gRPC", http);
		fixes.put("usually speaks HTTP", http);
		fixes.put("credentials", "Give them in OTEL_EXPORTER_OTLP_HEADERS, such as authorization=Bearer%20….");
		fixes.put("no OTLP at this path",
				"Give the base address in OTEL_EXPORTER_OTLP_ENDPOINT: /v1/traces, /v1/logs and /v1/metrics are added to it.");
		fixes.put("connection refused",
				"Start the collector, or mend host and port: usually 4318 for HTTP and 4317 for gRPC.");
		fixes.put("DNS", "Mend the name of the host, or the resolver of this machine.");
		fixes.put("TLS", "Use http:// if the port has no TLS; otherwise trust its certificate by an SSL bundle.");
		fixes.put("no answer", "See whether a firewall swallows it, or raise the timeout of the exporter.");
		return fixes;
	}

}
