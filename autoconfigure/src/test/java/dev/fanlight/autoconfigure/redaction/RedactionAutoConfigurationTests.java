package dev.fanlight.autoconfigure.redaction;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

import dev.fanlight.autoconfigure.InvalidConfigurationException;
import dev.fanlight.autoconfigure.metrics.RedactMetricsAutoConfiguration;
import dev.fanlight.autoconfigure.tracing.RedactTracingAutoConfiguration;
import dev.fanlight.metrics.RedactingMeterFilter;
import dev.fanlight.metrics.RedactingObservationFilter;
import dev.fanlight.redaction.Action;
import dev.fanlight.redaction.Exit;
import dev.fanlight.redaction.RedactionPolicy;
import dev.fanlight.redaction.Redactor;
import dev.fanlight.tracing.RedactingLogRecordExporter;
import dev.fanlight.tracing.RedactingSpanExporter;
import dev.fanlight.tracing.RedactingSpanProcessor;
import dev.fanlight.tracing.RedactingTextMapPropagator;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationFilter;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.sdk.logs.export.LogRecordExporter;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.actuate.endpoint.SanitizableData;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.actuate.web.exchanges.HttpExchange;
import org.springframework.boot.actuate.web.exchanges.HttpExchangeRepository;
import org.springframework.boot.actuate.web.exchanges.InMemoryHttpExchangeRepository;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.SpanExporters;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.SpanProcessors;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

/**
 * What the redaction room supplies, where it backs off and where it stays away.
 */
class RedactionAutoConfigurationTests {

	private static final String KEY_ID = "AKIAIOSFODNN7EXAMPLE";

	private final ApplicationContextRunner runner = new ApplicationContextRunner().withConfiguration(
			AutoConfigurations.of(RedactionAutoConfiguration.class, RedactActuatorAutoConfiguration.class,
					RedactMetricsAutoConfiguration.class, RedactTracingAutoConfiguration.class));

	@Test
	void suppliesARedactorWithoutAnEarlyOne() {
		this.runner.withPropertyValues("fanlight.redaction.groups.pii=true")
			.run((context) -> assertThat(context.getBean(Redactor.class).redact("joe@example.com", Exit.SPAN))
				.isEqualTo("[REDACTED:email]"));
	}

