package dev.fanlight.autoconfigure.tracing.sampling;

import java.time.Duration;
import java.util.List;

import dev.fanlight.autoconfigure.EndpointSection;
import dev.fanlight.tracing.sampling.SamplingControl;
import dev.fanlight.tracing.sampling.SamplingRule;
import dev.fanlight.tracing.sampling.Verdict;
import dev.fanlight.tracing.tail.KeepRules;
import dev.fanlight.tracing.tail.TailLimits;
import dev.fanlight.tracing.tail.TraceKeeper;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingDecision;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.micrometer.tracing.autoconfigure.MicrometerTracingAutoConfiguration;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration;
import org.springframework.boot.opentelemetry.autoconfigure.OpenTelemetrySdkAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@ExtendWith(OutputCaptureExtension.class)
class SamplingAutoConfigurationTests {

	private static final AutoConfigurations CONFIGURATION = AutoConfigurations.of(
			OpenTelemetrySdkAutoConfiguration.class, MicrometerTracingAutoConfiguration.class,
			OpenTelemetryTracingAutoConfiguration.class, SamplingAutoConfiguration.class);

	private final ApplicationContextRunner runner = new ApplicationContextRunner().withConfiguration(CONFIGURATION);

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "parent-based-trace-id-ratio|a part of 0.25 of the traces, callers followed",
					"trace-id-ratio|a part of 0.25 of the traces", "always-on|AlwaysOnSampler",
					"parent-based-always-off|ParentBased{root:AlwaysOffSampler," })
	void samplersOfBootStay(String name, String description, CapturedOutput output) {
		this.runner
			.withPropertyValues("management.opentelemetry.tracing.sampler=" + name,
					"management.tracing.sampling.probability=0.25")
			.run((context) -> assertThat(context.getBean(Sampler.class).getDescription()).startsWith(description));
		assertThat(output).contains("Traces taken from their start: ");
	}

	@Test
	void defaultOfBootIsATenth() {
		this.runner.run((context) -> assertThat(context.getBean(Sampler.class).getDescription())
			.isEqualTo("a part of 0.1 of the traces, callers followed"));
	}

	@Test
	void ratesAndRulesAreSaidInASentence() {
		this.runner
			.withPropertyValues("fanlight.tracing.sampling.traces-per-second=2.5",
					"fanlight.tracing.sampling.min-traces-per-route=3",
					"fanlight.tracing.sampling.rules[0].kind=consumer", "fanlight.tracing.sampling.rules[0].take=5/s")
			.withBean(SamplingRule.class, () -> (request, kind, name, attributes) -> Verdict.never())
			.run((context) -> {
				assertThat(context.getBean(Sampler.class).getDescription()).isEqualTo("2 rule(s) first, "
						+ "up to 2.5 traces per second, callers followed, at least 3 per route and hour");
				assertThat(context.getBean(SamplingControl.class).sampler().plan().rules().get(1))
					.hasToString("any method any path kind consumer: up to 5 traces per second");
				assertThat(decision(context.getBean(Sampler.class), SpanKind.CONSUMER, Attributes.empty()))
					.isEqualTo(SamplingDecision.DROP);
			});
	}

	@Test
	void rulesMatchByKindAndByAttribute() {
		this.runner.withPropertyValues("management.tracing.sampling.probability=0",
				"fanlight.tracing.sampling.rules[0].kind=consumer", "fanlight.tracing.sampling.rules[0].take=always",
				"fanlight.tracing.sampling.rules[1].attributes.job=nightly",
				"fanlight.tracing.sampling.rules[1].take=always")
			.run((context) -> {
				Sampler sampler = context.getBean(Sampler.class);
				Attributes nightly = Attributes.builder().put("job", "nightly").put("more", 1).build();
				assertThat(decision(sampler, SpanKind.CONSUMER, Attributes.empty()))
					.isEqualTo(SamplingDecision.RECORD_AND_SAMPLE);
				assertThat(decision(sampler, SpanKind.INTERNAL, nightly)).isEqualTo(SamplingDecision.RECORD_AND_SAMPLE);
				assertThat(decision(sampler, SpanKind.SERVER, Attributes.empty())).isEqualTo(SamplingDecision.DROP);
				assertThat(decision(sampler, SpanKind.SERVER, Attributes.builder().put("job", "hourly").build()))
					.isEqualTo(SamplingDecision.DROP);
			});
	}

	@Test
	void rulesOfAnOperatorMatchByAttributeAndLeaveThoseOfTheApplication() {
		this.runner.withPropertyValues("management.tracing.sampling.probability=0")
			.withBean(SamplingRule.class,
					() -> (request, kind, name, attributes) -> (kind == SpanKind.CLIENT) ? Verdict.always() : null)
			.run((context) -> {
				Sampler sampler = context.getBean(Sampler.class);
				EndpointSection section = context.getBean(EndpointSection.class);
				Attributes nightly = Attributes.builder().put("job", "every night; all").put("team", "a").build();
				section.write("rules", "attribute:\"job=every night; all\" attribute:team=a kind:internal always; "
						+ "kind:producer always");
				assertThat(decision(sampler, SpanKind.INTERNAL, nightly)).isEqualTo(SamplingDecision.RECORD_AND_SAMPLE);
				assertThat(decision(sampler, SpanKind.INTERNAL, Attributes.empty())).isEqualTo(SamplingDecision.DROP);
				assertThat(decision(sampler, SpanKind.CLIENT, Attributes.empty()))
					.isEqualTo(SamplingDecision.RECORD_AND_SAMPLE);
				section.write("rules", "none");
				assertThat(decision(sampler, SpanKind.PRODUCER, Attributes.empty())).isEqualTo(SamplingDecision.DROP);
				assertThat(decision(sampler, SpanKind.CLIENT, Attributes.empty()))
					.isEqualTo(SamplingDecision.RECORD_AND_SAMPLE);
			});
	}

	@Test
	void changeThatWouldBeInVainIsRefused() {
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(SamplingAutoConfiguration.class))
			.withBean(TraceKeeper.class, () -> new TraceKeeper(new KeepRules(true, Duration.ZERO, 0),
					new TailLimits(10, 10, 1000, Duration.ofMinutes(1), Duration.ofSeconds(1), 10), System::nanoTime))
			.run((context) -> {
				EndpointSection section = context.getBean(EndpointSection.class);
				assertThatIllegalArgumentException().isThrownBy(() -> section.write("probability", "1"))
					.withMessage("nothing is sampled in this application");
				assertThatIllegalArgumentException().isThrownBy(() -> section.write("keep-errors", "false"))
					.withMessage("no trace could leave this application, so that none is kept");
				assertThat(section.read()).extractingByKey("taken").isEqualTo("nothing is sampled in this application");
			});
	}

	@Test
	void withoutTheTailTheSectionKeepsNothingAndSaysWhy() {
		this.runner.run((context) -> {
			EndpointSection section = context.getBean(EndpointSection.class);
			assertThat(section.read()).doesNotContainKey("keep-errors");
			assertThatIllegalArgumentException().isThrownBy(() -> section.write("keep-errors", "false"))
				.withMessage("no trace is kept with fanlight.tracing.tail.enabled=false");
		});
	}

	private static SamplingDecision decision(Sampler sampler, SpanKind kind, Attributes attributes) {
		return sampler.shouldSample(Context.root(), "1".repeat(32), "job", kind, attributes, List.of()).getDecision();
	}

	@Test
	void ruleAboutARouteThatNobodyHasIsReported(CapturedOutput output) {
		this.runner
			.withPropertyValues("fanlight.tracing.sampling.rules[0].route=/odrers/{id}",
					"fanlight.tracing.sampling.rules[0].take=always")
			.run((context) -> assertThat(context).hasNotFailed());
		assertThat(output).contains("nothing is mapped to its route /odrers/{id}");
	}

	@Test
	void whatIsAboutRequestsNeedsPropagation(CapturedOutput output) {
		WebApplicationContextRunner web = new WebApplicationContextRunner().withConfiguration(CONFIGURATION)
			.withPropertyValues("fanlight.tracing.sampling.rules[0].kind=consumer",
					"fanlight.tracing.sampling.rules[0].take=always", "fanlight.tracing.sampling.rules[1].method=PUT",
					"fanlight.tracing.sampling.rules[1].take=always",
					"fanlight.tracing.sampling.min-traces-per-route=3");
		web.run((context) -> assertThat(context).hasNotFailed());
		assertThat(output).doesNotContain("No request is sampled");
		web.withPropertyValues("fanlight.tracing.propagation.enabled=no")
			.run((context) -> assertThat(context).hasNotFailed());
		assertThat(output).containsOnlyOnce("No request is sampled by fanlight.tracing.sampling.rules[1], "
				+ "fanlight.tracing.sampling.min-traces-per-route: that needs "
				+ "fanlight.tracing.propagation.enabled=true");
	}

	@Test
	void samplerOfTheApplicationStays() {
		this.runner.withBean("own", Sampler.class, () -> Sampler.traceIdRatioBased(0.7))
			.withPropertyValues("fanlight.tracing.sampling.traces-per-second=0")
			.run((context) -> assertThat(context.getBean(Sampler.class).getDescription())
				.isEqualTo("TraceIdRatioBased{0.700000}"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "fanlight.enabled=false", "fanlight.tracing.sampling.enabled=false" })
	void staysAway(String property) {
		this.runner.withPropertyValues(property)
			.run((context) -> assertThat(context).doesNotHaveBean(SamplingControl.class)
				.doesNotHaveBean(EndpointSection.class));
	}

	@Test
	void mistakesAreReportedTogether(CapturedOutput output) {
		SpringApplication application = new SpringApplication(Nothing.class);
		application.setWebApplicationType(WebApplicationType.NONE);
		assertThatThrownBy(() -> application.run("--fanlight.tracing.sampling.traces-per-second=-1",
				"--fanlight.tracing.sampling.max-routes=1.5", "--fanlight.tracing.sampling.rules[0].take=sometimes",
				"--fanlight.tracing.sampling.rules[1].path=/a{", "--fanlight.tracing.sampling.rules[1].take=always",
				"--fanlight.tracing.sampling.rules[3].route=orders", "--fanlight.tracing.sampling.rules[3].take=always",
				"--fanlight.tracing.sampling.rules[2].kind=sever", "--fanlight.tracing.sampling.rules[2].take=most",
				"--fanlight.tracing.trust.otherwise=maybe", "--fanlight.tracing.trust.rules[0].addresses=10.0.0.0/40",
				"--fanlight.tracing.trust.rules[0].level=link", "--fanlight.tracing.trust.rules[1].path=/x",
				"--fanlight.tracing.trust.rules[1].header-value=between-us",
				"--fanlight.tracing.propagation.baggage-hosts=https://example.org"))
			.isNotNull();
		assertThat(output).doesNotContain("between-us")
			.contains("12 settings cannot be used:")
			.contains("fanlight.tracing.sampling.rules[2].kind")
			.contains("fanlight.tracing.sampling.rules[2].take")
			.contains("fanlight.tracing.trust.rules[1].header-value")
			.contains("must not be set without header, the name of the header that has it")
			.contains("fanlight.tracing.sampling.traces-per-second")
			.contains("must be a whole number from 0 to 100000")
			.contains("fanlight.tracing.sampling.rules[0].take")
			.contains("must be always, never, a part from 0 to 1 such as 0.25, or a rate such as 5/s")
			.contains("fanlight.tracing.sampling.rules[1].path")
			.contains("must be the template of a route such as /orders/{id}")
			.contains("must be one of server, client, producer, consumer, internal")
			.contains("must be one of trust, keep-id, link, ignore")
			.contains("must be a range of addresses such as 10.0.0.0/8 or ::1")
			.contains("fanlight.tracing.trust.rules[1].level")
			.contains("must be a host such as orders.example.org, *.example.org, simple-names or *");
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Nothing {

	}

}
