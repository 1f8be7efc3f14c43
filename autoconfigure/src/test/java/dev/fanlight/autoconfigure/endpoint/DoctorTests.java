package dev.fanlight.autoconfigure.endpoint;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

import com.sun.net.httpserver.HttpServer;
import dev.fanlight.autoconfigure.Diagnosis;
import dev.fanlight.autoconfigure.Diagnosis.Finding;
import dev.fanlight.test.OtlpAnswer;
import dev.fanlight.test.OtlpReceiver;
import dev.fanlight.test.OtlpSignal;
import dev.fanlight.tls.SelfSigned;
import io.grpc.Status.Code;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

/**
 * Each fault is really there.
 */
@ExtendWith(OutputCaptureExtension.class)
class DoctorTests {

	private static final String CANARY = "fanlight.doctor";

	@RegisterExtension
	static final OtlpReceiver receiver = OtlpReceiver.start();

	@Test
	void theCanariesArriveAndNothingIsFound() {
		assertThat(findings("OTEL_EXPORTER_OTLP_ENDPOINT=" + receiver.httpEndpoint())).isEmpty();
		assertThat(receiver.spans()).extracting("name").contains(CANARY);
		assertThat(receiver.logs()).extracting("message").contains("The doctor looks whether log records arrive");
		assertThat(receiver.metrics()).extracting("name").contains(CANARY);
	}

	@Test
	void nobodyListensOrHasAnAddressOrIsTrusted(@TempDir Path directory) throws Exception {
		int port;
		try (ServerSocket socket = new ServerSocket(0)) {
			port = socket.getLocalPort();
		}
		try (OtlpReceiver stranger = OtlpReceiver.start(SelfSigned.in(directory).keys())) {
			Map<String, String> findings = bySubject(
					findings("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT=http://localhost:" + port + "/v1/traces",
							"OTEL_EXPORTER_OTLP_LOGS_ENDPOINT=http://nowhere.invalid:4318/v1/logs",
							"OTEL_EXPORTER_OTLP_METRICS_ENDPOINT=" + stranger.httpEndpoint(OtlpSignal.METRICS)));
			assertSays(findings, "traces",
					"Nothing reaches http://localhost:" + port + "/v1/traces: connection refused",
					"Start the collector");
			assertSays(findings, "logs", "no address for host nowhere.invalid (DNS)", "Mend the name of the host");
			assertSays(findings, "metrics", "TLS: the certificate is not trusted",
					"trust its certificate by an SSL bundle");
		}
	}

	@Test
	void theCollectorWantsCredentialsOrAnotherPath() throws IOException {
		receiver.answerAlways(OtlpAnswer.refuse(401, Code.UNAUTHENTICATED).onlyFor(OtlpSignal.TRACES));
		Map<String, String> findings;
		try (ServerSocket forbidden = server(
				"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")) {
			findings = bySubject(findings("OTEL_EXPORTER_OTLP_ENDPOINT=" + receiver.httpEndpoint(),
					"OTEL_EXPORTER_OTLP_LOGS_ENDPOINT=http://localhost:" + forbidden.getLocalPort(),
					"OTEL_EXPORTER_OTLP_METRICS_ENDPOINT=" + receiver.httpEndpoint() + "/metrics"));
		}
		assertSays(findings, "traces", "HTTP 401, the credentials are missing or wrong", "OTEL_EXPORTER_OTLP_HEADERS");
		assertSays(findings, "logs", "HTTP 403, the credentials are missing or wrong", "OTEL_EXPORTER_OTLP_HEADERS");
		assertSays(findings, "metrics", "HTTP 404, there is no OTLP at this path", "Give the base address");
	}

