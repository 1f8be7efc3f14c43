package dev.fanlight.autoconfigure.metrics;

import dev.fanlight.redaction.Sensitive;
import io.micrometer.core.annotation.Counted;
import io.micrometer.core.annotation.Timed;
import io.micrometer.core.aop.MeterTag;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.annotation.ObservationKeyValue;
import io.micrometer.observation.annotation.Observed;
import io.micrometer.observation.aop.Cardinality;
import org.junit.jupiter.api.Test;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@code @MeterTag} and {@code @ObservationKeyValue} on a parameter that is
 * {@code @Sensitive}.
 */
class SensitiveParameterTests {

	@Test
	void sensitiveParametersBecomeTagsWithoutTheirValue() {
		try (ConfigurableApplicationContext context = new SpringApplicationBuilder(Application.class)
			.web(WebApplicationType.NONE)
			.run("--management.observations.annotations.enabled=true")) {
			Job job = context.getBean(Job.class);
			assertThat(job.timed("anna", "tulip")).isEqualTo("annatulip");
			assertThat(job.counted("anna", "tulip")).isEqualTo("annatulip");
			assertThat(job.observed("anna", "tulip")).isEqualTo("annatulip");
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			for (String name : new String[] { "job.timed", "job.counted", "job.observed" }) {
				assertThat(registry.find(name).meters()).as(name)
					.isNotEmpty()
					.flatExtracting((Meter meter) -> meter.getId().getTags())
					.contains(Tag.of("who", "anna"), Tag.of("code", "[REDACTED:sensitive]"));
			}
		}
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		Job job() {
			return new Job();
		}

		@Bean
		SimpleMeterRegistry registry() {
			return new SimpleMeterRegistry();
		}

	}

	static class Job {

		@Timed("job.timed")
		public String timed(@MeterTag("who") String who, @MeterTag("code") @Sensitive String code) {
			return who + code;
		}

		@Counted("job.counted")
		public String counted(@MeterTag("who") String who, @MeterTag("code") @Sensitive String code) {
			return who + code;
		}

		@Observed(name = "job.observed")
		public String observed(@ObservationKeyValue(key = "who", cardinality = Cardinality.LOW) String who,
				@ObservationKeyValue(key = "code", cardinality = Cardinality.LOW) @Sensitive String code) {
			return who + code;
		}

	}

}
