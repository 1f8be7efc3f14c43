package dev.fanlight.autoconfigure.metrics;

import java.util.HashMap;
import java.util.Map;

import dev.fanlight.metrics.MeterNaming;
import dev.fanlight.metrics.MeterNaming.Names;
import dev.fanlight.metrics.RequestTagFilter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;

import org.springframework.core.env.Environment;

/**
 * What is known about the meters of requests: their tags, the limits that Boot has for
 * them, and that they are looked up for every request. A composite records them by the
 * names of Spring, whatever the naming scheme: its parts rename them.
 */
final class RequestCardinality {

	private static final String LIMIT = "management.metrics.web.%s.max-uri-tags";

	private final MeterNaming naming;

	private final RecordedNames recorded;

	private final Environment environment;

	RequestCardinality(MeterNaming naming, Environment environment) {
		this.naming = naming;
		this.recorded = RecordedNames.of(environment);
		this.environment = environment;
	}

	String other() {
		return (this.naming == MeterNaming.OTEL) ? "_OTHER" : "other";
	}

	void addTo(MeterRegistry registry) {
		MeterNaming names = names(registry);
		registry.config()
			.meterFilter(new RequestTagFilter(names.server(this.recorded.server()),
					names.client(this.recorded.client()), other()));
	}

	private MeterNaming names(MeterRegistry registry) {
		return (registry instanceof CompositeMeterRegistry) ? MeterNaming.MICROMETER : this.naming;
	}

	/**
	 * Limits that keep Boot from refusing a series: beyond its own, it would.
	 * @return limits by meter and tag
	 */
	Map<String, Integer> limits() {
		Map<String, Integer> limits = new HashMap<>();
		for (MeterNaming names : new MeterNaming[] { this.naming, MeterNaming.MICROMETER }) {
			limit(limits, "server", names.server(this.recorded.server()));
			limit(limits, "client", names.client(this.recorded.client()));
		}
		return limits;
	}

	private void limit(Map<String, Integer> limits, String side, Names names) {
		Integer limit = this.environment.getProperty(LIMIT.formatted(side), Integer.class);
		if (limit != null && limit < Integer.MAX_VALUE) {
			// One is for the others
			limits.put(names.meter() + "." + names.route(), Math.max(0, limit - 1));
		}
	}

	boolean isForgettable(String meter) {
		return meter.equals(this.recorded.server()) || meter.equals(this.recorded.client())
				|| meter.equals(this.naming.server().meter()) || meter.equals(this.naming.client().meter());
	}

}
