package dev.fanlight.autoconfigure.redaction;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;

import dev.fanlight.autoconfigure.EndpointSection;
import dev.fanlight.redaction.Exit;
import dev.fanlight.redaction.RedactionMode;
import dev.fanlight.redaction.RedactionPolicy;
import dev.fanlight.redaction.Redactor;

/**
 * What is masked and how often. Changes the mode; with {@code report} secrets go out
 * unchanged, so whoever sets it should mean it.
 */
final class RedactionSection implements EndpointSection {

	private final Redactor redactor;

	private final RedactionCounters counters;

	RedactionSection(Redactor redactor, RedactionCounters counters) {
		this.redactor = redactor;
		this.counters = counters;
	}

	@Override
	public String name() {
		return "redaction";
	}

	@Override
	public Map<String, ?> read() {
		RedactionPolicy policy = this.redactor.policy();
		Map<String, Object> content = new LinkedHashMap<>();
		content.put("mode", name(policy.mode()));
		content.put("groups", policy.groups().stream().map(RedactionSection::name).sorted().toList());
		content.put("detectors", policy.detectorIds().size());
		content.put("redactions", redactions());
		content.put("failures", byExit(this.counters::failures));
		content.put("oversize", byExit(this.counters::oversizes));
		return content;
	}

	@Override
	public Change write(String key, String value) {
		if (!key.equals("mode")) {
			throw new IllegalArgumentException("the key must be mode");
		}
		RedactionMode mode = switch (value.strip().toLowerCase(Locale.ROOT)) {
			case "mask" -> RedactionMode.MASK;
			case "report" -> RedactionMode.REPORT;
			default -> throw new IllegalArgumentException("the mode must be mask or report");
		};
		RedactionMode before = change(mode);
		return new Change(name(before), name(mode), () -> change(before));
	}

	private RedactionMode change(RedactionMode mode) {
		RedactionPolicy policy = this.redactor.policy();
		this.redactor.policy(policy.toBuilder().mode(mode).build());
		return policy.mode();
	}

	/** A detector is a value here: a key like {@code password} would be redacted. */
	private List<Map<String, Object>> redactions() {
		List<Map<String, Object>> rows = new ArrayList<>();
		this.counters.each((detector, exit, action, adder) -> {
			Map<String, Object> row = new LinkedHashMap<>();
			row.put("detector", detector);
			row.put("exit", exit.id());
			row.put("action", action.id());
			row.put("count", adder.sum());
			rows.add(row);
		});
		return rows;
	}

	private static Map<String, Object> byExit(Function<Exit, LongAdder> counter) {
		Map<String, Object> counts = new LinkedHashMap<>();
		for (Exit exit : Exit.values()) {
			long count = counter.apply(exit).sum();
			if (count > 0) {
				counts.put(exit.id(), count);
			}
		}
		return counts;
	}

	private static String name(Enum<?> constant) {
		return constant.name().toLowerCase(Locale.ROOT);
	}

}
