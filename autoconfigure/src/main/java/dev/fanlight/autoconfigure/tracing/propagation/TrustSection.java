package dev.fanlight.autoconfigure.tracing.propagation;

import java.util.List;
import java.util.Map;

import dev.fanlight.autoconfigure.EndpointSection;
import dev.fanlight.autoconfigure.tracing.LiveSettings;
import dev.fanlight.tracing.propagation.TrustPlan;

/**
 * How far the trace headers of callers are believed.
 */
final class TrustSection implements EndpointSection {

	private final PropagationControl control;

	private final LiveSettings<TrustPlan> settings;

	TrustSection(PropagationControl control) {
		this.control = control;
		this.settings = control.trustSettings()
			.with("otherwise", ConfiguredTrust::level, TrustPlan::otherwise, TrustPlan::otherwise)
			.withRules(ConfiguredTrust::read, ConfiguredTrust.USAGE, TrustPlan::rules, TrustPlan::rules,
					TrustPlan::rules);
	}

	@Override
	public String name() {
		return "trust";
	}

	@Override
	public Map<String, ?> read() {
		TrustPlan plan = this.control.trust().get();
		return Map.of("otherwise", plan.otherwise().toString(), "rules",
				plan.rules().stream().map(Object::toString).toList());
	}

	@Override
	public Change write(String key, String value) {
		return LiveSettings.write(List.of(this.settings), key, value);
	}

}
