package dev.fanlight.autoconfigure.logging;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

class OtlpLogExportTests {

	private final MockEnvironment environment = new MockEnvironment();

	@Test
	void isExpectedWithAnEndpointOnly() {
		assertThat(OtlpLogExport.isExpected(this.environment)).isFalse();
		withEndpoint(" ");
		assertThat(OtlpLogExport.isExpected(this.environment)).isFalse();
		withEndpoint("http://localhost:4318/v1/logs");
		assertThat(OtlpLogExport.isExpected(this.environment)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "fanlight.enabled", "fanlight.logging.enabled", "fanlight.logging.otlp.enabled",
			"management.opentelemetry.enabled", "management.logging.export.enabled",
			"management.logging.export.otlp.enabled" })
	void everySwitchTurnsItOff(String property) {
		withEndpoint("http://localhost:4318/v1/logs");
		this.environment.setProperty(property, "false");
		assertThat(OtlpLogExport.isExpected(this.environment)).isFalse();
	}

	@Test
	void switchOfTheExporterWinsOverThatOfAll() {
		withEndpoint("http://localhost:4318/v1/logs");
		this.environment.setProperty("management.logging.export.enabled", "false");
		this.environment.setProperty("management.logging.export.otlp.enabled", "true");
		assertThat(OtlpLogExport.isExpected(this.environment)).isTrue();
	}

	private void withEndpoint(String endpoint) {
		this.environment.setProperty("management.opentelemetry.logging.export.otlp.endpoint", endpoint);
	}

}
