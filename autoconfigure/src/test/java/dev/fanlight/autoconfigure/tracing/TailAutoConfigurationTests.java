package dev.fanlight.autoconfigure.tracing;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.fanlight.autoconfigure.ErrorLineListener;
import dev.fanlight.autoconfigure.HandledException;
import dev.fanlight.autoconfigure.redaction.RedactionAutoConfiguration;
import dev.fanlight.autoconfigure.tracing.sampling.SamplingAutoConfiguration;
import dev.fanlight.tracing.tail.KeepRules;
import dev.fanlight.tracing.tail.TailLimits;
import dev.fanlight.tracing.tail.TraceKeeper;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.registry.otlp.ExemplarContextProvider;
import io.micrometer.registry.otlp.OtlpExemplarContext;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.prometheus.metrics.tracer.common.SpanContext;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.micrometer.tracing.autoconfigure.MicrometerTracingAutoConfiguration;
import org.springframework.boot.micrometer.tracing.autoconfigure.otlp.OtlpExemplarsAutoConfiguration;
import org.springframework.boot.micrometer.tracing.autoconfigure.prometheus.PrometheusExemplarsAutoConfiguration;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration;
import org.springframework.boot.opentelemetry.autoconfigure.OpenTelemetrySdkAutoConfiguration;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.mock.http.MockHttpInputMessage;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.InternalAuthenticationServiceException;
import org.springframework.security.authorization.AuthorizationDeniedException;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.resource.NoResourceFoundException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * What the tail supplies, where it backs off and where it stays away.
 */
class TailAutoConfigurationTests {

