package dev.fanlight.autoconfigure.propagation;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import io.micrometer.context.ContextRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.contextpropagation.ObservationAwareSpanThreadLocalAccessor;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.micrometer.tracing.autoconfigure.MicrometerTracingAutoConfiguration;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration;
import org.springframework.boot.opentelemetry.autoconfigure.OpenTelemetrySdkAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A span that the application opened itself reaches its executors.
 */
class SpanPropagationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(OpenTelemetrySdkAutoConfiguration.class,
				OpenTelemetryTracingAutoConfiguration.class, MicrometerTracingAutoConfiguration.class,
				ObservationAutoConfiguration.class, ExecutorPropagationAutoConfiguration.class,
				SpanPropagationAutoConfiguration.class))
		.withUserConfiguration(Pool.class);

	@Test
	void ownSpanIsCarriedAndTheThreadKeepsNothing() {
		this.runner.run((context) -> {
			Tracer tracer = context.getBean(Tracer.class);
			ExecutorService pool = context.getBean(ExecutorService.class);
			assertThat(inOwnSpan(tracer, pool)).isEqualTo(true);
			assertThat(spansLeft(tracer, pool)).isEmpty();
		});
	}

	@Test
	void ownSpanInsideOfAnObservationIsCarriedAndTheThreadKeepsNothing() {
		this.runner.run((context) -> {
			Tracer tracer = context.getBean(Tracer.class);
			ExecutorService pool = context.getBean(ExecutorService.class);
			for (int i = 0; i < 10; i++) {
				boolean carried = Observation.createNotStarted("outer", context.getBean(ObservationRegistry.class))
					.observe(() -> inOwnSpan(tracer, pool));
				assertThat(carried).isTrue();
				assertThat(tracer.currentSpan()).isNull();
				assertThat(spansLeft(tracer, pool)).isEmpty();
			}
		});
	}

	@Test
	void accessorGoesWithItsTracer() {
		this.runner.run((context) -> assertThat(accessors()).isNotEmpty());
		assertThat(accessors()).isEmpty();
	}

	private static boolean inOwnSpan(Tracer tracer, ExecutorService pool) {
		Span span = tracer.nextSpan().name("own").start();
		try (Tracer.SpanInScope scope = tracer.withSpan(span)) {
			Span seen = CompletableFuture.supplyAsync(tracer::currentSpan, pool).orTimeout(10, TimeUnit.SECONDS).join();
			return seen != null && seen.context().spanId().equals(span.context().spanId());
		}
		finally {
			span.end();
		}
	}

	private static List<Span> spansLeft(Tracer tracer, ExecutorService pool) {
		List<Span> left = new ArrayList<>();
		for (int i = 0; i < 10; i++) {
			Span span = CompletableFuture.supplyAsync(tracer::currentSpan, pool).orTimeout(10, TimeUnit.SECONDS).join();
			if (span != null) {
				left.add(span);
			}
		}
		return left;
	}

	private static List<?> accessors() {
		return ContextRegistry.getInstance()
			.getThreadLocalAccessors()
			.stream()
			.filter(ObservationAwareSpanThreadLocalAccessor.class::isInstance)
			.toList();
	}

	@Configuration(proxyBeanMethods = false)
	static class Pool {

		@Bean
		ExecutorService pool() {
			return Executors.newFixedThreadPool(2);
		}

	}

}
