package dev.fanlight.autoconfigure.alerting;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

import dev.fanlight.alerting.Alert;
import dev.fanlight.alerting.AlertEngine;
import dev.fanlight.alerting.AlertSettings;
import dev.fanlight.alerting.Condition;
import dev.fanlight.alerting.DeliveryLimits;
import dev.fanlight.alerting.Measurements;
import dev.fanlight.alerting.Measurements.Job;
import dev.fanlight.alerting.Measurements.Observed;
import dev.fanlight.alerting.MeterQuery;
import dev.fanlight.alerting.Phase;
import dev.fanlight.alerting.RequestTotals;
import dev.fanlight.alerting.Rule;
import dev.fanlight.alerting.Severity;
import dev.fanlight.alerting.Source;
import dev.fanlight.autoconfigure.RequestMeterNames.Requests;
import dev.fanlight.metrics.MeterNaming;
import dev.fanlight.metrics.RequestNaming;
import dev.fanlight.tracing.delivery.BreakerState;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.tracer.common.SpanContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.scheduling.config.ScheduledTaskHolder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Meters and jobs as rules see them.
 */
class RegistryMeasurementsTests {

	private static final Requests NAMES = new Requests("http.server.requests", "http_server_requests_seconds",
			"http_route", "method", "status", "error", "none", "outcome=~\"SERVER_ERROR|TIMEOUT\"", null);

	private final CompositeMeterRegistry registry = new CompositeMeterRegistry();

	private String trace = "a".repeat(32);

	private final FailedTraces traces = new FailedTraces();

	private final RegistryMeasurements measurements = new RegistryMeasurements(() -> this.registry, () -> NAMES,
			new ScheduledJobs(Stream::empty, java.time.Clock.systemUTC()), List.of(), this.traces);

	RegistryMeasurementsTests() {
		this.registry.add(new SimpleMeterRegistry());
		this.registry.add(new PrometheusMeterRegistry(PrometheusConfig.DEFAULT, new PrometheusRegistry(), Clock.SYSTEM,
				new SpanContext() {

					@Override
					public String getCurrentTraceId() {
						return RegistryMeasurementsTests.this.trace;
					}

					@Override
					public String getCurrentSpanId() {
						return "1".repeat(16);
					}

					@Override
					public boolean isCurrentSpanSampled() {
						return true;
					}

					@Override
					public void markCurrentSpanAsExemplar() {
					}

				}));
	}

	@Test
	void requestsAreAddedUpByRouteWithTheirRealBuckets() {
		request("POST", "200", "SUCCESS", 50);
		request("POST", "200", "SUCCESS", 300);
		request("POST", "502", "SERVER_ERROR", 900);
		request("POST", "500", "CLIENT_ABORTED", 5000);
		request("GET", "404", "CLIENT_ERROR", 1);
		Map<String, RequestTotals> requests = this.measurements.requests();
		assertThat(requests).containsOnlyKeys("POST /orders/{id}", "GET /orders/{id}");
		RequestTotals post = requests.get("POST /orders/{id}");
		assertThat(post.count()).isEqualTo(4);
		assertThat(post.faults()).isEqualTo(1);
		assertThat(post.edges()).containsExactly(0.1, 0.5, 1);
		assertThat(post.buckets()).containsExactly(1, 2, 3);
		assertThat(requests.get("GET /orders/{id}").faults()).isZero();
	}

	@ParameterizedTest
	@EnumSource(MeterNaming.class)
	void faultIsOneInEveryNaming(MeterNaming naming) {
		MeterNaming.Names names = naming.server();
		Requests requests = new Requests(names.meter(), "unused", names.route().replace('.', '_'),
				names.method().replace('.', '_'), names.status().replace('.', '_'), null, "", names.faults(), null);
		SimpleMeterRegistry registry = new SimpleMeterRegistry();
		new RequestNaming(naming, "http.server.requests", "http.client.requests").name(registry);
		List<String> ends = List.of("200 SUCCESS none", "404 CLIENT_ERROR none", "500 CLIENT_ABORTED none",
				"502 CLIENT_ABORTED none", "500 SERVER_ERROR IllegalStateException", "503 TIMEOUT TimeoutException",
				"200 SERVER_ERROR IllegalStateException");
		for (String end : ends) {
			String[] tags = end.split(" ");
			registry
				.timer("http.server.requests", "method", "GET", "uri", "/orders", "status", tags[0], "outcome", tags[1],
						"exception", tags[2])
				.record(Duration.ofMillis(1));
		}
		RequestTotals totals = new RegistryMeasurements(() -> registry, () -> requests,
				new ScheduledJobs(Stream::empty, java.time.Clock.systemUTC()), List.of(), this.traces)
			.requests()
			.get("GET /orders");
		assertThat(totals.count()).isEqualTo(7);
		assertThat(totals.faults()).isEqualTo(3);
	}

