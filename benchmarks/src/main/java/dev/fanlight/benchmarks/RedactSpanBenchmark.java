package dev.fanlight.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import dev.fanlight.redaction.RedactionPolicy;
import dev.fanlight.redaction.Redactor;
import dev.fanlight.tracing.RedactingSpanExporter;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * One server span of ten attributes, in batches as the SDK exports them, on the way to an
 * exporter that does nothing.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RedactSpanBenchmark {

	private static final int BATCH = 512;

	private final SpanExporter discarding = SpanExporter.composite();

	private final SpanExporter exporter = new RedactingSpanExporter(this.discarding,
			Redactor.of(RedactionPolicy.defaults()));

	/** Whether each span holds a secret. */
	@Param({ "false", "true" })
	private boolean dirty;

	private List<SpanData> spans = List.of();

	/** Make the spans. */
	@Setup
	public void spans() {
		List<SpanData> finished = new ArrayList<>();
		SdkTracerProvider provider = SdkTracerProvider.builder()
			.setResource(Resource.builder().put("service.name", "orders").put("host.name", "db-1").build())
			.build();
		for (int i = 0; i < BATCH; i++) {
			Span span = provider.get("bench").spanBuilder("GET /orders/{id}").setSpanKind(SpanKind.SERVER).startSpan();
			span.setAttribute("http.request.method", "GET")
				.setAttribute("http.response.status_code", 200)
				.setAttribute("http.route", "/orders/{id}")
				.setAttribute("url.path", "/orders/" + i)
				.setAttribute("url.scheme", "https")
				.setAttribute("server.address", "orders.example.com")
				.setAttribute("server.port", 443)
				.setAttribute("network.protocol.version", "1.1")
				.setAttribute("user_agent.original", "curl/8.5.0")
				.setAttribute("db.query.text",
						this.dirty ? "update users set password='hunter2hunter2' where id=1"
								: "select id, state, total from orders where id = ?")
				.addEvent("loaded")
				.end();
			finished.add(((ReadableSpan) span).toSpanData());
		}
		this.spans = finished;
	}

	/** What the batch costs without redaction. */
	@Benchmark
	@OperationsPerInvocation(BATCH)
	public Object raw() {
		return this.discarding.export(this.spans);
	}

	/** What it costs with. */
	@Benchmark
	@OperationsPerInvocation(BATCH)
	public Object redacted() {
		return this.exporter.export(this.spans);
	}

}
