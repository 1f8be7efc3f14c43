package dev.fanlight.slo;

import java.util.List;
import java.util.Map;

/**
 * Writes groups of rules as Prometheus reads them: as much of YAML as that takes.
 */
final class Yaml {

	private final StringBuilder text = new StringBuilder();

	static String of(String comment, Map<String, List<Rule>> groups) {
		Yaml yaml = new Yaml();
		yaml.text.append("# ").append(comment).append("\ngroups:\n");
		groups.forEach(yaml::group);
		return yaml.text.toString();
	}

	private void group(String name, List<Rule> rules) {
		this.text.append("  - name: ").append(quoted(name)).append("\n    rules:\n");
		rules.forEach(this::rule);
	}

	private void rule(Rule rule) {
		this.text.append("      - ").append(rule.kind()).append(": ").append(rule.name()).append('\n');
		this.text.append("        expr: |-\n          ")
			.append(rule.expression().replace("\n", "\n          "))
			.append('\n');
		if (rule.pending() != null && !rule.pending().isZero()) {
			this.text.append("        for: ").append(Words.duration(rule.pending())).append('\n');
		}
		map("labels", rule.labels());
		map("annotations", rule.annotations());
	}

	private void map(String name, Map<String, String> entries) {
		if (!entries.isEmpty()) {
			this.text.append("        ").append(name).append(":\n");
			entries.forEach((key, value) -> this.text.append("          ")
				.append(key)
				.append(": ")
				.append(quoted(value))
				.append('\n'));
		}
	}

	/** What JSON quotes, YAML reads. */
	private static String quoted(String value) {
		return Json.of(value);
	}

}