	@Test
	void seriesThatIsForgottenTakesNothingAway() {
		request("POST", "200", "SUCCESS", 50);
		request("POST", "200", "SUCCESS", 50);
		request("POST", "502", "SERVER_ERROR", 900);
		this.measurements.requests();
		this.registry.remove(this.registry.get("http.server.requests").tag("status", "200").timer());
		request("POST", "502", "SERVER_ERROR", 900);
		assertThat(this.measurements.requests().get("POST /orders/{id}")).satisfies((totals) -> {
			assertThat(totals.count()).isEqualTo(4);
			assertThat(totals.faults()).isEqualTo(2);
			assertThat(totals.buckets()).containsExactly(2, 2, 4);
		});
		request("POST", "200", "SUCCESS", 50);
		assertThat(this.measurements.requests().get("POST /orders/{id}").count()).isEqualTo(5);
	}

	@Test
	void routesWithoutSeriesAreForgottenAtLast() {
		for (int i = 0; i < 3 * RegistryMeasurements.MOST_ROUTES; i++) {
			this.registry.timer("http.server.requests", "http.route", "/" + i).record(Duration.ofMillis(1));
			if (i % 100 == 99) {
				this.measurements.requests();
				this.registry.clear();
			}
		}
		request("GET", "200", "SUCCESS", 1);
		assertThat(this.measurements.requests()).containsKey("GET /orders/{id}")
			.hasSizeLessThanOrEqualTo(RegistryMeasurements.MOST_ROUTES);
	}

	@Test
	void registryOfPrometheusIsReadWhereverItStands() {
		CompositeMeterRegistry outer = new CompositeMeterRegistry();
		outer.add(new SimpleMeterRegistry());
		outer.add(this.registry);
		RegistryMeasurements measurements = new RegistryMeasurements(() -> outer, () -> NAMES,
				new ScheduledJobs(Stream::empty, java.time.Clock.systemUTC()), List.of(), this.traces);
		for (MeterRegistry child : this.registry.getRegistries()) {
			child.counter("which", "type", child.getClass().getSimpleName()).increment();
		}
		assertThat(measurements.total(new MeterQuery("which", Map.of("type", "PrometheusMeterRegistry")))).hasValue(1);
		assertThat(measurements.total(new MeterQuery("which", Map.of("type", "SimpleMeterRegistry")))).isEmpty();
	}

	@Test
	void countersAreAddedUpAndGaugesToldApart() {
		Counter.builder("orders").tag("method", "card").tag("shop", "a").register(this.registry).increment(2);
		Counter.builder("orders").tag("method", "card").tag("shop", "b").register(this.registry).increment(3);
		Counter.builder("orders").tag("method", "invoice").tag("shop", "a").register(this.registry).increment(5);
		Gauge.builder("queue", () -> 7).tag("name", "a").register(this.registry);
		Gauge.builder("queue", () -> 9).tag("name", "b").register(this.registry);
		Timer.builder("job").register(this.registry).record(Duration.ofSeconds(1));
		assertThat(this.measurements.total(new MeterQuery("orders", Map.of("method", "card")))).hasValue(5);
		assertThat(this.measurements.total(new MeterQuery("orders", Map.of()))).hasValue(10);
		assertThat(this.measurements.total(new MeterQuery("job", Map.of()))).hasValue(1);
		assertThat(this.measurements.total(new MeterQuery("queue", Map.of()))).isEmpty();
		assertThat(this.measurements.values(new MeterQuery("queue", Map.of())))
			.extracting(Observed::subject, Observed::value)
			.containsExactlyInAnyOrder(org.assertj.core.groups.Tuple.tuple("name=a", 7.0),
					org.assertj.core.groups.Tuple.tuple("name=b", 9.0));
		assertThat(this.measurements.values(new MeterQuery("queue", Map.of("name", "b")))).extracting(Observed::subject)
			.containsExactly("");
		assertThat(this.measurements.values(new MeterQuery("orders", Map.of()))).isEmpty();
	}

