package dev.fanlight.autoconfigure.endpoint;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

import com.sun.net.httpserver.HttpServer;
import dev.fanlight.autoconfigure.Diagnosis;
import dev.fanlight.autoconfigure.Diagnosis.Finding;
import dev.fanlight.test.OtlpAnswer;
import dev.fanlight.test.OtlpReceiver;
import io.grpc.Status.Code;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Each fault is really there.
 */
@ExtendWith(OutputCaptureExtension.class)
class DoctorTests {

	@RegisterExtension
	static final OtlpReceiver receiver = OtlpReceiver.start();

	@Test
	void aCanaryArrivesAndNothingIsFound() {
		assertThat(findings("OTEL_EXPORTER_OTLP_ENDPOINT=" + receiver.httpEndpoint())).isEmpty();
		assertThat(receiver.spans()).extracting("name").contains("fanlight.doctor");
		assertThat(receiver.logs()).extracting("message").contains("The doctor looks whether log records arrive");
	}

	@Test
	void nobodyListens() throws IOException {
		int port;
		try (ServerSocket socket = new ServerSocket(0)) {
			port = socket.getLocalPort();
		}
		assertThat(findings("OTEL_EXPORTER_OTLP_ENDPOINT=http://localhost:" + port)).extracting(Finding::subject)
			.contains("traces", "logs");
		assertThat(findings("OTEL_EXPORTER_OTLP_ENDPOINT=http://localhost:" + port).toString())
			.contains("Nothing reaches http://localhost:" + port + "/v1/traces: connection refused")
			.contains("Start the collector");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			401 | the credentials are missing or wrong | OTEL_EXPORTER_OTLP_HEADERS
			404 | there is no OTLP at this path        | Give the base address
			415 | HTTP 415                             | Switch compression off
			""")
	void theCollectorRefuses(int status, String words, String fix) {
		receiver.answerAlways(OtlpAnswer.refuse(status, Code.INTERNAL));
		assertThat(findings("OTEL_EXPORTER_OTLP_ENDPOINT=" + receiver.httpEndpoint()).toString()).contains(words, fix);
		receiver.reset();
	}

	@Test
	void grpcIsSpokenToAPortOfHttp() throws IOException {
		HttpServer http = HttpServer.create(new InetSocketAddress("localhost", 0), 0);
		http.start();
		try {
			assertThat(findings("OTEL_EXPORTER_OTLP_ENDPOINT=http://localhost:" + http.getAddress().getPort(),
					"OTEL_EXPORTER_OTLP_PROTOCOL=grpc")
				.toString()).contains("Set OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf");
		}
		finally {
			http.stop(0);
		}
	}

	@Test
	void grpcIsSpokenToAServerThatAnswersThePreface() throws IOException {
		// As the server of JDK 25 and most others do
		try (ServerSocket http = new ServerSocket(0)) {
			Thread thread = new Thread(() -> serve(http,
					"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII)));
			thread.setDaemon(true);
			thread.start();
			assertThat(findings("OTEL_EXPORTER_OTLP_ENDPOINT=http://localhost:" + http.getLocalPort(),
					"OTEL_EXPORTER_OTLP_PROTOCOL=grpc")
				.toString()).contains("Set OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf");
		}
	}

	@Test
	void httpIsSpokenToAPortOfGrpc() throws Exception {
		// What a server of HTTP/2 alone sends to anybody who does not begin with its
		// preface
		try (ServerSocket grpc = new ServerSocket(0)) {
			Thread thread = new Thread(() -> answerWithSettings(grpc));
			thread.setDaemon(true);
			thread.start();
			assertThat(findings("OTEL_EXPORTER_OTLP_ENDPOINT=http://localhost:" + grpc.getLocalPort()).toString())
				.contains("Set OTEL_EXPORTER_OTLP_PROTOCOL=grpc");
		}
	}

	@Test
	void theClocksDiffer() throws IOException {
		try (ServerSocket server = new ServerSocket(0)) {
			Thread thread = new Thread(() -> answerWithAnOldDate(server));
			thread.setDaemon(true);
			thread.start();
			assertThat(findings("OTEL_EXPORTER_OTLP_ENDPOINT=http://localhost:" + server.getLocalPort()).toString())
				.contains("The clock of http://localhost:" + server.getLocalPort(), "NTP");
		}
	}

	@Test
	void settingsThatAreSeldomMeant() {
		assertThat(findings("APP_ENV=production", "management.tracing.sampling.probability=1.0",
				"management.otlp.tracing.endpoint=http://collector:4318/v1/traces", "fanlight.trcing.enabled=true",
				"management.metrics.distribution.percentiles-histogram.shop.orders=true")
			.toString()).contains("Every trace is recorded in production")
			.contains("no collector is, so traces go nowhere")
			.contains("Spring Boot 4 ignores these old names: management.otlp.tracing.endpoint")
			.contains("Nobody reads these keys of Fanlight: fanlight.trcing.enabled")
			.contains("The histogram of shop.orders has up to 68 buckets");
	}

	@Test
	void theLogFileCannotBeWritten() {
		assertThat(findings("logging.file.name=/proc/nowhere/app.log").toString())
			.contains("The log file cannot be written");
	}

	@Test
	void whatTellsAtOnceIsSaidAtStart(CapturedOutput output) {
		findings("APP_ENV=production", "management.tracing.sampling.probability=1.0");
		assertThat(output.getAll().lines().filter((line) -> line.contains("The doctor found at first glance")))
			.singleElement()
			.asString()
			.contains("Every trace is recorded in production");
	}

	@Test
	void aDiagnosisThatHangsOrFailsIsAFinding() {
		CountDownLatch never = new CountDownLatch(1);
		Doctor doctor = new Doctor(List.of((findings) -> never.await(), (findings) -> {
			throw new IllegalStateException("broken");
		}), Duration.ofMillis(50));
		assertThat(doctor.examine()).extracting(Finding::sentence)
			.containsExactlyInAnyOrder("An examination took longer than 50 ms.",
					"An examination failed: java.lang.IllegalStateException: broken.");
	}

	@Test
	void theCommandPrintsAndEndsTheProcess() {
		List<Integer> codes = new ArrayList<>();
		assertThat(printed(List.of(), codes)).contains("The doctor found nothing wrong.");
		assertThat(printed(List.of((findings) -> findings.accept(new Finding("traces", "Lost.", "Find them."))), codes))
			.contains("- traces: Lost.", "Find them.");
		assertThat(codes).containsExactly(0, 1);
	}

	private static String printed(List<Diagnosis> diagnoses, List<Integer> codes) {
		ByteArrayOutputStream output = new ByteArrayOutputStream();
		new DoctorCommand(new Doctor(diagnoses, Duration.ofSeconds(5)),
				new PrintStream(output, true, StandardCharsets.UTF_8), codes::add)
			.start();
		return output.toString(StandardCharsets.UTF_8);
	}

	private static List<Finding> findings(String... settings) {
		List<String> arguments = new ArrayList<>(List.of("--fanlight.dotenv.enabled=false"));
		for (String setting : settings) {
			arguments.add("--" + setting);
		}
		try (ConfigurableApplicationContext context = new SpringApplicationBuilder(Application.class)
			.web(WebApplicationType.NONE)
			.run(arguments.toArray(String[]::new))) {
			return context.getBean(Doctor.class).examine();
		}
	}

	private static void answerWithSettings(ServerSocket server) {
		serve(server, new byte[] { 0, 0, 0, 4, 0, 0, 0, 0, 0 });
	}

	private static void answerWithAnOldDate(ServerSocket server) {
		serve(server,
				("HTTP/1.1 200 OK\r\nDate: Sun, 06 Nov 1994 08:49:37 GMT\r\nContent-Type: application/x-protobuf\r\n"
						+ "Content-Length: 0\r\nConnection: close\r\n\r\n")
					.getBytes(StandardCharsets.US_ASCII));
	}

	private static void serve(ServerSocket server, byte[] answer) {
		while (!server.isClosed()) {
			try (var socket = server.accept()) {
				socket.setSoTimeout(300);
				socket.getInputStream().read(new byte[65536]);
				socket.getOutputStream().write(answer);
				socket.getOutputStream().flush();
			}
			catch (IOException ex) {
				// The next one
			}
		}
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
