package dev.fanlight.autoconfigure.tracing;

import java.util.HashMap;
import java.util.Map;

import dev.fanlight.redaction.Sensitive;
import io.micrometer.tracing.annotation.NewSpan;
import io.micrometer.tracing.annotation.SpanTag;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import org.junit.jupiter.api.Test;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

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
			assertThat(context.getBean(Spans.class).tags).containsEntry("who", "anna")
				.containsEntry("code", "[REDACTED:sensitive]")
				.doesNotContainValue("tulip")
				.doesNotContainValue("garden");
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
		Spans spans() {
			return new Spans();
		}

	}

	static class Spans implements SpanProcessor {

		private final Map<String, Object> tags = new HashMap<>();

		@Override
		public void onStart(Context parent, ReadWriteSpan span) {
		}

		@Override
		public boolean isStartRequired() {
			return false;
		}

		@Override
		public void onEnd(ReadableSpan span) {
			span.getAttributes().forEach((key, value) -> this.tags.put(key.getKey(), value));
		}

		@Override
		public boolean isEndRequired() {
			return true;
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
