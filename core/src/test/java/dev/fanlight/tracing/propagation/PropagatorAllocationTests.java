package dev.fanlight.tracing.propagation;

import java.util.List;
import java.util.Map;

import dev.fanlight.allocation.Allocation;
import dev.fanlight.tracing.Overlay;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.context.propagation.TextMapSetter;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Asking what is in force costs a request no memory while everybody is trusted and may
 * have everything.
 */
class PropagatorAllocationTests {

	private static final TextMapSetter<Map<String, String>> SETTER = (carrier, key, value) -> {
	};

	private static final TextMapGetter<Map<String, String>> GETTER = new TextMapGetter<>() {

		@Override
		public Iterable<String> keys(Map<String, String> carrier) {
			return carrier.keySet();
		}

		@Override
		public String get(Map<String, String> carrier, String key) {
			return null;
		}

	};

	private final Overlay<TrustPlan> trust = new Overlay<>(new TrustPlan(List.of(), Trust.TRUST));

	private final Overlay<OutboundHosts> hosts = new Overlay<>(
			new OutboundHosts(new Hosts(List.of("*")), new Hosts(List.of("*"))));

	private final TextMapPropagator propagator = new TrustingTextMapPropagator(
			new OutboundTextMapPropagator(TextMapPropagator.noop(), this.hosts, (carrier) -> "orders"), this.trust,
			(carrier) -> new Request(), (method, path) -> null, () -> false);

	@Test
	void nothingIsAllocatedUnlessSomebodyIsNotTrusted() {
		assertThat(bytes()).isLessThan(1);
		Runnable revert = this.trust.change("otherwise", (plan) -> plan.otherwise(Trust.LINK));
		assertThat(bytes()).isGreaterThan(1);
		revert.run();
		assertThat(bytes()).isLessThan(1);
	}

	private double bytes() {
		Map<String, String> carrier = Map.of();
		Context root = Context.root();
		return Allocation.perCall(10_000,
				() -> this.propagator.inject(this.propagator.extract(root, carrier, GETTER), carrier, SETTER));
	}

	private record Request() implements InboundRequest {

		@Override
		public String method() {
			return "GET";
		}

		@Override
		public String path() {
			return "/";
		}

		@Override
		public String remoteAddress() {
			return null;
		}

		@Override
		public String header(String name) {
			return null;
		}

	}

}
