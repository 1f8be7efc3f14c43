package dev.fanlight.autoconfigure.environment;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import io.opentelemetry.sdk.trace.export.SpanExporter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.otlp.OtlpTracingAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class OldNamesTests {

	private static final String OLD = "management.otlp.tracing.endpoint";

	private static final String NEW = "management.opentelemetry.tracing.export.otlp.endpoint";

	@TempDir
	private Path directory;

	/** Every name of observability that the metadata of Boot calls removed. */
	static List<Removed> removed() throws IOException {
		List<Removed> removed = new ArrayList<>();
		for (URL metadata : Collections
			.list(OldNamesTests.class.getClassLoader().getResources("META-INF/spring-configuration-metadata.json"))) {
			try (InputStream stream = metadata.openStream()) {
				for (JsonNode property : JsonMapper.shared().readTree(stream).path("properties")) {
					JsonNode deprecation = property.path("deprecation");
					String name = property.path("name").asString("");
					if (name.startsWith("management.") && deprecation.path("level").asString("").equals("error")) {
						removed.add(new Removed(name, deprecation.path("replacement").asString("")));
					}
				}
			}
		}
		return removed;
	}

	@ParameterizedTest
	@MethodSource("removed")
	void everyRemovedNameIsKnown(Removed removed) {
		// One replacement in the metadata is itself removed
		String expected = removed.replacement().endsWith("autotime.enabled") ? "" : removed.replacement();
		assertThat(OldNames.successor(removed.name(), false)).isEqualTo(expected);
	}

	@Test
	void metadataOfBootIsRead() throws IOException {
		assertThat(removed()).hasSizeGreaterThan(150).contains(new Removed(OLD, NEW));
	}

	@Test
	void variableGetsANewNameInItsOwnSpelling() {
		assertThat(OldNames.successor("MANAGEMENT_OTLP_TRACING_ENDPOINT", true))
			.isEqualTo("MANAGEMENT_OPENTELEMETRY_TRACING_EXPORT_OTLP_ENDPOINT");
		assertThat(OldNames.successor("management.zipkin.tracing.endpoint", false))
			.isEqualTo("management.tracing.export.zipkin.endpoint");
		assertThat(OldNames.successor("management.otlp.metrics.export.url", false)).isNull();
		assertThat(OldNames.successor(NEW, false)).isNull();
	}

	@Test
	void bootIgnoresTheOldNameSilently(CapturedOutput output) {
		new TestApplication(this.directory).configuration(Export.class)
			.argument("fanlight.enabled=false")
			.yaml(OLD + ": http://collector:4318/v1/traces")
			.runContext((context) -> assertThat(context.getBeansOfType(SpanExporter.class)).isEmpty());
		assertThat(output).doesNotContain("management.otlp");
		new TestApplication(this.directory).configuration(Export.class)
			.argument("fanlight.enabled=false")
			.yaml(NEW + ": http://collector:4318/v1/traces")
			.runContext((context) -> assertThat(context.getBeansOfType(SpanExporter.class)).hasSize(1));
	}

	@Test
	void oldNamesAreSaidOnceInOneLine(CapturedOutput output) {
		new TestApplication(this.directory).variable("MANAGEMENT_TRACING_ENABLED", "true")
			.yaml(OLD + ": http://collector:4318/v1/traces")
			.run((environment) -> assertThat(environment.containsProperty(NEW)).isFalse());
		assertThat(output.getAll().lines().filter((line) -> line.contains("ignores these old names"))).singleElement()
			.asString()
			.contains("MANAGEMENT_TRACING_ENABLED (environment variable MANAGEMENT_TRACING_ENABLED): "
					+ "use MANAGEMENT_TRACING_EXPORT_ENABLED")
			.contains(OLD + " (")
			.contains("application.yml] - 1:35): use " + NEW);
	}

	record Removed(String name, String replacement) {
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration(OtlpTracingAutoConfiguration.class)
	static class Export {

	}

}
