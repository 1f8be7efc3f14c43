package dev.fanlight.autoconfigure.metrics;

import dev.fanlight.metrics.RequestNaming;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;

import org.springframework.boot.micrometer.metrics.autoconfigure.PropertiesMeterFilter;

/**
 * Applies the settings that were made for a meter under the name it is recorded with to
 * the name it got.
 */
final class RecordedNameFilter implements MeterFilter {

	private final RequestNaming naming;

	private final PropertiesMeterFilter properties;

	RecordedNameFilter(RequestNaming naming, PropertiesMeterFilter properties) {
		this.naming = naming;
		this.properties = properties;
	}

	@Override
	public MeterFilterReply accept(Meter.Id id) {
		String recorded = this.naming.recorded(id.getName());
		return (recorded != null) ? this.properties.accept(id.withName(recorded)) : MeterFilterReply.NEUTRAL;
	}

	@Override
	public DistributionStatisticConfig configure(Meter.Id id, DistributionStatisticConfig config) {
		String recorded = this.naming.recorded(id.getName());
		return (recorded != null)
				? config.merge(this.properties.configure(id.withName(recorded), DistributionStatisticConfig.NONE))
				: config;
	}

}
