package dev.fanlight.autoconfigure.tracing.delivery;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.fanlight.test.OtlpAnswer;
import dev.fanlight.test.OtlpReceiver;
import dev.fanlight.test.OtlpSignal;
import dev.fanlight.test.ReceivedRequest;
import dev.fanlight.tracing.delivery.Delivery;
import dev.fanlight.tracing.delivery.DeliveryCounter;
import dev.fanlight.tracing.delivery.DeliverySettings;
import dev.fanlight.tracing.delivery.DropReason;
import dev.fanlight.tracing.delivery.PipelineStatus;
import dev.fanlight.tracing.delivery.Signal;
import io.grpc.Status.Code;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.trace.OtlpGrpcSpanExporter;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Real exporters against a real receiver: what is said, counted and done about each way
 * to fail, over both transports.
 */
class DeliveryWordsTests {

	@RegisterExtension
	static final OtlpReceiver receiver = OtlpReceiver.start();

	@TempDir
	Path spool;

	private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

	private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);

	private Duration timeout = Duration.ofSeconds(5);

	private Delivery delivery;

	@BeforeEach
	void listen() {
		this.lines.start();
		this.root.addAppender(this.lines);
		this.delivery = new Delivery(new DeliverySettings(1_000_000, Duration.ofMillis(20), Duration.ofMillis(50),
				new DeliverySettings.Spool(this.spool, "words", 1_000_000, Duration.ofDays(1))));
	}

	@AfterEach
	void close() {
		this.delivery.close();
		this.root.detachAppender(this.lines);
	}

	@ParameterizedTest
	@CsvSource({ "http, none", "http, gzip", "grpc, none", "grpc, gzip" })
	void delivers(String transport, String compression) {
		end(exporter(transport, receiver.httpEndpoint(), compression), 3);
		assertThat(receiver.awaitSpans(3)).hasSize(3);
		ReceivedRequest request = receiver.requests().get(0);
		assertThat(request.header((transport.equals("grpc")) ? "grpc-encoding" : "content-encoding"))
			.isEqualTo(compression.equals("gzip") ? "gzip" : "");
		assertThat(request.header("x-token")).isEqualTo("secret");
		await().until(() -> this.delivery.count("traces", DeliveryCounter.DELIVERED) == 3);
		assertThat(said()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "http", "grpc" })
	void eachExporterSendsWithItsOwnCredentials(String transport) {
		end(exporter(transport, receiver.httpEndpoint(), "none", "one"), 1);
		end(exporter(transport, receiver.httpEndpoint(), "none", "other"), 1);
		assertThat(receiver.awaitSpans(2)).hasSize(2);
		assertThat(receiver.requests()).extracting((request) -> request.header("x-token"))
			.containsExactlyInAnyOrder("one", "other");
		assertThat(this.delivery.pipelines()).extracting(PipelineStatus::name).containsExactly("traces", "traces-2");
	}

	@ParameterizedTest
	@ValueSource(strings = { "http", "grpc" })
	void exportersWhoseCredentialsAreEqualAtFirstSendWithTheirOwn(String transport) {
		Map<String, String> one = new ConcurrentHashMap<>();
		Map<String, String> other = new ConcurrentHashMap<>();
		SpanExporter first = exporter(transport, receiver.httpEndpoint(), "none", () -> one);
		SpanExporter second = exporter(transport, receiver.httpEndpoint(), "none", () -> other);
		one.put("x-token", "one");
		other.put("x-token", "other");
		end(first, 1);
		end(second, 1);
		assertThat(receiver.awaitSpans(2)).hasSize(2);
		assertThat(receiver.requests()).extracting((request) -> request.header("x-token"))
			.containsExactlyInAnyOrder("one", "other");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
							http | 401 | UNAUTHENTICATED     | HTTP 401, the credentials are missing or wrong
							grpc | 401 | UNAUTHENTICATED     | gRPC status 16, the credentials are missing or wrong
							http | 404 | UNIMPLEMENTED       | HTTP 404, there is no OTLP at this path
							grpc | 404 | UNIMPLEMENTED       | gRPC status 12, there is no OTLP service; does this port speak OTLP over gRPC?
							http | 503 | UNAVAILABLE         | HTTP 503, not available
							grpc | 503 | UNAVAILABLE         | gRPC status 14: scripted by the test
							http | 429 | UNAVAILABLE         | HTTP 429, too many requests
					http | 400 | INVALID_ARGUMENT    | HTTP 400: scripted by the test
					grpc | 400 | INVALID_ARGUMENT    | gRPC status 3: scripted by the test
					http | 500 | INTERNAL            | HTTP 500: scripted by the test
							""")
	void keepsWhatTheReceiverDoesNotTakeNow(String transport, int http, Code grpc, String words) {
		receiver.answerAlways(OtlpAnswer.refuse(http, grpc));
		assertKeptAndSaid(transport, receiver.httpEndpoint(), words, () -> receiver.reset());
	}

	@ParameterizedTest
	@ValueSource(strings = { "http", "grpc" })
	void keepsWhatIsClosedInTheMiddle(String transport) {
		receiver.answerAlways(OtlpAnswer.closeMidBody());
		assertKeptAndSaid(transport, receiver.httpEndpoint(), null, () -> receiver.reset());
	}

	@ParameterizedTest
	@ValueSource(strings = { "http", "grpc" })
	void saysThatNoAnswerCame(String transport) {
		this.timeout = Duration.ofMillis(300);
		receiver.answerAlways(OtlpAnswer.hang());
		assertKeptAndSaid(transport, receiver.httpEndpoint(), "no answer within 300 ms", () -> receiver.reset());
	}

	@ParameterizedTest
	@ValueSource(strings = { "http", "grpc" })
	void saysThatTheConnectionIsRefused(String transport) throws Exception {
		int port;
		try (ServerSocket socket = new ServerSocket(0)) {
			port = socket.getLocalPort();
		}
		OtlpReceiver[] late = new OtlpReceiver[1];
		try {
			assertKeptAndSaid(transport, "http://localhost:" + port, "connection refused",
					() -> late[0] = OtlpReceiver.start(port));
			assertThat(late[0].spans()).hasSize(2);
		}
		finally {
			if (late[0] != null) {
				late[0].close();
			}
		}
	}

	@ParameterizedTest
	@CsvSource({ "http", "grpc" })
	void saysThatTheHostHasNoAddress(String transport) {
		end(exporter(transport, "http://collector.invalid:4318", "none"), 1);
		await().until(() -> !said().isEmpty());
		assertThat(said().get(0).getFormattedMessage()).contains("no address for host collector.invalid (DNS)");
	}

	@ParameterizedTest
	@ValueSource(strings = { "http", "grpc" })
	void saysThatThePortSpeaksNoTls(String transport) {
		end(exporter(transport, receiver.httpEndpoint().replace("http:", "https:"), "none"), 1);
		await().until(() -> !said().isEmpty());
		assertThat(said().get(0).getFormattedMessage()).contains("TLS: ");
	}

	@ParameterizedTest
	@ValueSource(strings = { "http", "grpc" })
	void honoursRetryAfter(String transport) {
		receiver.answerNext(OtlpAnswer.unavailable().retryAfter(Duration.ofSeconds(1)));
		long start = System.nanoTime();
		end(exporter(transport, receiver.httpEndpoint(), "none"), 1);
		receiver.awaitSpans(1);
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
	}

	@ParameterizedTest
	@ValueSource(strings = { "http", "grpc" })
	void countsARejectedPart(String transport) {
		receiver.answerNext(OtlpAnswer.partialSuccess(1, "span too long"));
		end(exporter(transport, receiver.httpEndpoint(), "none"), 1);
		await().until(() -> this.delivery.dropped("traces", DropReason.REJECTED) == 1);
		assertThat(said()).singleElement()
			.extracting(ILoggingEvent::getFormattedMessage)
			.asString()
			.contains("1 of 1 spans were rejected: span too long");
	}

	@Test
	void saysAtOnceThatItHasNoSpoolAndDeliversWithoutOne() throws IOException {
		Path link = Files.createSymbolicLink(this.spool.resolve("link"),
				Files.createDirectory(this.spool.resolve("of-somebody")));
		try (Delivery without = new Delivery(new DeliverySettings(1_000_000, Duration.ofMillis(20),
				Duration.ofMillis(50), new DeliverySettings.Spool(link, "words", 1_000_000, Duration.ofDays(1))))) {
			this.delivery.close();
			this.delivery = without;
			SpanExporter exporter = exporter("http", receiver.httpEndpoint(), "none");
			assertThat(said()).singleElement()
				.extracting(ILoggingEvent::getFormattedMessage)
				.asString()
				.contains("No spool for telemetry", "wait in memory only",
						"memory only: " + link + " is no directory of its own");
			end(exporter, 1);
			receiver.awaitSpans(1);
		}
	}

	@Test
	void saysNothingOfCredentials() {
		receiver.answerAlways(OtlpAnswer.unavailable());
		end(exporter("http", receiver.httpEndpoint().replace("//", "//user:pass@"), "none"), 1);
		await().until(() -> !said().isEmpty());
		assertThat(said().get(0).getFormattedMessage()).doesNotContain("pass", "secret");
	}

	private void assertKeptAndSaid(String transport, String address, String words, Runnable mend) {
		SpanExporter exporter = exporter(transport, address, "none");
		end(exporter, 1);
		await().until(() -> this.delivery.count("traces", DeliveryCounter.RETRIES) >= 2);
		end(exporter, 1);
		await().until(() -> said().size() == 1);
		ILoggingEvent line = said().get(0);
		assertThat(line.getThrowableProxy()).isNull();
		if (words != null) {
			assertThat(line.getFormattedMessage()).contains(": " + words, " They wait on disk.");
		}
		mend.run();
		await().until(() -> this.delivery.count("traces", DeliveryCounter.DELIVERED) == 2);
		await().until(() -> said().size() == 2);
		assertThat(said().get(1).getFormattedMessage()).contains("again", "2 spans were late, 0 were lost");
	}

	private List<ILoggingEvent> said() {
		// The receiver of the test talks about its own tricks
		return List.copyOf(this.lines.list)
			.stream()
			.filter((line) -> line.getLevel().isGreaterOrEqual(Level.WARN))
			.filter((line) -> !line.getLoggerName().startsWith("com.linecorp"))
			.toList();
	}

	private static void end(SpanExporter exporter, int spans) {
		try (SdkTracerProvider provider = SdkTracerProvider.builder()
			.addSpanProcessor(SimpleSpanProcessor.create(new Unclosed(exporter)))
			.build()) {
			for (int i = 0; i < spans; i++) {
				provider.get("test").spanBuilder("span").startSpan().end();
			}
		}
	}

	private SpanExporter exporter(String transport, String address, String compression) {
		return exporter(transport, address, compression, "secret");
	}

	private SpanExporter exporter(String transport, String address, String compression, String token) {
		return exporter(transport, address, compression, () -> Map.of("x-token", token));
	}

	private SpanExporter exporter(String transport, String address, String compression,
			Supplier<Map<String, String>> headers) {
		UnaryOperator<String> path = (base) -> base + OtlpSignal.TRACES.path();
		return transport.equals("grpc")
				? OtlpGrpcSpanExporter.builder()
					.setEndpoint(address)
					.setCompression(compression)
					.setHeaders(headers)
					.setTimeout(this.timeout)
					.setComponentLoader(this.delivery.senders(Signal.TRACES))
					.build()
				: OtlpHttpSpanExporter.builder()
					.setEndpoint(path.apply(address))
					.setCompression(compression)
					.setHeaders(headers)
					.setTimeout(this.timeout)
					.setComponentLoader(this.delivery.senders(Signal.TRACES))
					.build();
	}

	/** Outlives the provider it was used by. */
	private record Unclosed(SpanExporter exporter) implements SpanExporter {

		@Override
		public CompletableResultCode export(Collection<SpanData> spans) {
			return this.exporter.export(spans);
		}

		@Override
		public CompletableResultCode flush() {
			return this.exporter.flush();
		}

		@Override
		public CompletableResultCode shutdown() {
			return CompletableResultCode.ofSuccess();
		}

	}

}