	@Test
	void eachSpeaksTheOthersProtocol() throws IOException {
		HttpServer http = HttpServer.create(new InetSocketAddress("localhost", 0), 0);
		http.start();
		// The second answers the preface, as the server of JDK 25 and most others do; the
		// third sends what a server of HTTP/2 alone sends to whoever begins without one
		try (ServerSocket preface = server("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
				ServerSocket grpc = server("\0\0\0\4\0\0\0\0\0")) {
			Map<String, String> findings = bySubject(findings(
					"OTEL_EXPORTER_OTLP_TRACES_ENDPOINT=http://localhost:" + http.getAddress().getPort(),
					"OTEL_EXPORTER_OTLP_TRACES_PROTOCOL=grpc",
					"OTEL_EXPORTER_OTLP_LOGS_ENDPOINT=http://localhost:" + preface.getLocalPort(),
					"OTEL_EXPORTER_OTLP_LOGS_PROTOCOL=grpc",
					"OTEL_EXPORTER_OTLP_METRICS_ENDPOINT=http://localhost:" + grpc.getLocalPort() + "/v1/metrics"));
			assertSays(findings, "traces", "Set OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf");
			assertSays(findings, "logs", "Set OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf");
			assertSays(findings, "metrics", "Set OTEL_EXPORTER_OTLP_PROTOCOL=grpc");
		}
		finally {
			http.stop(0);
		}
	}

	@Test
	void compressionIsRefusedAClockDiffersAndNobodyAnswers() throws IOException {
		HttpServer strict = HttpServer.create(new InetSocketAddress("localhost", 0), 0);
		List<@Nullable String> encodings = new CopyOnWriteArrayList<>();
		strict.createContext("/", (exchange) -> {
			String encoding = exchange.getRequestHeaders().getFirst("Content-Encoding");
			encodings.add(encoding);
			exchange.getRequestBody().readAllBytes();
			exchange.sendResponseHeaders((encoding != null) ? 415 : 200, -1);
			exchange.close();
		});
		strict.start();
		String address = "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT=http://localhost:" + strict.getAddress().getPort()
				+ "/v1/traces";
		// Whoever connects to the last one waits in its backlog
		try (ServerSocket old = server("HTTP/1.1 200 OK\r\nDate: Sun, 06 Nov 1994 08:49:37 GMT\r\n"
				+ "Content-Type: application/x-protobuf\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
				ServerSocket mute = new ServerSocket(0)) {
			long begin = System.nanoTime();
			Map<String, String> findings = bySubject(findings(address, "OTEL_EXPORTER_OTLP_TRACES_COMPRESSION=gzip",
					"OTEL_EXPORTER_OTLP_LOGS_ENDPOINT=http://localhost:" + old.getLocalPort() + "/v1/logs",
					"OTEL_EXPORTER_OTLP_METRICS_ENDPOINT=http://localhost:" + mute.getLocalPort() + "/v1/metrics",
					"fanlight.doctor.timeout=6s"));
			assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(40));
			assertThat(findings).doesNotContainKey("doctor");
			assertSays(findings, "traces", "HTTP 415", "Switch compression off: OTEL_EXPORTER_OTLP_COMPRESSION=none");
			assertSays(findings, "logs", "The clock of http://localhost:" + old.getLocalPort(), "NTP");
			assertSays(findings, "metrics", "The canary still waits for an answer of");
			assertThat(bySubject(findings(address, "OTEL_EXPORTER_OTLP_COMPRESSION=none"))).doesNotContainKey("traces");
			assertThat(encodings).contains("gzip").containsNull();
		}
		finally {
			strict.stop(0);
		}
	}

	@Test
	void whatARunningApplicationInProductionLacks() {
		try (ConfigurableApplicationContext context = start(WebApplicationType.SERVLET, "APP_ENV=production",
				"server.port=0", "fanlight.metrics.scrape-watch.within=1ms")) {
			Timer.builder("shop.unlimited")
				.publishPercentileHistogram()
				.register(context.getBean(MeterRegistry.class))
				.record(Duration.ofMillis(3));
			assertThat(bySubject(context.getBean(Doctor.class).examine()))
				.hasEntrySatisfying("endpoints",
						(finding) -> assertThat(finding).contains("answer anybody below /actuator in production")
							.contains("fanlight.endpoints.token"))
				.hasEntrySatisfying("metrics",
						(finding) -> assertThat(finding).contains("Nobody has scraped /actuator/prometheus")
							.contains("Look at the targets of Prometheus")
							.contains("Nobody limits the histogram of shop.unlimited: ")
							.contains("maximum-expected-value.shop.unlimited"));
			assertThat(context.getBean(PrometheusRegistry.class).scrape().stream())
				.noneMatch((snapshot) -> snapshot.getMetadata().getName().contains("fanlight_doctor"));
		}
	}

	@Test
	void aScrapeThatFailsOrLacksWhatIsCounted() {
		try (ConfigurableApplicationContext context = start(WebApplicationType.NONE,
				"management.metrics.enable.fanlight.doctor=false")) {
			assertThat(context.getBean(Doctor.class).examine().toString())
				.contains("What the application counts is not in its scrape");
			context.getBean(PrometheusRegistry.class).register((MultiCollector) () -> {
				throw new IllegalStateException("broken");
			});
			assertThat(context.getBean(Doctor.class).examine().toString())
				.contains("A scrape of /actuator/prometheus fails: java.lang.IllegalStateException");
		}
	}

	@Test
	void settingsThatAreSeldomMeant() {
		assertThat(findings("APP_ENV=production", "management.tracing.sampling.probability=1.0",
				"management.otlp.tracing.endpoint=http://collector:4318/v1/traces", "fanlight.trcing.enabled=true",
				"management.metrics.distribution.percentiles-histogram.shop.orders=yes")
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
		assertThat(printed(false, List.of(), codes)).isEmpty();
		assertThat(codes).hasSize(2);
	}

	private static String printed(List<Diagnosis> diagnoses, List<Integer> codes) {
		return printed(true, diagnoses, codes);
	}

	private static String printed(boolean asked, List<Diagnosis> diagnoses, List<Integer> codes) {
		ByteArrayOutputStream output = new ByteArrayOutputStream();
		new DoctorCommand(new Doctor(diagnoses, Duration.ofSeconds(5)), asked,
				new PrintStream(output, true, StandardCharsets.UTF_8), codes::add)
			.start();
		return output.toString(StandardCharsets.UTF_8);
	}

	private static List<Finding> findings(String... settings) {
		try (ConfigurableApplicationContext context = start(WebApplicationType.NONE, settings)) {
			return context.getBean(Doctor.class).examine();
		}
	}

	private static ConfigurableApplicationContext start(WebApplicationType type, String... settings) {
		List<String> arguments = new ArrayList<>(List.of("--fanlight.dotenv.enabled=false"));
		if (List.of(settings).stream().noneMatch((setting) -> setting.startsWith("fanlight.doctor.timeout"))) {
			// Machines may be busy, and whoever answers ends the wait
			arguments.add("--fanlight.doctor.timeout=1m");
		}
		for (String setting : settings) {
			arguments.add("--" + setting);
		}
		return new SpringApplicationBuilder(Application.class).web(type).run(arguments.toArray(String[]::new));
	}

	private static void assertSays(Map<String, String> findings, String subject, String... words) {
		assertThat(findings).as("%s", findings).extractingByKey(subject, as(STRING)).contains(words);
	}

	/** All that is said about a subject. */
	private static Map<String, String> bySubject(List<Finding> findings) {
		Map<String, String> subjects = new TreeMap<>();
		findings.forEach((finding) -> subjects.merge(finding.subject(), finding.toString(), (a, b) -> a + " " + b));
		return subjects;
	}

	/** A server that gives everybody the same answer. */
	private static ServerSocket server(String answer) throws IOException {
		ServerSocket server = new ServerSocket(0);
		Thread thread = new Thread(() -> serve(server, answer.getBytes(StandardCharsets.ISO_8859_1)));
		thread.setDaemon(true);
		thread.start();
		return server;
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