	@Test
	void slowestRequestIsFoundByItsExemplar() {
		request("POST", "200", "SUCCESS", 50);
		this.trace = "b".repeat(32);
		// Prometheus takes an exemplar every tenth of a second at most
		await().until(() -> {
			request("POST", "200", "SUCCESS", 700);
			return "b".repeat(32).equals(this.measurements.slowTrace("POST /orders/{id}", Instant.EPOCH));
		});
		this.trace = "c".repeat(32);
		request("GET", "200", "SUCCESS", 900);
		Instant since = Instant.now().minusSeconds(60);
		assertThat(this.measurements.slowTrace("POST /orders/{id}", since)).isEqualTo("b".repeat(32));
		assertThat(this.measurements.slowTrace("GET /orders/{id}", since)).isEqualTo("c".repeat(32));
		assertThat(this.measurements.slowTrace("PUT /orders/{id}", since)).isNull();
		assertThat(this.measurements.slowTrace("POST /orders/{id}", Instant.now().plusSeconds(60))).isNull();
	}

	@Test
	void failedTracesAreBounded() {
		for (int i = 0; i < 2 * FailedTraces.MOST_ROUTES; i++) {
			this.traces.add("GET /" + i, "trace" + i);
		}
		assertThat(this.traces.last("GET /1")).isEqualTo("trace1");
		assertThat(this.traces.last("GET /999")).isEqualTo("trace999");
		assertThat(this.traces.last("GET /998")).isEqualTo("trace999");
		assertThat(this.traces.last(null)).isEqualTo("trace999");
	}

