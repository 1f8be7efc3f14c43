package dev.fanlight.metrics;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import dev.fanlight.allocation.Allocation;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class EntryTimersTests {

	private final MeterRegistry registry = new SimpleMeterRegistry();

	private final EntryTimers timers = new EntryTimers(this.registry);

	@Test
	void recordsByKindNameOutcomeAndError() {
		for (int i = 0; i < 2; i++) {
			this.timers.record(EntryKind.HTTP, "GET", "/orders/{id}", EntryOutcome.SUCCESS, null, 5);
			this.timers.record(EntryKind.HTTP, "POST", "/orders/{id}", EntryOutcome.SUCCESS, null, 7);
			this.timers.record(EntryKind.HTTP, "GET", "/orders/{id}", EntryOutcome.CLIENT_ERROR, null, 9);
			this.timers.record(EntryKind.HTTP, "GET", "/orders/{id}", EntryOutcome.SERVER_ERROR, "Broken", 11);
			this.timers.record(EntryKind.ASYNC, null, "/orders/{id}", EntryOutcome.SUCCESS, null, 13);
		}
		assertThat(this.registry.getMeters()).hasSize(5);
		assertThat(total("http", "GET /orders/{id}", "success", "none")).isEqualTo(10);
		assertThat(total("http", "POST /orders/{id}", "success", "none")).isEqualTo(14);
		assertThat(total("http", "GET /orders/{id}", "client_error", "none")).isEqualTo(18);
		assertThat(total("http", "GET /orders/{id}", "server_error", "Broken")).isEqualTo(22);
		assertThat(total("async", "/orders/{id}", "success", "none")).isEqualTo(26);
	}

	@Test
	void meterThatWasRemovedComesBack() {
		this.timers.record(EntryKind.MESSAGE, null, "orders", EntryOutcome.SUCCESS, null, 5);
		this.registry.remove(this.registry.get(EntryTimers.NAME).timer());
		this.timers.record(EntryKind.MESSAGE, null, "orders", EntryOutcome.SUCCESS, null, 7);
		assertThat(total("message", "orders", "success", "none")).isEqualTo(7);
	}

	@Test
	void namesBeyondTheBoundAreMeasuredAllTheSame() {
		for (int round = 0; round < 2; round++) {
			for (int i = 0; i < EntryTimers.MAX_KNOWN + 10; i++) {
				this.timers.record(EntryKind.HTTP, "GET", "/" + i, EntryOutcome.SUCCESS, null, 5);
			}
		}
		assertThat(total("http", "GET /" + (EntryTimers.MAX_KNOWN + 9), "success", "none")).isEqualTo(10);
		assertThat(this.timers.known(EntryKind.HTTP)).isEqualTo(EntryTimers.MAX_KNOWN);
	}

	@Test
	void knownEntryAllocatesNothing() {
		EntryTimers measured = new EntryTimers(new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));
		assertThat(Allocation.perCall(20_000,
				() -> measured.record(EntryKind.HTTP, "GET", "/orders/{id}", EntryOutcome.SUCCESS, null, 5)))
			.isLessThan(1);
	}

	@Test
	void outcomeTellsFaultsFromTheRest() {
		assertThat(EntryOutcome.of(RequestEnd.ORDINARY, 200)).isEqualTo(EntryOutcome.SUCCESS);
		assertThat(EntryOutcome.of(RequestEnd.ORDINARY, 302)).isEqualTo(EntryOutcome.SUCCESS);
		assertThat(EntryOutcome.of(RequestEnd.ORDINARY, 404)).isEqualTo(EntryOutcome.CLIENT_ERROR);
		assertThat(EntryOutcome.of(RequestEnd.CLIENT_ABORTED, 200)).isEqualTo(EntryOutcome.ABORTED);
		assertThat(EntryOutcome.of(new TimeoutException())).isEqualTo(EntryOutcome.TIMEOUT);
		assertThat(EntryOutcome.of(new IllegalStateException())).isEqualTo(EntryOutcome.SERVER_ERROR);
		assertThat(EntryOutcome.values()).filteredOn(EntryOutcome::isFault)
			.containsExactly(EntryOutcome.SERVER_ERROR, EntryOutcome.TIMEOUT);
	}

	private double total(String kind, String name, String outcome, String error) {
		return this.registry.get(EntryTimers.NAME)
			.tags("kind", kind, "name", name, "outcome", outcome, "error", error)
			.timer()
			.totalTime(TimeUnit.NANOSECONDS);
	}

}
