package dev.fanlight.autoconfigure.alerting;

import dev.fanlight.allocation.Allocation;
import io.micrometer.common.KeyValue;
import io.micrometer.observation.Observation;
import io.micrometer.tracing.handler.TracingObservationHandler.TracingContext;
import io.micrometer.tracing.otel.bridge.OtelCurrentTraceContext;
import io.micrometer.tracing.otel.bridge.OtelTracer;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.http.server.observation.ServerRequestObservationContext;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is remembered of a request, and what that costs one that succeeds.
 */
class FailedTraceHandlerTests {

	private static final OtelTracer tracer = new OtelTracer(SdkTracerProvider.builder().build().get("test"),
			new OtelCurrentTraceContext(), (event) -> {
			});

	private final FailedTraces traces = new FailedTraces();

	private final FailedTraceHandler handler = new FailedTraceHandler(this.traces);

	@Test
	void failureIsRememberedUnderItsRouteInBothNamings() {
		String spring = stop("502", "SERVER_ERROR", "method", "uri", "status");
		assertThat(this.traces.last("POST /orders")).isEqualTo(spring).isNotNull();
		String openTelemetry = stop("500", "SERVER_ERROR", "http.request.method", "http.route",
				"http.response.status_code");
		assertThat(this.traces.last("POST /orders")).isEqualTo(openTelemetry).isNotEqualTo(spring);
	}

	@Test
	void failureBehindASuccessfulStatusIsOne() {
		String spring = stop("200", "SERVER_ERROR", "method", "uri", "status");
		assertThat(this.traces.last("POST /orders")).isEqualTo(spring);
		String openTelemetry = stop("200", "TIMEOUT", "http.request.method", "http.route", "http.response.status_code");
		assertThat(this.traces.last("POST /orders")).isEqualTo(openTelemetry);
	}

	@Test
	void statusTellsWhereThereIsNoOutcome() {
		stop("404", null, "method", "uri", "status");
		assertThat(this.traces.last(null)).isNull();
		assertThat(stop("500", null, "method", "uri", "status")).isEqualTo(this.traces.last("POST /orders"));
	}

	@Test
	void whatTheServiceDidNotFailIsNot() {
		stop("200", "SUCCESS", "method", "uri", "status");
		stop("404", "CLIENT_ERROR", "method", "uri", "status");
		stop("500", "CLIENT_ABORTED", "method", "uri", "status");
		assertThat(this.traces.last(null)).isNull();
		assertThat(this.handler.supportsContext(new Observation.Context())).isFalse();
	}

	@Test
	void successCostsNoMemory() {
		ServerRequestObservationContext context = context("200", "SUCCESS", "method", "uri", "status");
		assertThat(Allocation.perCall(10_000, () -> this.handler.onStop(context))).isLessThan(1);
	}

	private @Nullable String stop(String status, @Nullable String outcome, String method, String route, String label) {
		ServerRequestObservationContext context = context(status, outcome, method, route, label);
		assertThat(this.handler.supportsContext(context)).isTrue();
		this.handler.onStop(context);
		TracingContext tracing = context.getRequired(TracingContext.class);
		return tracing.getSpan().context().traceId();
	}

	private static ServerRequestObservationContext context(String status, @Nullable String outcome, String method,
			String route, String label) {
		ServerRequestObservationContext context = new ServerRequestObservationContext(new MockHttpServletRequest(),
				new MockHttpServletResponse());
		context.addLowCardinalityKeyValue(KeyValue.of(label, status));
		if (outcome != null) {
			context.addLowCardinalityKeyValue(KeyValue.of("outcome", outcome));
		}
		context.addLowCardinalityKeyValue(KeyValue.of(method, "POST"));
		context.addLowCardinalityKeyValue(KeyValue.of(route, "/orders"));
		TracingContext tracing = new TracingContext();
		tracing.setSpan(tracer.nextSpan().start());
		context.put(TracingContext.class, tracing);
		return context;
	}

}
