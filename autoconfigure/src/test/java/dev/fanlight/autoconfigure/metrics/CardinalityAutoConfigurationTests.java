package dev.fanlight.autoconfigure.metrics;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.fanlight.autoconfigure.Mistake;
import dev.fanlight.autoconfigure.redaction.RedactionAutoConfiguration;
import dev.fanlight.metrics.CardinalityGuard;
import dev.fanlight.metrics.CardinalityLimits;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.prometheus.PrometheusMetricsExportAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/**
 * Which registries are guarded, in which order, and by which limits.
 */
class CardinalityAutoConfigurationTests {

	private static final String REQUESTS = "http.server.requests";

	private final ApplicationContextRunner application = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(MetricsAutoConfiguration.class,
				CompositeMeterRegistryAutoConfiguration.class, PrometheusMetricsExportAutoConfiguration.class,
				RedactionAutoConfiguration.class, RedactMetricsAutoConfiguration.class,
				RequestMeterNamesAutoConfiguration.class, CardinalityAutoConfiguration.class));

	@Test
	void guardsTheRegistryOfTheApplication() {
		this.application.withPropertyValues("fanlight.metrics.cardinality.values-per-tag=5").run((context) -> {
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			count(registry, "orders", "shop", 20);
			assertThat(registry.find("orders").counters()).hasSize(6);
			assertThat(registry.get("orders").tag("shop", "other").counter().count()).isEqualTo(15);
		});
	}

	@Test
	void guardsAMeterByItsSeries() {
		this.application.withPropertyValues("fanlight.metrics.cardinality.series-per-meter=16").run((context) -> {
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			count(registry, "orders", "shop", 40);
			assertThat(registry.find("orders").counters()).hasSize(13);
			assertThat(registry.find("orders").counters().stream().mapToDouble(Counter::count).sum()).isEqualTo(40);
		});
	}

	@Test
	void guardsACompositeBeforeItsParts() {
		this.application.withPropertyValues("fanlight.metrics.cardinality.values-per-tag=5")
			.withBean("second", SimpleMeterRegistry.class, SimpleMeterRegistry::new)
			.run((context) -> {
				MeterRegistry registry = context.getBean(MeterRegistry.class);
				assertThat(registry).isInstanceOf(CompositeMeterRegistry.class);
				count(registry, "orders", "shop", 20);
				assertThat(registry.find("orders").counters()).as("Boot gives a composite no filters").hasSize(6);
				assertThat(context.getBean("second", MeterRegistry.class)
					.get("orders")
					.tag("shop", "other")
					.counter()
					.count()).isEqualTo(15);
			});
	}

	@Test
	void redactionGoesFirst() {
		this.application.withPropertyValues("fanlight.metrics.cardinality.values-per-tag=5").run((context) -> {
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			for (int i = 10; i < 40; i++) {
				registry.counter("logins", "password", "hunter" + i).increment();
			}
			assertThat(registry.find("logins").counters()).hasSize(1);
			assertThat(registry.get("logins").counter().count()).isEqualTo(30);
			assertThat(context.getBean(CardinalityGuard.class).worst(1000))
				.filteredOn((usage) -> usage.meter().equals("logins"))
				.extracting(CardinalityGuard.TagUsage::values, CardinalityGuard.TagUsage::folded)
				.containsExactly(tuple(1, 0L));
		});
	}

	@Test
	void aLimitOfBootIsOursAsWell() {
		this.application.withPropertyValues("management.metrics.web.server.max-uri-tags=8").run((context) -> {
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			for (int i = 0; i < 20; i++) {
				registry.timer(REQUESTS, "uri", "/p" + i, "method", "GET").record(Duration.ofMillis(1));
			}
			assertThat(registry.find(REQUESTS).timers()).hasSize(8);
			assertThat(registry.find(REQUESTS).timers().stream().mapToLong(Timer::count).sum()).isEqualTo(20);
		});
	}

	@Test
	void ownGuardWins() {
		CardinalityGuard own = new CardinalityGuard(
				new CardinalityLimits(1, Map.of(), 10, 10_000, Duration.ZERO, "rest"), (meter) -> false,
				System::nanoTime);
		this.application.withBean(CardinalityGuard.class, () -> own).run((context) -> {
			count(context.getBean(MeterRegistry.class), "orders", "shop", 3);
			assertThat(context.getBean(MeterRegistry.class).get("orders").tag("shop", "rest").counter().count())
				.isEqualTo(2);
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "fanlight.metrics.cardinality.enabled=false", "fanlight.metrics.enabled=false",
			"fanlight.enabled=false" })
	void staysAwayWhenOff(String property) {
		this.application.withPropertyValues(property).run((context) -> {
			assertThat(context).doesNotHaveBean(CardinalityGuard.class).doesNotHaveBean(CardinalitySection.class);
			count(context.getBean(MeterRegistry.class), "orders", "shop", 200);
			assertThat(context.getBean(MeterRegistry.class).find("orders").counters()).hasSize(200);
		});
	}

	@Test
	void staysQuietWithoutARegistry() {
		new ApplicationContextRunner()
			.withConfiguration(
					AutoConfigurations.of(RequestMeterNamesAutoConfiguration.class, CardinalityAutoConfiguration.class))
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void sectionNamesTheWorstTag() {
		this.application.withPropertyValues("fanlight.metrics.cardinality.tags.shop=3").run((context) -> {
			count(context.getBean(MeterRegistry.class), "orders", "shop", 300);
			CardinalitySection section = context.getBean(CardinalitySection.class);
			assertThat(section.overview().get("limit")).isEqualTo(10_000);
			Map<?, ?> worst = (Map<?, ?>) ((List<?>) section.read().get("worst")).get(0);
			assertThat(worst.get("meter")).isEqualTo("orders");
			assertThat(worst.get("tag")).isEqualTo("shop");
			assertThat(worst.get("values")).isEqualTo(3);
			assertThat((Long) worst.get("folded-values")).isBetween(240L, 360L);
			assertThat(worst.get("meter-lines")).isEqualTo(4L);
		});
	}

	@Test
	void countsWhatItFolded() {
		this.application.withPropertyValues("fanlight.metrics.cardinality.values-per-tag=5").run((context) -> {
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			count(registry, "orders", "shop", 20);
			context.getBean(CardinalityGuard.class).report();
			assertThat(context.getBean(PrometheusMeterRegistry.class).scrape())
				.contains("fanlight_cardinality_folded_total{meter=\"orders\",tag=\"shop\"} 15.0")
				.contains("fanlight_cardinality_series ");
		});
	}

	@ParameterizedTest
	@CsvSource({ "values-per-tag, 0", "series-per-meter, -5", "series-per-meter, 15", "series, many", "tags.uri, none",
			"forget-after, soon", "forget-after, 5ms" })
	void tellsAMistake(String key, String value) {
		assertThat(mistakes("fanlight.metrics.cardinality." + key, value)).singleElement()
			.satisfies((mistake) -> assertThat(mistake.value()).isEqualTo(value));
	}

	@Test
	void tellsANameThatIsNone() {
		assertThat(mistakes("fanlight.metrics.naming", "datadog")).singleElement()
			.satisfies((mistake) -> assertThat(mistake.fix()).contains("micrometer, otel, classic"));
	}

	@ParameterizedTest
	@CsvSource({ "fanlight.metrics.cardinality.forget-after, 0", "fanlight.metrics.cardinality.forget-after, 2d",
			"fanlight.metrics.cardinality.series-per-meter, 16", "fanlight.metrics.cardinality.series, 500",
			"fanlight.metrics.naming, OTEL" })
	void acceptsWhatCanBeMeant(String key, String value) {
		assertThat(mistakes(key, value)).isEmpty();
	}

	private static List<Mistake> mistakes(String key, String value) {
		List<Mistake> mistakes = new ArrayList<>();
		new CardinalityCheck().check(new MockEnvironment().withProperty(key, value), mistakes::add);
		return mistakes;
	}

	private static void count(MeterRegistry registry, String name, String key, int values) {
		for (int i = 0; i < values; i++) {
			registry.counter(name, key, "value" + i).increment();
		}
	}

}
