package dev.fanlight.autoconfigure.metrics;

import dev.fanlight.logging.MdcContextStorage;
import dev.fanlight.metrics.OtlpMetricsStateLog;
import dev.fanlight.test.OtlpAnswer;
import dev.fanlight.test.OtlpReceiver;
import dev.fanlight.test.OtlpSignal;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.registry.otlp.OtlpHttpMetricsSender;
import io.micrometer.registry.otlp.OtlpMetricsSender;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.otlp.OtlpMetricsExportAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class OtlpMetricsTransportTests {

	@RegisterExtension
	static final OtlpReceiver receiver = OtlpReceiver.start();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(MetricsAutoConfiguration.class,
				OtlpMetricsExportAutoConfiguration.class, OtlpMetricsTransportAutoConfiguration.class));

	private final ApplicationContextRunner grpc = this.runner.withPropertyValues("fanlight.metrics.otlp.transport=grpc",
			"management.otlp.metrics.export.url=" + receiver.httpEndpoint(OtlpSignal.METRICS));

	@BeforeAll
	static void beginLikeAnApplication() {
		// The gRPC client uses the context, after which no other test could install this
		MdcContextStorage.install();
	}

	@Test
	void httpStaysWithBootBehindTheCalmLog() {
		this.runner.run((context) -> {
			assertThat(context).hasBean("otlpMetricsSender").doesNotHaveBean("fanlightOtlpGrpcMetricsSender");
			assertThat(context.getBean(OtlpMetricsSender.class)).isInstanceOf(OtlpMetricsStateLog.class);
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "fanlight.enabled=false", "fanlight.metrics.enabled=false" })
	void switchesLeaveHttpToBoot(String setting) {
		this.grpc.withPropertyValues(setting)
			.run((context) -> assertThat(context.getBean(OtlpMetricsSender.class))
				.isInstanceOf(OtlpHttpMetricsSender.class));
	}

	@Test
	void staysAwayWithoutTheRegistryOrExport() {
		this.grpc.withPropertyValues("management.otlp.metrics.export.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(OtlpMetricsSender.class));
		this.grpc.withClassLoader(new FilteredClassLoader("io.micrometer.registry.otlp"))
			.run((context) -> assertThat(context).doesNotHaveBean(OtlpMetricsTransportAutoConfiguration.class));
	}

	@Test
	void senderOfTheApplicationWins() {
		OtlpMetricsSender own = (request) -> {
		};
		this.grpc.withBean(OtlpMetricsSender.class, () -> own)
			.run((context) -> assertThat(context.getBean(OtlpMetricsSender.class)).isSameAs(own));
	}

	@Test
	void sendsHeadersAndCompresses() {
		this.grpc
			.withPropertyValues("management.otlp.metrics.export.headers.authorization=Basic abc",
					"management.otlp.metrics.export.compression-mode=gzip")
			.run((context) -> {
				assertThat(context.getBean(OtlpMetricsSender.class)).isInstanceOf(OtlpMetricsStateLog.class);
				context.getBean(MeterRegistry.class).counter("orders").increment(2);
			});
		assertThat(receiver.awaitMetrics(1)).filteredOn((metric) -> metric.name().equals("orders"))
			.singleElement()
			.satisfies((metric) -> assertThat(metric.value()).isEqualTo(2));
		assertThat(receiver.requests()).singleElement().satisfies((request) -> {
			assertThat(request.grpc()).isTrue();
			assertThat(request.header("authorization")).isEqualTo("Basic abc");
			assertThat(request.header("grpc-encoding")).isEqualTo("gzip");
		});
	}

	@Test
	void saysOnceThatItFailsAndOnceThatItWorksAgain(CapturedOutput output) {
		receiver.answerNext(OtlpAnswer.unavailable(), OtlpAnswer.unavailable(), OtlpAnswer.unavailable());
		this.grpc.withPropertyValues("management.otlp.metrics.export.step=50ms").run((context) -> {
			context.getBean(MeterRegistry.class).counter("orders").increment();
			Awaitility.await().until(() -> output.getAll().contains("again"));
		});
		assertThat(receiver.requests()).filteredOn((request) -> !request.accepted()).hasSize(3);
		assertThat(output.getAll()).containsOnlyOnce("Metrics do not reach").containsOnlyOnce("again");
		assertThat(output.getAll()).contains("UNAVAILABLE").doesNotContain("\tat ").doesNotContain("Failed to publish");
	}

	@Test
	void hangingReceiverHoldsNobodyLongerThanTheTimeout(CapturedOutput output) {
		receiver.answerAlways(OtlpAnswer.hang());
		this.grpc
			.withPropertyValues("management.otlp.metrics.export.connect-timeout=100ms",
					"management.otlp.metrics.export.read-timeout=200ms")
			.run((context) -> context.getBean(MeterRegistry.class).counter("orders").increment());
		assertThat(output.getAll()).contains("no answer in time");
	}

}
