package dev.fanlight.autoconfigure.endpoint;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import dev.fanlight.autoconfigure.EndpointSection;
import dev.fanlight.autoconfigure.endpoint.LiveChangesTests.ManualTimer;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.util.ReflectionUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What every section that can be changed owes the endpoint: whatever was written under a
 * key, and however often, the configured value returns when the time is over.
 */
@TestInstance(Lifecycle.PER_CLASS)
@ExtendWith(OutputCaptureExtension.class)
class SectionChangesTests {

	private static final String CHANGES = """
			loggers | shop.Twice | DEBUG | TRACE
			redaction | mode | report | mask
			alerts | any-error | silenced | silenced
			sampling | probability | 0.5 | 0.25
			sampling | traces-per-second | 5 | 50
			sampling | min-traces-per-route | 3 | 4
			sampling | max-routes | 10 | 20
			sampling | rules | none | GET /a always; kind:client never
			sampling | rule | GET /call always | route:/x/{id} overrule-caller never
			sampling | rule.jobs | attribute:job=nightly 0.5 | attribute:"job=every night" 5/s
			sampling | keep-errors | false | false
			sampling | keep-slower-than | 0 | 5s
			sampling | keep-slower-than-percentile | 0 | 0.5
			trust | otherwise | ignore | link
			trust | rules | none | addresses:10.0.0.0/8,::1 keep-id; * link
			trust | rule | header:X-From header-value:me trust | /public/** ignore
			trust | rule.partner | * keep-id | * link
			propagation | trace-hosts | none | *.example.org
			propagation | baggage-hosts | * | orders, simple-names
			propagation | announce-per-second | 0 | 25
			""";

	private static final Duration MINUTE = Duration.ofMinutes(1);

	private final ManualTimer timer = new ManualTimer();

	private final LiveChanges changes = new LiveChanges(
			Clock.fixed(Instant.parse("2026-11-27T10:00:00Z"), ZoneOffset.UTC), this.timer);

	private ConfigurableApplicationContext context;

	private Map<String, EndpointSection> sections;

	@BeforeAll
	void start() {
		this.context = new SpringApplicationBuilder(ReactiveEndpointTests.Application.class)
			.initializers((context) -> ((GenericApplicationContext) context).registerBean(SpanExporter.class,
					InMemorySpanExporter::create))
			.properties("server.port=0", "spring.main.web-application-type=reactive",
					"management.endpoints.web.exposure.include=fanlight",
					"fanlight.alerts.rules.any-error.when=error-rate > 0%", "fanlight.alerts.interval=1h",
					"fanlight.tracing.sampling.rules[0].path=/items/{id}",
					"fanlight.tracing.sampling.rules[0].take=always",
					"fanlight.tracing.trust.rules[0].header=X-Partner", "fanlight.tracing.trust.rules[0].level=link")
			.run();
		this.sections = this.context.getBeansOfType(EndpointSection.class)
			.values()
			.stream()
			.collect(Collectors.toMap(EndpointSection::name, (section) -> section));
	}

	@AfterAll
	void stop() {
		this.context.close();
	}

	@Test
	void everySectionThatCanBeChangedIsTested() {
		assertThat(CHANGES.lines().map((line) -> line.substring(0, line.indexOf(' '))))
			.containsAll(this.sections.values()
				.stream()
				.filter(SectionChangesTests::canBeChanged)
				.map(EndpointSection::name)
				.toList());
	}

	/** A verdict about a group of errors stays, whatever the expiry. */
	private static boolean canBeChanged(EndpointSection section) {
		return !section.name().equals("errors")
				&& ReflectionUtils.findMethod(section.getClass(), "write", String.class, String.class)
					.getDeclaringClass() != EndpointSection.class;
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = CHANGES)
	void valueReturnsHoweverOftenItsKeyIsChanged(String name, String key, String first, String second,
			CapturedOutput output) {
		EndpointSection section = this.sections.get(name);
		String configured = section.read().toString();
		String change = " changed " + name + " " + key + ": ";
		LiveChange one = this.changes.change(section, key, first, MINUTE, "alice");
		assertThat(section.read().toString()).isNotEqualTo(configured);
		LiveChange two = this.changes.change(section, key, second, MINUTE, "bob");
		assertThat(two.before()).isEqualTo(one.before());
		assertThat(output).contains("alice" + change + one.before() + " -> " + one.value() + " until")
			.contains("bob" + change)
			.contains(" -> " + two.value() + " until");
		this.timer.tasks.get(this.timer.tasks.size() - 1).run();
		assertThat(section.read().toString()).isEqualTo(configured);
		assertThat(output).contains("expiry reverted " + name + " " + key + ": " + two.value() + " -> " + one.before());
	}

	@Test
	void nothingOfACallersSecretIsAudited(CapturedOutput output) {
		LiveChange change = this.changes.change(this.sections.get("trust"), "rule",
				"header:X-Gateway header-value:opensesame trust", MINUTE, "alice");
		assertThat(change.value()).isEqualTo("header X-Gateway: trust");
		this.changes.revert("trust", null, "alice");
		assertThat(output).contains("alice changed trust rule: no such rule -> header X-Gateway: trust")
			.doesNotContain("opensesame");
		assertThat(List.of(this.sections.get("trust").read())).asString().doesNotContain("opensesame");
	}

}
