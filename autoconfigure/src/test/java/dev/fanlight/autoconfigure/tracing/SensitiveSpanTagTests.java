package dev.fanlight.autoconfigure.tracing;

import java.util.Map;

import dev.fanlight.autoconfigure.EndedSpans;
import dev.fanlight.redaction.Sensitive;
import io.micrometer.tracing.annotation.NewSpan;
import io.micrometer.tracing.annotation.SpanTag;
import io.opentelemetry.api.common.AttributeKey;
import org.junit.jupiter.api.Test;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@code @SpanTag} on a parameter that is {@code @Sensitive}.
 */
class SensitiveSpanTagTests {

	@Test
	void sensitiveParameterIsTaggedWithoutItsValue() {
		try (ConfigurableApplicationContext context = new SpringApplicationBuilder(Application.class)
			.web(WebApplicationType.NONE)
			.run("--management.tracing.sampling.probability=1")) {
			assertThat(context.getBean(Job.class).charge("anna", "tulip", "garden")).isEqualTo("annatulipgarden");
			Map<AttributeKey<?>, Object> tags = context.getBean(EndedSpans.class).all().get(0).getAttributes().asMap();
			assertThat(tags).containsEntry(AttributeKey.stringKey("who"), "anna")
				.containsEntry(AttributeKey.stringKey("code"), "[REDACTED:sensitive]")
				.doesNotContainValue("tulip")
				.doesNotContainValue("garden");
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

	static class Job {

		@NewSpan("charge")
		public String charge(@SpanTag("who") String who, @SpanTag("code") @Sensitive String code,
				@SpanTag(value = "length", expression = "toString()") @Sensitive String other) {
			return who + code + other;
		}

	}

}
