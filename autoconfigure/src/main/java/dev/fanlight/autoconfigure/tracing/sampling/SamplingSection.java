package dev.fanlight.autoconfigure.tracing.sampling;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import dev.fanlight.autoconfigure.EndpointSection;
import dev.fanlight.autoconfigure.ValueCheck;
import dev.fanlight.autoconfigure.tracing.LiveSettings;
import dev.fanlight.tracing.Overlay;
import dev.fanlight.tracing.sampling.HeadSampler;
import dev.fanlight.tracing.sampling.SamplingControl;
import dev.fanlight.tracing.sampling.SamplingPlan;
import dev.fanlight.tracing.sampling.Verdict;
import dev.fanlight.tracing.tail.KeepRules;
import dev.fanlight.tracing.tail.TraceKeeper;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.convert.DurationStyle;

/**
 * Which traces are taken from their start, and which are kept although they were not.
 */
final class SamplingSection implements EndpointSection {

	private static final String NOTHING = "nothing is sampled in this application";

	private final SamplingControl control;

	private final @Nullable TraceKeeper keeper;

	private final List<LiveSettings<?>> settings;

	SamplingSection(SamplingControl control, @Nullable TraceKeeper keeper) {
		this.control = control;
		this.keeper = keeper;
		LiveSettings<SamplingPlan> taken = new LiveSettings<>(this::plan)
			.with("probability", (text) -> Verdict.ratio(number(text)), SamplingPlan::otherwise, (plan) -> taken())
			.with("traces-per-second", (text) -> Verdict.perSecond(number(text), System::nanoTime),
					SamplingPlan::otherwise, (plan) -> taken())
			.with("min-traces-per-route", SamplingCheck.TRACES.then(Integer::valueOf), SamplingPlan::guaranteePerHour,
					SamplingPlan::guaranteePerHour)
			.with("max-routes", SamplingCheck.ROUTES.then(Integer::valueOf), SamplingPlan::maxRoutes,
					SamplingPlan::maxRoutes)
			.withRules(ConfiguredRule::read, ConfiguredRule.USAGE, SamplingPlan::rules, SamplingPlan::rules,
					(plan) -> plan.rules().stream().filter((rule) -> rule instanceof ConfiguredRule).toList());
		this.settings = List.of(taken, kept(keeper));
	}

	private Overlay<SamplingPlan> plan() {
		if (this.control.sampler() == null) {
			throw new IllegalArgumentException(NOTHING);
		}
		return this.control.plan();
	}

	private static LiveSettings<KeepRules> kept(@Nullable TraceKeeper keeper) {
		Overlay<KeepRules> rules = (keeper != null) ? new Overlay<>(keeper.rules(), keeper::rules) : null;
		return new LiveSettings<>(() -> {
			if (keeper == null || rules == null) {
				throw new IllegalArgumentException("no trace is kept with fanlight.tracing.tail.enabled=false");
			}
			if (!keeper.isInUse()) {
				throw new IllegalArgumentException("no trace could leave this application, so that none is kept");
			}
			return rules;
		}).with("keep-errors", SamplingSection::flag, KeepRules::errors, KeepRules::errors)
			.with("keep-slower-than", SamplingSection::duration, KeepRules::slowerThan,
					(value) -> words(value.slowerThan()))
			.with("keep-slower-than-percentile", ValueCheck.PERCENTILE.then(Double::valueOf), KeepRules::percentile,
					KeepRules::percentile);
	}

	@Override
	public String name() {
		return "sampling";
	}

	@Override
	public Map<String, ?> read() {
		SamplingPlan plan = this.control.plan().get();
		Map<String, Object> content = new LinkedHashMap<>();
		content.put("taken", taken());
		content.put("rules", plan.rules().stream().map(Object::toString).toList());
		content.put("min-traces-per-route", plan.guaranteePerHour());
		content.put("max-routes", plan.maxRoutes());
		if (this.keeper != null) {
			KeepRules rules = this.keeper.rules();
			content.put("keep-errors", rules.errors());
			content.put("keep-slower-than", words(rules.slowerThan()));
			content.put("keep-slower-than-percentile", rules.percentile());
		}
		return content;
	}

	@Override
	public Change write(String key, String value) {
		return LiveSettings.write(this.settings, key, value);
	}

	private String taken() {
		HeadSampler sampler = this.control.sampler();
		return (sampler != null) ? sampler.getDescription() : NOTHING;
	}

	private static double number(String text) {
		try {
			return Double.parseDouble(text);
		}
		catch (NumberFormatException ex) {
			throw new IllegalArgumentException("must be a number");
		}
	}

	private static boolean flag(String text) {
		return switch (text) {
			case "true" -> true;
			case "false" -> false;
			default -> throw new IllegalArgumentException("must be true or false");
		};
	}

	private static Duration duration(String text) {
		Duration duration = null;
		try {
			duration = DurationStyle.detectAndParse(text);
		}
		catch (IllegalArgumentException | ArithmeticException ex) {
			// Refused below
		}
		if (duration == null || duration.isNegative()) {
			throw new IllegalArgumentException("must be a duration such as 500ms, or 0 for never");
		}
		return duration;
	}

	private static String words(Duration duration) {
		return duration.toString().substring("PT".length()).toLowerCase(Locale.ROOT);
	}

}
