package dev.fanlight.autoconfigure.metrics;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.fanlight.test.OtlpReceiver;
import dev.fanlight.test.OtlpSignal;
import dev.fanlight.test.ReceivedMetric;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A bucket points to a trace, as it is scraped and as it is pushed, and the resource of
 * the service is said once.
 */
class ExemplarTests {

	private static final List<String> METERS = List.of("http.server.requests", "fanlight.entry");

	@RegisterExtension
	static final OtlpReceiver receiver = OtlpReceiver.start();

	@Test
	void requestLeavesItsTraceOnTheScrapeAndInThePush() {
		try (ConfigurableApplicationContext context = new SpringApplicationBuilder(ServletErrorsTests.Application.class)
			.properties("logging.level.root=off")
			.run("--server.port=0", "--spring.main.web-application-type=servlet", "--spring.application.name=shop",
					"--management.tracing.sampling.probability=1",
					"--management.opentelemetry.tracing.export.schedule-delay=50ms",
					"--management.opentelemetry.tracing.export.otlp.endpoint="
							+ receiver.httpEndpoint(OtlpSignal.TRACES),
					"--management.otlp.metrics.export.step=1s",
					"--management.otlp.metrics.export.url=" + receiver.httpEndpoint(OtlpSignal.METRICS))) {
			RestClient client = RestClient
				.create("http://localhost:" + context.getEnvironment().getProperty("local.server.port"));
			client.get().uri("/fine").retrieve().toBodilessEntity();
			String traceId = receiver.awaitSpans(1).get(0).traceId();
			String scrape = String.valueOf(client.get()
				.uri("/actuator/prometheus")
				.header("Accept", "application/openmetrics-text; version=1.0.0")
				.retrieve()
				.body(String.class));
			for (String meter : METERS) {
				Matcher exemplar = Pattern
					.compile(
							"(?m)^" + meter.replace('.', '_') + "_seconds_bucket\\{[^\n]*# \\{[^}]*trace_id=\"(\\w+)\"")
					.matcher(scrape);
				assertThat(exemplar.find()).as(meter).isTrue();
				assertThat(exemplar.group(1)).isEqualTo(traceId);
			}
			List<ReceivedMetric> pushed = receiver.awaitMetrics((metrics) -> METERS.stream()
				.allMatch((meter) -> metrics.stream()
					.anyMatch((metric) -> metric.name().equals(meter) && metric.exemplarTraceIds().contains(traceId))));
			assertThat(pushed).allSatisfy((metric) -> {
				assertThat(metric.resource()).containsEntry("service.name", "shop").containsKey("service.instance.id");
				assertThat(metric.attributes()).doesNotContainKeys("service.name", "service.instance.id");
			});
		}
	}

}
