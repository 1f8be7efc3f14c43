package dev.fanlight.tracing;

import java.util.ArrayList;
import java.util.List;

import dev.fanlight.allocation.Allocation;
import dev.fanlight.allocation.Allocation.Call;
import dev.fanlight.redaction.RedactionPolicy;
import dev.fanlight.redaction.Redactor;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.logs.SdkLoggerProvider;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import io.opentelemetry.sdk.logs.export.LogRecordExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The budget of the exporters: clean spans and records cost nothing, a batch one small
 * object.
 */
class RedactingAllocationTests {

	private static final int BATCH = 512;

	private final Redactor redactor = Redactor.of(RedactionPolicy.defaults());

	@Test
	void cleanSpansCostNothing() {
		List<SpanData> batch = spans("GET /orders/{id}");
		RedactingSpanExporter exporter = new RedactingSpanExporter(SpanExporter.composite(), this.redactor);
		assertThat(bytesPerItem(() -> exporter.export(batch))).isLessThan(1);
	}

	@Test
	void dirtySpansAreSeenToCost() {
		List<SpanData> batch = spans("GET /orders?password=hunter2hunter2");
		RedactingSpanExporter exporter = new RedactingSpanExporter(SpanExporter.composite(), this.redactor);
		assertThat(bytesPerItem(() -> exporter.export(batch))).isGreaterThan(50);
	}

	@Test
	void cleanLogRecordsCostNothing() {
		List<LogRecordData> batch = new ArrayList<>();
		SdkLoggerProvider provider = SdkLoggerProvider.builder()
			.addLogRecordProcessor((context, log) -> batch.add(log.toLogRecordData()))
			.build();
		for (int i = 0; i < BATCH; i++) {
			provider.get("test")
				.logRecordBuilder()
				.setBody("Created order " + i)
				.setSeverityText("INFO")
				.setAttribute(AttributeKey.stringKey("order.state"), "created")
				.setAttribute(AttributeKey.longKey("order.items"), 3L)
				.emit();
		}
		RedactingLogRecordExporter exporter = new RedactingLogRecordExporter(LogRecordExporter.composite(),
				this.redactor);
		assertThat(bytesPerItem(() -> exporter.export(batch))).isLessThan(1);
	}

	private static double bytesPerItem(Call<RuntimeException> export) {
		return Allocation.perCall(20, export) / BATCH;
	}

	private static List<SpanData> spans(String name) {
		List<SpanData> batch = new ArrayList<>();
		SdkTracerProvider provider = SdkTracerProvider.builder()
			.setResource(Resource.builder().put("service.name", "orders").put("host.name", "db-1").build())
			.build();
		for (int i = 0; i < BATCH; i++) {
			Span span = provider.get("test").spanBuilder(name).setSpanKind(SpanKind.SERVER).startSpan();
			span.setAttribute("http.request.method", "GET");
			span.setAttribute("http.response.status_code", 200);
			span.setAttribute("url.full", "https://shop.example/orders/" + i + "?page=2");
			span.setAttribute("server.address", "shop.example");
			span.setAttribute(AttributeKey.stringArrayKey("tags"), List.of("new", "paid"));
			span.addEvent("loaded");
			span.setStatus(StatusCode.ERROR, "Order " + i + " is gone");
			span.end();
			batch.add(((ReadableSpan) span).toSpanData());
		}
		return batch;
	}

}
