package dev.fanlight.autoconfigure.tracing;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class GlobalOpenTelemetryTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(GlobalOpenTelemetryAutoConfiguration.class))
		.withBean(OpenTelemetry.class,
				() -> OpenTelemetrySdk.builder().setTracerProvider(SdkTracerProvider.builder().build()).build());

	@BeforeEach
	@AfterEach
	void reset() {
		GlobalOpenTelemetry.resetForTest();
	}

	@Test
	void staysAwayUnlessAsked() {
		this.runner.run((context) -> assertThat(GlobalOpenTelemetry.isSet()).isFalse());
		this.runner.withPropertyValues("fanlight.enabled=false", "fanlight.tracing.register-global=true")
			.run((context) -> assertThat(GlobalOpenTelemetry.isSet()).isFalse());
	}

	@Test
	void givesTheGlobalToOneContextAfterTheOther() {
		for (int i = 0; i < 2; i++) {
			this.runner.withPropertyValues("fanlight.tracing.register-global=true").run((context) -> {
				Span span = GlobalOpenTelemetry.getTracer("library").spanBuilder("work").startSpan();
				assertThat(span.isRecording()).isTrue();
				span.end();
			});
			assertThat(GlobalOpenTelemetry.isSet()).isFalse();
		}
	}

	@Test
	void leavesItToWhoWasThereFirst(CapturedOutput output) {
		GlobalOpenTelemetry.set(OpenTelemetry.noop());
		this.runner.withPropertyValues("fanlight.tracing.register-global=true").run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(GlobalOpenTelemetry.getTracer("library").spanBuilder("work").startSpan().isRecording())
				.isFalse();
		});
		assertThat(GlobalOpenTelemetry.isSet()).isTrue();
		assertThat(output).contains("GlobalOpenTelemetry is set already");
	}

}