	@Test
	void jobsAreDueByTheirScheduleAndLastStart() {
		Instant begin = Instant.now();
		try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext(Jobs.class)) {
			ScheduledJobs jobs = new ScheduledJobs(() -> context.getBeanProvider(ScheduledTaskHolder.class).stream(),
					java.time.Clock.systemUTC());
			await().until(() -> context.getBean(Jobs.class).ran);
			assertThat(due(jobs, "Jobs.rate")).isBetween(begin.plusSeconds(3600), Instant.now().plusSeconds(3600));
			assertThat(due(jobs, "delayed")).isBetween(begin.plusSeconds(7200), Instant.now().plusSeconds(7200));
			assertThat(due(jobs, "daily")).isBefore(begin.plusSeconds(25 * 3600)).isAfter(begin);
			assertThat(jobs.named("ate")).isEmpty();
			assertThat(jobs.named(Jobs.class.getName() + ".daily")).hasSize(1);
		}
	}

	@Test
	void missedJobAndCounterThatStoppedAreToldOnTheClockOfTheTest() {
		AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
		java.time.Clock clock = ((InstantSource) now::get).withZone(ZoneOffset.UTC);
		Counter orders = Counter.builder("orders").register(this.registry);
		List<Alert> told = new CopyOnWriteArrayList<>();
		try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext(Jobs.class)) {
			await().until(() -> context.getBean(Jobs.class).ran);
			Measurements measurements = new RegistryMeasurements(() -> this.registry, () -> NAMES,
					new ScheduledJobs(() -> context.getBeanProvider(ScheduledTaskHolder.class).stream(), clock),
					List.of(), this.traces);
			try (AlertEngine engine = new AlertEngine(
					List.of(rule("job", "job(Jobs.rate) missed"), rule("counter", "count(orders) stopped over 10m")),
					Map.of("list", told::add), measurements,
					new AlertSettings(Duration.ofSeconds(10), new Source("shop", "test", null, null), List.of(), null,
							new DeliveryLimits(Duration.ofSeconds(5), Duration.ofMillis(5), Duration.ofMillis(5),
									Duration.ofSeconds(5)),
							(text) -> text, null),
					clock)) {
				for (int minute = 0; minute < 60; minute++) {
					if (minute < 20) {
						orders.increment();
					}
					engine.tick();
					now.updateAndGet((time) -> time.plus(Duration.ofMinutes(1)));
				}
				await().until(() -> told.size() == 1);
				assertThat(told.get(0).rule()).isEqualTo("counter");
				now.updateAndGet((time) -> time.plus(Duration.ofMinutes(2)));
				engine.tick();
				await().until(() -> told.size() == 2);
				assertThat(told.get(1).rule()).isEqualTo("job");
				assertThat(told.get(1).subject()).endsWith("Jobs.rate");
				orders.increment();
				engine.tick();
				await().until(() -> told.size() == 3);
				assertThat(told.get(2)).matches((alert) -> alert.rule().equals("counter") && !alert.firing());
			}
		}
	}

	@Test
	void collectorThatHangsIsToldThoughEachAttemptHalfOpensTheBreaker() {
		AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
		AtomicReference<BreakerState> traces = new AtomicReference<>(BreakerState.CLOSED);
		for (BreakerState state : BreakerState.values()) {
			Gauge.builder("fanlight.delivery.breaker", () -> (traces.get() == state) ? 1 : 0)
				.tags("signal", "traces", "state", state.key())
				.register(this.registry);
			Gauge.builder("fanlight.delivery.breaker", () -> (state == BreakerState.CLOSED) ? 1 : 0)
				.tags("signal", "logs", "state", state.key())
				.register(this.registry);
		}
		AlertsProperties.Rule rule = DefaultRules.all(false, "").get("telemetry-down");
		try (AlertEngine engine = new AlertEngine(
				List.of(new Rule("telemetry-down", Condition.parse(rule.when(), Duration.ofMinutes(5)), rule.hold(),
						rule.severity(), Duration.ZERO, null, 10, null, null)),
				Map.of(), this.measurements,
				new AlertSettings(Duration.ofSeconds(10), new Source("shop", "test", null, null), List.of(), null,
						new DeliveryLimits(Duration.ofSeconds(5), Duration.ofMillis(5), Duration.ofMillis(5),
								Duration.ofSeconds(5)),
						(text) -> text, null),
				((InstantSource) now::get).withZone(ZoneOffset.UTC))) {
			engine.tick();
			assertThat(engine.rules().get(0).phase()).isEqualTo(Phase.INACTIVE);
			for (int tick = 0; tick <= 60; tick++) {
				traces.set((tick % 4 == 3) ? BreakerState.HALF_OPEN : BreakerState.OPEN);
				engine.tick();
				now.updateAndGet((time) -> time.plusSeconds(10));
			}
			assertThat(engine.rules().get(0).phase()).isEqualTo(Phase.FIRING);
			traces.set(BreakerState.CLOSED);
			engine.tick();
			assertThat(engine.rules().get(0).phase()).isEqualTo(Phase.INACTIVE);
		}
	}

	private static Rule rule(String name, String when) {
		return new Rule(name, Condition.parse(when, Duration.ofMinutes(5)), Duration.ZERO, Severity.PAGE, Duration.ZERO,
				null, 10, null, null);
	}

	private static Instant due(ScheduledJobs jobs, String name) {
		assertThat(jobs.named(name)).hasSize(1);
		Job job = jobs.named(name).get(0);
		return job.due();
	}

	private void request(String method, String status, String outcome, int millis) {
		Timer.builder("http.server.requests")
			.tag("method", method)
			.tag("http.route", "/orders/{id}")
			.tag("status", status)
			.tag("outcome", outcome)
			.serviceLevelObjectives(Duration.ofMillis(100), Duration.ofMillis(500), Duration.ofSeconds(1))
			.register(this.registry)
			.record(Duration.ofMillis(millis));
	}

	@Configuration(proxyBeanMethods = false)
	@EnableScheduling
	static class Jobs {

		volatile boolean ran;

		@Scheduled(fixedRate = 3_600_000)
		void rate() {
			this.ran = true;
		}

		@Scheduled(fixedDelay = 3_600_000, initialDelay = 7_200_000)
		void delayed() {
		}

		@Scheduled(cron = "0 0 3 * * *")
		void daily() {
		}

	}

}