	@Test
	void mistakesStopAContextWithoutAnEarlyRedactor() {
		this.runner.withPropertyValues("fanlight.redaction.keys=12")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(InvalidConfigurationException.class));
	}

	@Test
	void redactorOfTheUserWins() {
		Redactor own = Redactor.of(RedactionPolicy.builder().action("kv", Action.LENGTH).build());
		this.runner.withBean("own", Redactor.class, () -> own)
			.withBean(RedactorCustomizer.class, () -> (policy) -> policy.keys(List.of("tan")))
			.run((context) -> {
				assertThat(context).hasSingleBean(Redactor.class);
				SanitizableData data = new SanitizableData(null, "password", "abc");
				assertThat(context.getBean(SanitizingFunction.class).apply(data).getValue()).isEqualTo("***");
				assertThat(context.getBean(Redaction.class).redactor().isSensitive("tan")).isTrue();
				assertThat(own.isSensitive("tan")).isFalse();
			});
	}

	@ParameterizedTest
	@ValueSource(strings = { "fanlight.enabled=false", "fanlight.redaction.enabled=false" })
	void switchedOffNothingIsThere(String property) {
		this.runner.withPropertyValues(property)
			.withBean(SpanExporters.class, () -> SpanExporters.of(mock(SpanExporter.class)))
			.withBean("logs", LogRecordExporter.class, LogRecordExporter::composite)
			.run((context) -> {
				assertThat(context).doesNotHaveBean(Redactor.class)
					.doesNotHaveBean(SanitizingFunction.class)
					.doesNotHaveBean(MeterFilter.class)
					.doesNotHaveBean(ObservationFilter.class);
				assertThat(context.getBean(SpanExporters.class).list())
					.noneMatch(RedactingSpanExporter.class::isInstance);
				assertThat(context.getBean(LogRecordExporter.class)).isNotInstanceOf(RedactingLogRecordExporter.class);
			});
	}

	@ParameterizedTest
	@ValueSource(classes = { MeterRegistry.class, MeterFilter.class, ObservationFilter.class, SpanExporters.class,
			SpanExporter.class, LogRecordExporter.class, ContextPropagators.class, SanitizingFunction.class,
			HttpExchangeRepository.class })
	void staysAwayWithoutALibrary(Class<?> missing) {
		this.runner.withClassLoader(new FilteredClassLoader(missing))
			.run((context) -> assertThat(context).hasNotFailed().hasSingleBean(Redactor.class));
	}

	@Test
	void standsInFrontOfEveryExporterAndProcessor() {
		SpanExporter exporter = mock(SpanExporter.class);
		SpanProcessor processor = SimpleSpanProcessor.create(exporter);
		this.runner.withBean(SpanExporters.class, () -> SpanExporters.of(exporter))
			.withBean(SpanProcessors.class, () -> SpanProcessors.of(processor))
			.withBean("logs", LogRecordExporter.class, LogRecordExporter::composite)
			.withBean(ContextPropagators.class, () -> ContextPropagators.create(TextMapPropagator.noop()))
			.run((context) -> {
				assertThat(context.getBean(SpanExporters.class).list()).singleElement()
					.isInstanceOf(RedactingSpanExporter.class);
				assertThat(context.getBean(SpanProcessors.class)).singleElement()
					.isInstanceOf(RedactingSpanProcessor.class);
				assertThat(context.getBean(LogRecordExporter.class)).isInstanceOf(RedactingLogRecordExporter.class);
				assertThat(context.getBean(ContextPropagators.class).getTextMapPropagator())
					.isInstanceOf(RedactingTextMapPropagator.class);
				assertThat(context).hasSingleBean(RedactingMeterFilter.class)
					.hasSingleBean(RedactingObservationFilter.class);
			});
	}

	@Test
	void countersRunFromTheFirstLineOnAndBecomeMeters() {
		this.runner.withConfiguration(AutoConfigurations.of(MetricsAutoConfiguration.class))
			.withBean(SimpleMeterRegistry.class)
			.run((context) -> {
				MeterRegistry registry = context.getBean(MeterRegistry.class);
				Redactor redactor = context.getBean(Redactor.class);
				redactor.redact(KEY_ID, Exit.LOG);
				redactor.redact(KEY_ID, Exit.LOG);
				Awaitility.await()
					.untilAsserted(() -> assertThat(registry.get(RedactionMeters.REDACTIONS)
						.tags("detector", "aws-key-id", "exit", "log", "action", "mask")
						.functionCounter()
						.count()).isEqualTo(2));
				assertThat(registry.get(RedactionMeters.FAILURES).functionCounters()).hasSize(Exit.values().length);
				redactor.redact("x ".repeat(1 << 20), Exit.SPAN);
				assertThat(registry.get(RedactionMeters.OVERSIZE).tag("exit", "span").functionCounter().count())
					.isEqualTo(1);
			});
	}

	@Test
	void detectorsBeyondTheBoundAreCountedTogether() {
		RedactionCounters counters = new RedactionCounters();
		for (int i = 0; i < 2000; i++) {
			counters.redacted("own-" + i, Exit.LOG, Action.MASK);
		}
		SimpleMeterRegistry registry = new SimpleMeterRegistry();
		new RedactionMeters(counters).bindTo(registry);
		Awaitility.await()
			.untilAsserted(
					() -> assertThat(registry.find(RedactionMeters.REDACTIONS).functionCounters()).hasSize(1025));
		assertThat(registry.get(RedactionMeters.REDACTIONS).tag("detector", "other").functionCounter().count())
			.isEqualTo(2000 - 1024);
	}

	@Test
	void exchangesAreRedactedBeforeTheyAreStored() {
		InMemoryHttpExchangeRepository own = new InMemoryHttpExchangeRepository();
		this.runner.withBean("own", HttpExchangeRepository.class, (Supplier<HttpExchangeRepository>) () -> own)
			.withPropertyValues("fanlight.redaction.detectors.kv.action=hmac",
					"fanlight.redaction.hmac-key=" + "k".repeat(32))
			.run((context) -> {
				context.getBean(HttpExchangeRepository.class)
					.add(exchange("http://h/a%20b/token=abcdefgh12345678?password=hunter2hunter2"));
				context.getBean(HttpExchangeRepository.class).add(exchange("http://h/?password=hunter2hunter2&page=2"));
				assertThat(own.findAll().get(0).getRequest().getUri().toString())
					.matches("http://h/\\?password=\\[kv:h:[0-9a-f]{16}]&page=2");
				assertThat(own.findAll().get(1).getRequest().getUri()).hasToString("REDACTED");
				assertThat(own.findAll()).allSatisfy((exchange) -> {
					assertThat(exchange.getSession().getId()).startsWith("[kv:h:");
					assertThat(exchange.getPrincipal().getName()).isEqualTo("joe");
					assertThat(exchange.getRequest().getHeaders().get("X-Api-Key"))
						.allMatch((v) -> v.startsWith("[kv:h:"));
					assertThat(exchange.getRequest().getHeaders()).containsEntry("Accept", List.of("*/*"));
				});
			});
	}

	/** With {@code -Dfanlight.docs.write=true} what is missing is written. */
	@Test
	void hintsNameEveryDetector() throws Exception {
		Path file = Path.of(System.getProperty("basedir", "."),
				"src/main/resources/META-INF/additional-spring-configuration-metadata.json");
		String metadata = Files.readString(file);
		List<String> hinted = hintedDetectors(metadata);
		SortedSet<String> missing = new TreeSet<>(RedactionPolicy.defaults().detectorIds());
		missing.removeAll(hinted);
		if (Boolean.getBoolean("fanlight.docs.write")) {
			String last = "{ \"value\": \"" + hinted.get(hinted.size() - 1) + '"';
			int end = metadata.indexOf('}', metadata.indexOf(last)) + 1;
			metadata = metadata.substring(0, end) + missing.stream()
				.map((id) -> ",\n        { \"value\": \"" + id + "\" }")
				.collect(Collectors.joining()) + metadata.substring(end);
			Files.writeString(file, metadata);
		}
		assertThat(hintedDetectors(metadata)).as("run again with -Dfanlight.docs.write=true")
			.containsExactlyInAnyOrderElementsOf(RedactionPolicy.defaults().detectorIds());
	}

	private static List<String> hintedDetectors(String metadata) {
		JsonNode hints = JsonMapper.shared().readTree(metadata).get("hints");
		return StreamSupport.stream(hints.spliterator(), false)
			.filter((hint) -> hint.get("name").asString().equals("fanlight.redaction.detectors.keys"))
			.flatMap((hint) -> StreamSupport.stream(hint.get("values").spliterator(), false))
			.map((value) -> value.get("value").asString())
			.toList();
	}

	private static HttpExchange exchange(String uri) {
		return new HttpExchange(Instant.EPOCH,
				new HttpExchange.Request(URI.create(uri), "", "GET",
						Map.of("X-Api-Key", List.of("abc123"), "Accept", List.of("*/*"))),
				new HttpExchange.Response(200, Map.of()), new HttpExchange.Principal("joe"),
				new HttpExchange.Session("1234567890abcdef"), null);
	}

}
