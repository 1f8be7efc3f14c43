package dev.fanlight.autoconfigure.environment;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Values of the specification that Boot's own mapping stops the start with.
 */
@ExtendWith(OutputCaptureExtension.class)
class WholeStartTests {

	@TempDir
	private Path directory;

	@Test
	void exemplarFilterAlwaysOnStarts(CapturedOutput output) {
		application("OTEL_METRICS_EXEMPLAR_FILTER=always_on")
			.run((environment) -> assertThat(environment.getProperty("management.tracing.exemplars.include"))
				.isEqualTo("SAMPLED_TRACES"));
		assertThat(output).containsOnlyOnce("OTEL_METRICS_EXEMPLAR_FILTER=always_on (command line): ");
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "OTEL_BSP_EXPORT_TIMEOUT=0", "OTEL_BLRP_EXPORT_TIMEOUT=0", "OTEL_EXPORTER_OTLP_TIMEOUT=0" })
	void timeoutOfZeroStarts(String setting) {
		application(setting).run((environment) -> assertThat(environment.getActiveProfiles()).isEmpty());
	}

	@Test
	void whatBootMapsItToDoesNotStart() {
		assertThatException().isThrownBy(application("management.tracing.exemplars.include=all")::start)
			.havingRootCause()
			.isInstanceOf(InvalidConfigurationPropertyValueException.class);
	}

	private TestApplication application(String setting) {
		return new TestApplication(this.directory).configuration(Everything.class)
			// Of traces only, since nothing here makes any
			.argument("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT=http://localhost:9")
			.argument(setting);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Everything {

	}

}
