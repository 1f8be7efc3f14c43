package dev.fanlight.autoconfigure.environment;

import java.nio.file.Path;

import dev.fanlight.autoconfigure.InvalidConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * A bad value stops the start, in words.
 */
@ExtendWith(OutputCaptureExtension.class)
class InvalidConfigurationTests {

	@TempDir
	private Path directory;

	@Test
	void allMistakesAreReportedTogether(CapturedOutput output) {
		TestApplication application = new TestApplication(this.directory).argument("LOG_FORMAT=text")
			.argument("management.tracing.sampling.probability=1.7")
			.variable("OTEL_EXPORTER_OTLP_PROTOCOL", "grcp")
			.dotenv("# comment", "OTEL_EXPORTER_OTLP_ENDPOINT=https://user:word@col lector")
			.yaml("PROMETHEUS_SCRAPE_PORT: 70000", "management:", "  opentelemetry.tracing.export.otlp.timeout: soon");
		assertThatThrownBy(application::start).isInstanceOf(InvalidConfigurationException.class);
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("5 settings cannot be used:")
			.contains(report("management.tracing.sampling.probability", "1.7", "command line",
					"must be between 0.0 and 1.0, for example 0.1 for one in ten"))
			.contains(report("OTEL_EXPORTER_OTLP_PROTOCOL", "grcp", "environment variable OTEL_EXPORTER_OTLP_PROTOCOL",
					"must be one of grpc, http/protobuf"))
			.contains(report("OTEL_EXPORTER_OTLP_ENDPOINT", "https://***@col lector",
					"file [" + this.directory.resolve(".env") + "] - 2:29",
					"must be an absolute URL such as http://collector:4318"))
			.contains("Key: PROMETHEUS_SCRAPE_PORT")
			.contains("application.yml] - 1:25")
			.contains("Key: management.opentelemetry.tracing.export.otlp.timeout")
			.doesNotContain("user:word");
	}

	@ParameterizedTest
	@ValueSource(strings = { "management.tracing.sampling.probability=-0.1",
			"management.tracing.sampling.probability=x", "management.opentelemetry.tracing.export.otlp.endpoint=::bad",
			"management.opentelemetry.logging.export.otlp.endpoint=collector:4318",
			"management.otlp.metrics.export.url=ftp://collector", "management.server.port=http",
			"management.opentelemetry.tracing.export.otlp.transport=udp",
			"management.opentelemetry.logging.export.otlp.compression=zip",
			"management.otlp.metrics.export.step=1 parsec", "management.opentelemetry.tracing.export.max-queue-size=0",
			"management.tracing.propagation.type=w3c,b4", "management.opentelemetry.enabled=perhaps",
			"fanlight.enabled=perhaps", "fanlight.logging.enabled=perhaps", "fanlight.endpoint.enabled=perhaps",
			"fanlight.endpoint.default-expiry=0s", "fanlight.endpoint.max-expiry=late",
			"fanlight.logging.request-id.header=bad header:", "fanlight.logging.request-id.propagate=perhaps",
			"fanlight.logging.response-headers=x-trace", "fanlight.logging.context.tenant=nowhere:x",
			"fanlight.logging.format=xml", "fanlight.metrics.otlp.transport=udp",
			"fanlight.tracing.sampling.keep-errors=perhaps", "fanlight.tracing.sampling.keep-slower-than=-1s",
			"fanlight.tracing.sampling.keep-slower-than-percentile=99",
			"fanlight.tracing.sampling.keep-slower-than-percentile=high", "fanlight.tracing.tail.max-traces=0",
			"fanlight.tracing.tail.max-bytes=0MB", "fanlight.tracing.tail.max-bytes=much",
			"fanlight.tracing.tail.max-age=0", "fanlight.tracing.tail.deadline=soon",
			"fanlight.dotenv.location=/no/such/file", "LOG_LEVEL=LOUD", "LOG_FORMAT=xml",
			"OTEL_TRACES_SAMPLER=sometimes", "OTEL_BSP_SCHEDULE_DELAY=10s", "OTEL_EXPORTER_OTLP_TIMEOUT=-1",
			"OTEL_BSP_MAX_QUEUE_SIZE=many", "OTEL_SDK_DISABLED=1", "OTEL_PROPAGATORS=tracecontex",
			"OTEL_EXPORTER_OTLP_COMPRESSION=br", "OTEL_METRICS_EXEMPLAR_FILTER=often",
			"OTEL_RESOURCE_ATTRIBUTES=production", "OTEL_RESOURCE_ATTRIBUTES=load=100%" })
	void badValueStopsTheStart(String setting, CapturedOutput output) {
		assertThatThrownBy(new TestApplication(this.directory).argument(setting)::start)
			.isInstanceOf(InvalidConfigurationException.class);
		assertThat(output).contains("One setting cannot be used:")
			.contains("    Key: " + setting.substring(0, setting.indexOf('=')))
			.contains("    Value: " + setting.substring(setting.indexOf('=') + 1))
			.contains("    Origin: command line");
	}