	private final ApplicationContextRunner empty = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(TailAutoConfiguration.class, ObservationAutoConfiguration.class,
				MicrometerTracingAutoConfiguration.class, OpenTelemetrySdkAutoConfiguration.class,
				OpenTelemetryTracingAutoConfiguration.class, PrometheusExemplarsAutoConfiguration.class,
				OtlpExemplarsAutoConfiguration.class, RedactionAutoConfiguration.class,
				RedactTracingAutoConfiguration.class))
		.withPropertyValues("management.tracing.sampling.probability=0");

	private final ApplicationContextRunner runner = this.empty.withUserConfiguration(Exporting.class);

	@Test
	void keepsAFailedTraceAndRedactsIt() {
		this.runner.run((context) -> {
			Span span = span(context);
			span.setAttribute("password", "hunter2hunter2").setStatus(StatusCode.ERROR).end();
			span(context).end();
			assertThat(context.getBean(InMemorySpanExporter.class).getFinishedSpanItems()).singleElement()
				.satisfies((kept) -> assertThat(kept.getAttributes().toString()).contains("fanlight.kept=\"error\"")
					.contains("[REDACTED:kv]")
					.doesNotContain("hunter2"));
		});
	}

	@Test
	void keepsATraceWithAnErrorLine() {
		this.runner.run((context) -> {
			Span span = span(context);
			try (Scope scope = span.makeCurrent()) {
				context.getBean(ErrorLineListener.class).errorLogged("shop", null);
			}
			span.end();
			context.getBean(ErrorLineListener.class).errorLogged("shop", null);
			assertThat(context.getBean(InMemorySpanExporter.class).getFinishedSpanItems()).hasSize(1);
		});
	}

	@ParameterizedTest
	@CsvSource({ "200, SUCCESS, 1", "302, REDIRECTION, 1", "404, CLIENT_ERROR, 0", "200, CLIENT_ABORTED, 0" })
	void keepsATraceWithAnExceptionThatBecameAnAnswer(String status, String outcome, int kept) {
		this.runner.run((context) -> {
			Observation observation = Observation.start("request", context.getBean(ObservationRegistry.class));
			observation.getContext().put(HandledException.class, new HandledException(new IllegalStateException()));
			observation.lowCardinalityKeyValue("status", status).lowCardinalityKeyValue("outcome", outcome).stop();
			assertThat(context.getBean(InMemorySpanExporter.class).getFinishedSpanItems()).hasSize(kept);
		});
	}

	@ParameterizedTest
	@MethodSource
	void aRefusalThatBecameAnAnswerKeepsNoTrace(Exception refusal, int kept) {
		this.runner.run((context) -> {
			Observation observation = Observation.start("request", context.getBean(ObservationRegistry.class));
			observation.getContext().put(HandledException.class, new HandledException(refusal));
			observation.lowCardinalityKeyValue("status", "302").stop();
			assertThat(context.getBean(InMemorySpanExporter.class).getFinishedSpanItems()).hasSize(kept);
		});
	}

	static Stream<Arguments> aRefusalThatBecameAnAnswerKeepsNoTrace() {
		return Stream.of(arguments(new NoResourceFoundException(HttpMethod.GET, "/", "deep/link"), 0),
				arguments(new AuthorizationDeniedException("denied"), 0),
				arguments(new BadCredentialsException("wrong"), 0),
				arguments(new HttpMessageNotReadableException("cut", new MockHttpInputMessage(new byte[0])), 0),
				arguments(new InternalAuthenticationServiceException("no directory"), 1),
				arguments(new ResponseStatusException(HttpStatus.BAD_GATEWAY), 1));
	}

	@Test
	void keepsByTheSettings() {
		this.runner
			.withPropertyValues("fanlight.tracing.sampling.keep-errors=false",
					"fanlight.tracing.sampling.keep-slower-than=0",
					"fanlight.tracing.sampling.keep-slower-than-percentile=0")
			.run((context) -> assertThat(span(context).isRecording()).isFalse());
		this.runner.withPropertyValues("fanlight.tracing.tail.max-traces=1").run((context) -> {
			Span first = span(context);
			Span second = span(context);
			first.setStatus(StatusCode.ERROR).end();
			second.setStatus(StatusCode.ERROR).end();
			assertThat(context.getBean(InMemorySpanExporter.class).getFinishedSpanItems()).hasSize(1);
		});
		this.runner.withPropertyValues("fanlight.tracing.tail.max-spans-per-trace=4").run((context) -> {
			Span root = span(context);
			for (int i = 0; i < 20; i++) {
				part(context, root).end();
			}
			root.setStatus(StatusCode.ERROR).end();
			assertThat(context.getBean(InMemorySpanExporter.class).getFinishedSpanItems()).hasSizeBetween(4, 5);
		});
	}

	@ParameterizedTest
	@CsvSource({ "1, 0, 128", "16384, 900, 1000" })
	void remembersAsManyVerdictsAsItMay(int verdicts, int least, int most) {
		this.runner.withPropertyValues("fanlight.tracing.tail.max-verdicts=" + verdicts).run((context) -> {
			List<Span> decided = IntStream.range(0, 1000).mapToObj((i) -> span(context)).toList();
			decided.forEach((span) -> span.setStatus(StatusCode.ERROR).end());
			decided.forEach((span) -> part(context, span).end());
			// Boot's processor may have exported some again
			assertThat(context.getBean(InMemorySpanExporter.class)
				.getFinishedSpanItems()
				.stream()
				.filter((span) -> span.getName().equals("part"))
				.map(SpanData::getTraceId)
				.distinct()).hasSizeBetween(least, most);
		});
	}

	@Test
	void holdsNoMoreBytesThanItMay() {
		this.runner.withPropertyValues("fanlight.tracing.tail.max-bytes=30KB").run((context) -> {
			Span evicted = span(context);
			part(context, evicted).setAttribute("text", "x".repeat(20_000)).end();
			Span kept = span(context);
			part(context, kept).setAttribute("text", "x".repeat(20_000)).end();
			evicted.setStatus(StatusCode.ERROR).end();
			kept.setStatus(StatusCode.ERROR).end();
			assertThat(context.getBean(InMemorySpanExporter.class).getFinishedSpanItems()).hasSize(2)
				.extracting(SpanData::getTraceId)
				.containsOnly(kept.getSpanContext().getTraceId());
		});
	}

	@Test
	void waitsNoLongerThanItMay() {
		this.runner.withPropertyValues("fanlight.tracing.tail.max-age=20ms").run((context) -> {
			Span evicted = span(context);
			Awaitility.await().until(() -> context.getBean(TraceKeeper.class).undecided() == 0);
			evicted.setStatus(StatusCode.ERROR).end();
			assertThat(context.getBean(InMemorySpanExporter.class).getFinishedSpanItems()).isEmpty();
		});
		this.runner.withPropertyValues("fanlight.tracing.tail.deadline=20ms").run((context) -> {
			Span root = span(context);
			part(context, root);
			root.end();
			Awaitility.await().until(() -> context.getBean(TraceKeeper.class).undecided() == 0);
			assertThat(context.getBean(TraceKeeper.class).counters().forgotten().sum()).isEqualTo(1);
		});
	}

	@Test
	void exemplarsPointToWhatIsCertainlyKept() {
		this.runner.run((context) -> {
			SpanContext prometheus = context.getBean(SpanContext.class);
			ExemplarContextProvider otlp = context.getBean(ExemplarContextProvider.class);
			Span span = span(context);
			try (Scope scope = span.makeCurrent()) {
				assertThat(prometheus.isCurrentSpanSampled()).isFalse();
				assertThat(otlp.getExemplarContext()).isNull();
				context.getBean(ErrorLineListener.class).errorLogged("shop", null);
				assertThat(prometheus.isCurrentSpanSampled()).isTrue();
				assertThat(prometheus.getCurrentTraceId()).isEqualTo(span.getSpanContext().getTraceId());
				assertThat(prometheus.getCurrentSpanId()).isEqualTo(span.getSpanContext().getSpanId());
				assertThat(otlp.getExemplarContext()).extracting(OtlpExemplarContext::getTraceId)
					.isEqualTo(span.getSpanContext().getTraceId());
			}
		});
		this.runner.withPropertyValues("management.tracing.exemplars.include=none")
			.run((context) -> assertThat(context).doesNotHaveBean(SpanContext.class)
				.doesNotHaveBean(ExemplarContextProvider.class));
	}

	@Test
	void userBeansWin() {
		TraceKeeper keeper = new TraceKeeper(new KeepRules(false, Duration.ofSeconds(5), 0),
				new TailLimits(10, 10, 1000, Duration.ofMinutes(1), Duration.ofSeconds(1), 10), System::nanoTime);
		SpanContext exemplars = new KeptPrometheusSpanContext(null, null);
		this.runner.withBean(TraceKeeper.class, () -> keeper)
			.withBean(SpanContext.class, () -> exemplars)
			.run((context) -> {
				assertThat(context.getBean(TraceKeeper.class)).isSameAs(keeper);
				assertThat(context.getBean(SpanContext.class)).isSameAs(exemplars);
				span(context).setStatus(StatusCode.ERROR).end();
				assertThat(context.getBean(InMemorySpanExporter.class).getFinishedSpanItems()).isEmpty();
			});
	}

	@Test
	void recordsNothingWhereNothingCanLeave() {
		this.empty.run((context) -> assertThat(span(context).isRecording()).isFalse());
		ApplicationContextRunner off = this.runner
			.withPropertyValues("management.opentelemetry.tracing.sampler=always-off");
		off.run((context) -> assertThat(span(context).isRecording()).isFalse());
		ApplicationContextRunner behind = off.withConfiguration(AutoConfigurations.of(SamplingAutoConfiguration.class));
		behind.run((context) -> assertThat(span(context).isRecording()).isFalse());
		behind
			.withPropertyValues("fanlight.tracing.sampling.rules[0].kind=consumer",
					"fanlight.tracing.sampling.rules[0].take=always")
			.run((context) -> assertThat(span(context).isRecording()).isTrue());
		this.runner.withBean(SdkTracerProvider.class, () -> SdkTracerProvider.builder().build())
			.run((context) -> assertThat(context.getBean(Sampler.class).getDescription()).startsWith("Tail{"));
	}

	@Test
	void staysAwayWhenSwitchedOff() {
		for (String off : List.of("fanlight.enabled=false", "fanlight.tracing.sampling.enabled=false",
				"fanlight.tracing.tail.enabled=false")) {
			this.runner.withPropertyValues(off).run((context) -> {
				assertThat(context).doesNotHaveBean(TraceKeeper.class).doesNotHaveBean(TailPostProcessor.class);
				assertThat(span(context).isRecording()).isFalse();
			});
		}
	}

	private static Span span(AssertableApplicationContext context) {
		return context.getBean(Tracer.class).spanBuilder("work").setNoParent().startSpan();
	}

	private static Span part(AssertableApplicationContext context, Span whole) {
		return context.getBean(Tracer.class).spanBuilder("part").setParent(Context.root().with(whole)).startSpan();
	}

	@Configuration(proxyBeanMethods = false)
	static class Exporting {

		@Bean
		InMemorySpanExporter exporter() {
			return InMemorySpanExporter.create();
		}

		@Bean
		SpanProcessor processor(InMemorySpanExporter exporter) {
			return SimpleSpanProcessor.create(exporter);
		}

	}

}
