package dev.fanlight.autoconfigure.tracing.sampling;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.fanlight.autoconfigure.EndpointSection;
import dev.fanlight.autoconfigure.tracing.sampling.SamplingProperties.Rule;
import dev.fanlight.tracing.sampling.HeadSampler;
import dev.fanlight.tracing.sampling.SamplingControl;
import dev.fanlight.tracing.sampling.Verdict;

/**
 * Which traces are taken from their start. Changes the part or the rate, and asks one
 * more rule before all others.
 */
final class SamplingSection implements EndpointSection {

	private final SamplingControl control;

	SamplingSection(SamplingControl control) {
		this.control = control;
	}

	@Override
	public String name() {
		return "sampling";
	}

	@Override
	public Map<String, ?> read() {
		Map<String, Object> content = new LinkedHashMap<>();
		HeadSampler sampler = this.control.sampler();
		content.put("taken", taken());
		content.put("rules",
				(sampler != null) ? sampler.plan().rules().stream().map(Object::toString).toList() : List.of());
		return content;
	}

	@Override
	public Change write(String key, String value) {
		return switch (key) {
			case "probability" -> change(Verdict.ratio(number(value)));
			case "traces-per-second" -> change(Verdict.perSecond(number(value), System::nanoTime));
			case "rule" -> rule(value);
			default -> throw new IllegalArgumentException("the key must be probability, traces-per-second or rule");
		};
	}

	private Change change(Verdict verdict) {
		String before = taken();
		Runnable revert = this.control.otherwise(verdict);
		return new Change(before, taken(), revert);
	}

	private Change rule(String value) {
		String[] words = value.strip().split("\\s+");
		if (words.length != 3) {
			throw new IllegalArgumentException(
					"a rule is a method or *, a pattern of paths and what to take, such as: GET /orders/** always");
		}
		String method = words[0].equals("*") ? null : words[0];
		ConfiguredRule rule = new ConfiguredRule(new Rule(null, words[1], method, null, Map.of(), words[2], false),
				System::nanoTime);
		Runnable revert = this.control.first(rule);
		return new Change("no such rule", rule.toString(), revert);
	}

	private String taken() {
		HeadSampler sampler = this.control.sampler();
		return (sampler != null) ? sampler.getDescription() : "nothing is sampled in this application";
	}

	private static double number(String value) {
		try {
			return Double.parseDouble(value.strip());
		}
		catch (NumberFormatException ex) {
			throw new IllegalArgumentException("the value must be a number");
		}
	}

}
