package dev.fanlight.benchmarks;

import java.util.concurrent.TimeUnit;

import dev.fanlight.autoconfigure.metrics.EntriesAutoConfiguration;
import io.micrometer.common.KeyValues;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import org.springframework.context.annotation.AnnotatedBeanDefinitionReader;
import org.springframework.http.server.observation.ServerRequestObservationContext;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockServletContext;
import org.springframework.web.context.support.GenericWebApplicationContext;

/**
 * What the one timer of everything that comes in costs a request, from the start of its
 * observation to its end: beside an observation that nobody looks at, and beside the
 * timer that Boot keeps of the same request.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 10, time = 250, timeUnit = TimeUnit.MILLISECONDS)
@Fork(value = 2, jvmArgsAppend = "-Xmx512m")
public class EntryBenchmark {

	private static final ObservationHandler<Observation.Context> NOTHING = (context) -> true;

	private final ObservationRegistry nobody = registry(NOTHING);

	private final ObservationRegistry entries = registry(entries());

	private final ObservationRegistry boots = registry(
			new DefaultMeterObservationHandler(new PrometheusMeterRegistry(PrometheusConfig.DEFAULT)));

	private final MockHttpServletRequest request = new MockHttpServletRequest("GET", "/orders/42");

	private final MockHttpServletResponse response = new MockHttpServletResponse();

	private final MockHttpServletResponse failed = new MockHttpServletResponse();

	private final IllegalStateException failure = new IllegalStateException();

	/** A response of each kind. */
	public EntryBenchmark() {
		this.failed.setStatus(500);
	}

	private static ObservationRegistry registry(ObservationHandler<Observation.Context> handler) {
		ObservationRegistry registry = ObservationRegistry.create();
		registry.observationConfig().observationHandler(handler);
		return registry;
	}

	@SuppressWarnings("unchecked")
	private static ObservationHandler<Observation.Context> entries() {
		GenericWebApplicationContext context = new GenericWebApplicationContext(new MockServletContext());
		context.registerBean(MeterRegistry.class, () -> new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));
		context.registerBean(ObservationRegistry.class, ObservationRegistry::create);
		new AnnotatedBeanDefinitionReader(context).register(EntriesAutoConfiguration.class);
		context.refresh();
		return context.getBean("fanlightEntries", ObservationHandler.class);
	}

	private Object request(ObservationRegistry registry) {
		Observation observation = Observation.start("http.server.requests",
				() -> new ServerRequestObservationContext(this.request, this.response), registry);
		observation.lowCardinalityKeyValues(keys("200", "SUCCESS", "none"));
		observation.stop();
		return observation;
	}

	private static KeyValues keys(String status, String outcome, String exception) {
		return KeyValues.of("exception", exception, "method", "GET", "outcome", outcome, "status", status, "uri",
				"/orders/{id}");
	}

	/** An observation without a meter. */
	@Benchmark
	public Object nobody() {
		return request(this.nobody);
	}

	/** The timer of entries. */
	@Benchmark
	public Object entry() {
		return request(this.entries);
	}

	/** The timer of entries for a request that failed. */
	@Benchmark
	public Object failedEntry() {
		Observation observation = Observation.start("http.server.requests",
				() -> new ServerRequestObservationContext(this.request, this.failed), this.entries);
		observation.lowCardinalityKeyValues(keys("500", "SERVER_ERROR", "IllegalStateException"));
		observation.error(this.failure);
		observation.stop();
		return observation;
	}

	/** Micrometer's own timer of the observation. */
	@Benchmark
	public Object boots() {
		return request(this.boots);
	}

}
