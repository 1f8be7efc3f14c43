package dev.fanlight.autoconfigure.slo;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

import dev.fanlight.autoconfigure.AlertReading;
import dev.fanlight.autoconfigure.RequestMeterNames.Requests;
import dev.fanlight.slo.ErrorBudgets;
import dev.fanlight.slo.Goal;
import dev.fanlight.slo.Objective;
import dev.fanlight.slo.Objective.Latency;
import dev.fanlight.slo.Objective.Route;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Budgets between the meters that feed them and the file that carries them over.
 */
@ExtendWith(OutputCaptureExtension.class)
class BudgetKeeperTests {

	private static final Requests NAMES = new Requests("http.server.requests", "http_server_requests_seconds", "uri",
			"method", "status", "exception", "none", "outcome=~\"SERVER_ERROR|TIMEOUT\"", null);

	private final Objective checkout = new Objective("checkout", Route.parse("POST /orders"), 0.999,
			new Latency(Duration.ofMillis(300), 0.9), Duration.ofDays(30), "", "");

	private final Goal availability = this.checkout.goals().get(0);

	private final Goal latency = this.checkout.goals().get(1);

	private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

	private ErrorBudgets budgets = budgets();

	@TempDir
	Path directory;

	@Test
	void countsFaultsAndSlowRequestsOfTheRouteOnly() {
		this.registry.config().meterFilter(new ObjectiveBuckets("http.server.requests", List.of(this.checkout)));
		GoalCounters counters = new GoalCounters(new CompositeMeterRegistry(io.micrometer.core.instrument.Clock.SYSTEM,
				List.of(new SimpleMeterRegistry(), this.registry)), NAMES);
		record(this.registry, "POST", "/orders", "SUCCESS", 100);
		record(this.registry, "POST", "/orders", "SUCCESS", 300);
		record(this.registry, "POST", "/orders", "SUCCESS", 301);
		record(this.registry, "POST", "/orders", "CLIENT_ERROR", 1);
		record(this.registry, "POST", "/orders", "SERVER_ERROR", 1000);
		record(this.registry, "POST", "/orders", "TIMEOUT", 1000);
		record(this.registry, "GET", "/orders", "SERVER_ERROR", 1);
		record(this.registry, "POST", "/orders/{id}", "SERVER_ERROR", 1);
		counters.addTo(this.budgets);
		counters.addTo(this.budgets);
		assertThat(this.budgets.status(this.availability).requests()).isEqualTo(6);
		assertThat(this.budgets.status(this.availability).misses()).isEqualTo(2);
		assertThat(this.budgets.status(this.latency).requests()).isEqualTo(4);
		assertThat(this.budgets.status(this.latency).misses()).isEqualTo(1);
	}

	@Test
	void aMeterThatWasRemovedAndCameBackCountsOnce() {
		GoalCounters counters = new GoalCounters(this.registry, NAMES);
		for (int i = 0; i < 5; i++) {
			record(this.registry, "POST", "/orders", "SERVER_ERROR", 1);
		}
		counters.addTo(this.budgets);
		this.registry.find("http.server.requests").timers().forEach(this.registry::remove);
		record(this.registry, "POST", "/orders", "SERVER_ERROR", 1);
		counters.addTo(this.budgets);
		record(this.registry, "POST", "/orders", "SERVER_ERROR", 1);
		counters.addTo(this.budgets);
		assertThat(this.budgets.status(this.availability).requests()).isEqualTo(7);
		assertThat(this.budgets.status(this.availability).misses()).isEqualTo(7);
	}

	@Test
	void withoutBucketsThatCountUpLatencyIsUnknown() {
		SimpleMeterRegistry simple = new SimpleMeterRegistry();
		record(simple, "POST", "/orders", "SUCCESS", 1000);
		new GoalCounters(simple, NAMES).addTo(this.budgets);
		assertThat(this.budgets.status(this.availability).requests()).isEqualTo(1);
		assertThat(this.budgets.status(this.latency).requests()).isZero();
	}

	@Test
	void budgetsSurviveARestart() {
		BudgetKeeper keeper = keeper(this.directory);
		keeper.afterSingletonsInstantiated();
		for (int i = 0; i < 10; i++) {
			record(this.registry, "POST", "/orders", "SERVER_ERROR", 1);
		}
		keeper.destroy();
		this.registry.clear();
		this.budgets = budgets();
		BudgetKeeper next = keeper(this.directory);
		next.afterSingletonsInstantiated();
		record(this.registry, "POST", "/orders", "SUCCESS", 1);
		next.read();
		assertThat(this.budgets.status(this.availability).requests()).isEqualTo(11);
		assertThat(this.budgets.status(this.availability).misses()).isEqualTo(10);
		next.destroy();
	}

	@Test
	void aDamagedFileIsSaidAndReplaced(CapturedOutput output) throws Exception {
		BudgetKeeper keeper = keeper(this.directory);
		keeper.afterSingletonsInstantiated();
		keeper.destroy();
		Files.writeString(this.directory.resolve("shop-0.budgets"), "something else altogether, and longer");
		BudgetKeeper next = keeper(this.directory);
		next.afterSingletonsInstantiated();
		assertThat(output).contains("The error budgets start anew");
		record(this.registry, "POST", "/orders", "SUCCESS", 1);
		next.destroy();
		this.budgets = budgets();
		BudgetKeeper last = keeper(this.directory);
		last.afterSingletonsInstantiated();
		assertThat(this.budgets.status(this.availability).requests()).isEqualTo(1);
		last.destroy();
	}

	@Test
	void alertsReadTheRateThatLasts() {
		BudgetKeeper keeper = keeper(null);
		for (int i = 0; i < 10; i++) {
			record(this.registry, "POST", "/orders", "SERVER_ERROR", 1);
		}
		assertThat(new BurnRateReading(this.budgets, keeper).values()).singleElement()
			.satisfies((value) -> assertThat(value.subject()).isEqualTo("checkout"))
			.satisfies(
					(value) -> assertThat(value.value()).isCloseTo(1000, org.assertj.core.api.Assertions.within(1e-6)))
			.extracting(AlertReading.Value::details)
			.satisfies((details) -> assertThat(details).containsEntry("route", "POST /orders"));
	}

	private ErrorBudgets budgets() {
		return new ErrorBudgets(List.of(this.checkout), 5,
				Clock.fixed(Instant.parse("2026-11-26T12:00:00Z"), ZoneOffset.UTC));
	}

	private BudgetKeeper keeper(@Nullable Path directory) {
		return new BudgetKeeper(this.budgets, new GoalCounters(this.registry, NAMES), true, directory, "shop");
	}

	private static void record(MeterRegistry registry, String method, String uri, String outcome, int millis) {
		Timer.builder("http.server.requests")
			.tags("method", method, "uri", uri, "outcome", outcome)
			.register(registry)
			.record(Duration.ofMillis(millis));
	}

}
