package dev.fanlight.autoconfigure.metrics;

import dev.fanlight.autoconfigure.EndedSpans;
import dev.fanlight.metrics.BusinessMeters;
import io.micrometer.core.annotation.Counted;
import io.micrometer.core.annotation.Timed;
import io.micrometer.core.aop.MeterTag;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.annotation.Observed;
import io.micrometer.tracing.annotation.NewSpan;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.junit.jupiter.api.Test;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * {@code @Observed}, {@code @Timed}, {@code @Counted} and {@code @NewSpan} work with the
 * dependency alone.
 */
class AnnotationTests {

	@Test
	void annotatedMethodsAreMeasuredAndTraced() {
		try (ConfigurableApplicationContext context = new SpringApplicationBuilder(Application.class)
			.web(WebApplicationType.NONE)
			.run("--management.tracing.sampling.probability=1", "--fanlight.metrics.descriptions.job.timed=How long",
					"--fanlight.metrics.business.strict=true")) {
			Job job = context.getBean(Job.class);
			job.observed();
			job.timed();
			job.counted(Payment.CARD);
			job.span();
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			assertThat(registry.get("job.observed").timer().count()).isEqualTo(1);
			assertThat(registry.get("job.timed").timer().count()).isEqualTo(1);
			assertThat(registry.get("job.timed").timer().getId().getDescription()).isEqualTo("How long");
			assertThat(registry.get("job.counted").tag("method", "CARD").counter().count()).isEqualTo(1);
			assertThatIllegalArgumentException().as("strict")
				.isThrownBy(() -> context.getBean(BusinessMeters.class).counter("Jobs!", "").withTags().increment());
			assertThat(context.getBean(EndedSpans.class).all()).extracting(SpanData::getName)
				.containsExactly("do the job", "job-span");
		}
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(EndedSpans.class)
	static class Application {

		@Bean
		Job job() {
			return new Job();
		}

	}

	enum Payment {

		CARD

	}

	static class Job {

		@Observed(name = "job.observed", contextualName = "do the job")
		public void observed() {
		}

		@Timed("job.timed")
		public void timed() {
		}

		@Counted("job.counted")
		public void counted(@MeterTag("method") Payment payment) {
		}

		@NewSpan("job-span")
		public void span() {
		}

	}

}
