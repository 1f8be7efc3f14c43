package dev.fanlight.autoconfigure.environment;

import java.nio.file.Path;

import io.micrometer.registry.otlp.OtlpMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.otlp.OtlpMetricsExportAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Metrics are pushed to nobody until an endpoint is known, by whatever name.
 */
@ExtendWith(OutputCaptureExtension.class)
class MetricsPushTests {

	@TempDir
	private Path directory;

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void nobodyIsPushedToByDefault(boolean enabled) {
		application().argument("fanlight.enabled=" + enabled)
			.runContext((context) -> assertThat(context.getBeansOfType(OtlpMeterRegistry.class)).isEmpty());
	}

	@ParameterizedTest
	@CsvSource({ "true, management.otlp.metrics.export.url", "false, management.otlp.metrics.export.url",
			"true, OTEL_EXPORTER_OTLP_ENDPOINT", "true, OTEL_EXPORTER_OTLP_METRICS_ENDPOINT" })
	void endpointOfAnyNameIsPushedTo(boolean enabled, String name) {
		application().argument("fanlight.enabled=" + enabled)
			.argument(name + "=http://localhost:9")
			.runContext((context) -> assertThat(context.getBeansOfType(OtlpMeterRegistry.class)).hasSize(1));
	}

	@Test
	void endpointOfTracesAloneIsNotForMetrics() {
		application().argument("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT=http://localhost:9")
			.runContext((context) -> assertThat(context.getBeansOfType(OtlpMeterRegistry.class)).isEmpty());
	}

	@Test
	void emptyEndpointIsNone() {
		application().argument("management.otlp.metrics.export.url=${NOBODY_SET_THIS:}")
			.runContext((context) -> assertThat(context.getBeansOfType(OtlpMeterRegistry.class)).isEmpty());
	}

	@Test
	void explicitSwitchOfTheUserWins() {
		application().argument("management.otlp.metrics.export.enabled=true")
			.runContext((context) -> assertThat(context.getBeansOfType(OtlpMeterRegistry.class)).hasSize(1));
	}

	@Test
	void exporterWithoutEndpointIsToldWhatToSet(CapturedOutput output) {
		application().argument("OTEL_METRICS_EXPORTER=otlp")
			.runContext((context) -> assertThat(context.getBeansOfType(OtlpMeterRegistry.class)).isEmpty());
		assertThat(output).containsOnlyOnce("no metrics are pushed until an endpoint is set");
	}

	private TestApplication application() {
		return new TestApplication(this.directory).configuration(Export.class)
			.argument("management.otlp.metrics.export.step=1d");
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ MetricsAutoConfiguration.class, OtlpMetricsExportAutoConfiguration.class })
	static class Export {

	}

}
