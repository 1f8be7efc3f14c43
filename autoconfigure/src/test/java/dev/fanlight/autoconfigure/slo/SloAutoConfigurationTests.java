package dev.fanlight.autoconfigure.slo;

import java.util.List;

import dev.fanlight.autoconfigure.RequestMeterNames;
import dev.fanlight.autoconfigure.metrics.RequestMeterNamesAutoConfiguration;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.prometheus.PrometheusMetricsExportAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

class SloAutoConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SloAutoConfiguration.class, RequestMeterNamesAutoConfiguration.class,
				MetricsAutoConfiguration.class, PrometheusMetricsExportAutoConfiguration.class,
				CompositeMeterRegistryAutoConfiguration.class))
		.withPropertyValues("fanlight.slo.objectives.checkout.route=POST /orders",
				"fanlight.slo.objectives.checkout.availability=99.9%",
				"fanlight.slo.objectives.checkout.latency.threshold=300ms",
				"fanlight.slo.objectives.checkout.latency.target=99%", "fanlight.slo.state.enabled=false");

	@ParameterizedTest
	@ValueSource(strings = { "micrometer", "otel", "classic" })
	void thresholdBecomesABucketBesideThoseOfTheUserWhateverTheNames(String naming) {
		this.runner.withPropertyValues("fanlight.metrics.naming=" + naming).run((context) -> {
			String meter = context.getBean(RequestMeterNames.class).server().meter();
			this.runner
				.withPropertyValues("fanlight.metrics.naming=" + naming,
						"management.metrics.distribution.slo." + meter + "=100ms,1s")
				.run((other) -> {
					Timer.builder(meter).register(other.getBean(MeterRegistry.class));
					Timer.builder(meter + ".other").register(other.getBean(MeterRegistry.class));
					assertThat(other.getBean(PrometheusMeterRegistry.class).scrape().lines())
						.as("of the timer beside it, then of the requests")
						.filteredOn((line) -> line.contains("_bucket"))
						.extracting((line) -> line.replaceAll("[^{]*\\{le=\"(.*)\"}.*", "$1"))
						.containsExactly("0.1", "1.0", "+Inf", "0.1", "0.3", "1.0", "+Inf");
				});
		});
	}

	@Test
	void thresholdIsABucketWhereThereIsNoOther() {
		this.runner.run((context) -> {
			Timer.builder("http.server.requests").register(context.getBean(MeterRegistry.class));
			assertThat(context.getBean(PrometheusMeterRegistry.class).scrape()).contains("le=\"0.3\"");
		});
	}

	@Test
	void rulesFollowTheNamesAndTheService() {
		this.runner
			.withPropertyValues("fanlight.metrics.naming=otel", "fanlight.service.name=shop",
					"fanlight.slo.business-counters=shop.orders.created,shop.payments",
					"fanlight.slo.runbook-url=https://example.org/", "fanlight.slo.selector=job=\"a\",cluster=\"b\"")
			.run((context) -> assertThat(context.getBean("fanlightRulesDocument", SloDocument.class).content())
				.contains(
						"http_server_request_duration_seconds_bucket{job=\"a\",cluster=\"b\",http_request_method=\"POST\","
								+ "http_route=\"/orders\",error_type=~\"|client_aborted\",le=\"0.3\"}",
						"service: \"shop\"", "rate(shop_orders_total{", "rate(shop_payments_total{",
						"\"https://example.org/ServiceDown.md\"")
				.doesNotContain("hikaricp", "HighErrorRate"));
	}

	@Test
	void backsOff() {
		this.runner.withUserConfiguration(OwnRules.class)
			.run((context) -> assertThat(context).doesNotHaveBean(SloDocument.class)
				.hasBean("fanlightRulesDocument")
				.hasBean("fanlightDashboardDocument"));
	}

	@Test
	void staysAway() {
		for (String property : List.of("fanlight.enabled=false", "fanlight.slo.enabled=false",
				"fanlight.metrics.enabled=false")) {
			this.runner.withPropertyValues(property)
				.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(SloAutoConfiguration.class));
		}
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(SloAutoConfiguration.class))
			.withClassLoader(new FilteredClassLoader(MeterRegistry.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(SloAutoConfiguration.class));
	}

	@Test
	void needsNoPrometheus() {
		this.runner.withClassLoader(new FilteredClassLoader("io.prometheus", "io.micrometer.prometheusmetrics"))
			.withBean(MeterRegistry.class, io.micrometer.core.instrument.simple.SimpleMeterRegistry::new)
			.withPropertyValues("fanlight.slo.business-counters=shop.orders")
			.run((context) -> assertThat(context.getBean("fanlightRulesDocument", SloDocument.class).content())
				.contains("alert: AvailabilityBudgetBurnsFast"));
	}

	@Configuration(proxyBeanMethods = false)
	static class OwnRules {

		@Bean
		String fanlightRulesDocument() {
			return "own";
		}

		@Bean
		String fanlightDashboardDocument() {
			return "own";
		}

	}

}