	@Test
	void mistakesOfEveryRoomStandInTheSameReport(CapturedOutput output) {
		TestApplication application = new TestApplication(this.directory).argument("LOG_FORMAT=text")
			.argument("fanlight.traffic.exclude-paths=/fine/**,/**/{bad")
			.argument("fanlight.redaction.mode=quiet")
			.yaml("management.tracing.sampling.probability: 1.7");
		assertThatThrownBy(application::start).isInstanceOf(InvalidConfigurationException.class);
		assertThat(output).contains("3 settings cannot be used:")
			.contains("    Key: fanlight.traffic.exclude-paths[1]%n    Value: /**/{bad%n    Origin: command line%n"
				.formatted())
			.contains("must be a pattern such as /internal/** (")
			.contains(report("fanlight.redaction.mode", "quiet", "command line", "must be one of mask, report"))
			.contains("Key: management.tracing.sampling.probability");
	}

	@Test
	void secretsInValuesAreNotShown(CapturedOutput output) {
		assertThatThrownBy(
				new TestApplication(this.directory).argument("fanlight.logging.format=AKIAIOSFODNN7EXAMPLE")::start)
			.isInstanceOf(InvalidConfigurationException.class);
		assertThat(output).contains("Value: [REDACTED:aws-key-id]").doesNotContain("AKIAIOSFODNN7EXAMPLE");
	}

	@Test
	void ratioIsCheckedByTheNameOfTheSpecificationToo(CapturedOutput output) {
		TestApplication application = new TestApplication(this.directory)
			.variable("OTEL_TRACES_SAMPLER", "traceidratio")
			.variable("OTEL_TRACES_SAMPLER_ARG", "1.7")
			.variable("LOG_FORMAT", "text");
		assertThatThrownBy(application::start).isInstanceOf(InvalidConfigurationException.class);
		assertThat(output)
			.contains(report("OTEL_TRACES_SAMPLER_ARG", "1.7", "environment variable OTEL_TRACES_SAMPLER_ARG",
					"must be between 0.0 and 1.0, for example 0.1 for one in ten"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "OTEL_EXPORTER_OTLP_HEADERS=x-key=hunter2%0A%0Dx",
			"management.opentelemetry.tracing.export.otlp.headers.x-key=hunter2\nx",
			"management.opentelemetry.logging.export.otlp.headers[x-key]=hunter2\u00e9",
			"management.otlp.metrics.export.headers.x-key=hunter2\u2026",
			"fanlight.alerts.channels.ops.headers.x-key=hunter2\nx" })
	void headersThatCannotBeSentStopTheStart(String setting, CapturedOutput output) {
		assertThatThrownBy(new TestApplication(this.directory).argument(setting)
			.argument("LOG_FORMAT=text")
			.argument("fanlight.alerts.channels.ops.type=log")::start)
			.isInstanceOf(InvalidConfigurationException.class);
		assertThat(output).contains("One setting cannot be used:")
			.contains("    Key: " + setting.substring(0, setting.indexOf('=')))
			.containsPattern(" {4}Value: (\\*{3}|\\(hidden\\))\n")
			.contains("must have no characters but those of ASCII that can be printed, and no line breaks")
			.doesNotContain("hunter2");
	}

	@Test
	void aLineBreakAtTheEndOfAHeaderIsNoMistake() {
		new TestApplication(this.directory).argument("management.otlp.metrics.export.headers.x-key=secret\n")
			.argument("fanlight.alerts.channels.ops.type=log")
			.argument("fanlight.alerts.channels.ops.headers.x-key=secret\r\n")
			.run((environment) -> assertThat(environment).isNotNull());
	}

	@Test
	void headersAreNeverShown(CapturedOutput output) {
		TestApplication application = new TestApplication(this.directory)
			.dotenv("OTEL_EXPORTER_OTLP_HEADERS=authorization:hunter2");
		assertThatThrownBy(application::start).isInstanceOf(InvalidConfigurationException.class);
		assertThat(output).contains("Key: OTEL_EXPORTER_OTLP_HEADERS")
			.contains("Value: (hidden)")
			.doesNotContain("hunter2");
	}

	@Test
	void goodValueOfAStrongerPlaceMends() {
		new TestApplication(this.directory).argument("OTEL_EXPORTER_OTLP_PROTOCOL=grpc")
			.dotenv("OTEL_EXPORTER_OTLP_PROTOCOL=grcp")
			.run((environment) -> assertThat(environment.getProperty("fanlight.metrics.otlp.transport"))
				.isEqualTo("grpc"));
	}

	@Test
	void nothingIsCheckedWhenFanlightIsOff() {
		new TestApplication(this.directory).argument("fanlight.enabled=false")
			.argument("LOG_LEVEL=LOUD")
			.argument("management.tracing.sampling.probability=1.7")
			.run((environment) -> assertThat(environment.containsProperty("logging.level.root")).isFalse());
	}

	private static String report(String key, String value, String origin, String reason) {
		return "    Key: %s%n    Value: %s%n    Origin: %s%n    Reason: %s%n".formatted(key, value, origin, reason);
	}

}
