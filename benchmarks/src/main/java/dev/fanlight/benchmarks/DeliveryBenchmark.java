package dev.fanlight.benchmarks;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import com.sun.net.httpserver.HttpServer;
import dev.fanlight.tracing.delivery.Delivery;
import dev.fanlight.tracing.delivery.DeliverySettings;
import dev.fanlight.tracing.delivery.Signal;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporterBuilder;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Ending a span into the batch processor, and exporting a batch of 512 spans as its
 * worker does, with the sender of OpenTelemetry and with delivery, to a collector on this
 * machine.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class DeliveryBenchmark {

	private static final int BATCH = 512;

	/** Whether the exporter sends through delivery. */
	@Param({ "false", "true" })
	private boolean fanlight;

	private final Delivery delivery = new Delivery(
			new DeliverySettings(64 * 1024 * 1024, Duration.ofSeconds(1), Duration.ofSeconds(30), null));

	private final HttpServer server = server();

	private final SpanExporter plain = builder().build();

	private final SpanExporter delivering = builder().setComponentLoader(this.delivery.senders(Signal.TRACES)).build();

	private final BatchSpanProcessor plainProcessor = BatchSpanProcessor.builder(this.plain).build();

	private final BatchSpanProcessor deliveringProcessor = BatchSpanProcessor.builder(this.delivering).build();

	private final ReadableSpan span = span();

	private final List<SpanData> batch = Collections.nCopies(BATCH, this.span.toSpanData());

	private static HttpServer server() {
		// Or each answer waits for the acknowledgement of its header
		System.setProperty("sun.net.httpserver.nodelay", "true");
		try {
			HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
			server.createContext("/", (exchange) -> {
				exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
				exchange.sendResponseHeaders(200, -1);
				exchange.close();
			});
			server.setExecutor(Executors.newSingleThreadExecutor((task) -> {
				Thread thread = new Thread(task, "collector");
				thread.setDaemon(true);
				return thread;
			}));
			server.start();
			return server;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private OtlpHttpSpanExporterBuilder builder() {
		return OtlpHttpSpanExporter.builder()
			.setEndpoint("http://localhost:" + this.server.getAddress().getPort() + "/v1/traces");
	}

	private static ReadableSpan span() {
		Span span = SdkTracerProvider.builder()
			.build()
			.get("benchmark")
			.spanBuilder("http get /orders/{id}")
			.setSpanKind(SpanKind.SERVER)
			.startSpan();
		for (int i = 0; i < 10; i++) {
			span.setAttribute("attribute." + i, "value of attribute " + i);
		}
		span.end();
		return (ReadableSpan) span;
	}

	/** Stop everything. */
	@TearDown(Level.Trial)
	public void stop() {
		this.plainProcessor.shutdown().join(5, TimeUnit.SECONDS);
		this.deliveringProcessor.shutdown().join(5, TimeUnit.SECONDS);
		this.delivery.close();
		this.server.stop(0);
	}

	/** What the thread of a request pays. */
	@Benchmark
	public void end() {
		(this.fanlight ? this.deliveringProcessor : this.plainProcessor).onEnd(this.span);
	}

	/**
	 * What the worker of the processor pays for a batch: with delivery it is free when
	 * the batch is handed over, otherwise when it has been answered.
	 * @return whether it went well
	 */
	@Benchmark
	public boolean exportBatch() {
		return (this.fanlight ? this.delivering : this.plain).export(this.batch).join(10, TimeUnit.SECONDS).isSuccess();
	}

}
