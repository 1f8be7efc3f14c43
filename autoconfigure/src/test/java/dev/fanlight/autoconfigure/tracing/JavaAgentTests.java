package dev.fanlight.autoconfigure.tracing;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import dev.fanlight.autoconfigure.tracing.delivery.AgentApplication;
import dev.fanlight.test.OtlpReceiver;
import dev.fanlight.test.ReceivedLog;
import dev.fanlight.test.ReceivedSpan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A process with the real Java agent of OpenTelemetry, which makes spans by itself.
 */
class JavaAgentTests {

	@RegisterExtension
	static final OtlpReceiver receiver = OtlpReceiver.start();

	@TempDir
	Path directory;

	@Test
	void agentTracesAndTheRestGoesOn() throws Exception {
		Path output = this.directory.resolve("output");
		ProcessBuilder builder = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-XX:TieredStopAtLevel=1", "-javaagent:" + Path.of("target/agent/opentelemetry-javaagent.jar"), "-cp",
				System.getProperty("java.class.path"), AgentApplication.class.getName(),
				// The variables that silence the agent would silence Boot as well
				"--management.logging.export.otlp.enabled=true", "--management.otlp.metrics.export.enabled=true",
				"--fanlight.delivery.spool.directory=" + this.directory.resolve("spool"));
		builder.environment()
			.putAll(Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.httpEndpoint(), "OTEL_EXPORTER_OTLP_PROTOCOL",
					"http/protobuf", "OTEL_SERVICE_NAME", "shop", "OTEL_TRACES_SAMPLER", "always_on"));
		// The agent leaves logs and metrics to the application
		builder.command().addAll(1, List.of("-Dotel.logs.exporter=none", "-Dotel.metrics.exporter=none"));
		Process process = builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
		try {
			assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
		}
		finally {
			process.destroyForcibly();
		}
		String text = Files.readString(output);
		assertThat(text).containsOnlyOnce("\"message\":\"The OpenTelemetry Java agent is attached: it makes the spans");
		assertThat(text)
			.contains("{subject=traces, finding=The OpenTelemetry Java agent is attached: it makes the spans")
			.contains("fix=Detach the agent if Fanlight's own tracing is to be used.");
		List<ReceivedSpan> servers = receiver.spans()
			.stream()
			.filter((span) -> span.kind().contains("SERVER"))
			.toList();
		assertThat(servers).singleElement().extracting(ReceivedSpan::name).isEqualTo("GET /items/{id}");
		ReceivedLog line = receiver.logs()
			.stream()
			.filter((log) -> log.message().startsWith("item "))
			.findFirst()
			.orElseThrow();
		assertThat(line.traceId()).isEqualTo(servers.get(0).traceId());
		assertThat(text.lines().filter((json) -> json.contains("\"message\":\"item 7\""))).singleElement()
			.asString()
			.contains("\"trace_id\":\"" + servers.get(0).traceId());
		assertThat(receiver.metrics()).anyMatch((metric) -> metric.name().equals("http.server.requests"));
	}

}
