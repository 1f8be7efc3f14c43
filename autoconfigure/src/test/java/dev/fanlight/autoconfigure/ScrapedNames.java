package dev.fanlight.autoconfigure;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a scrape offers, and what rules and boards ask for.
 */
public final class ScrapedNames {

	private static final Pattern SELECTOR = Pattern
		.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)\\{((?:[^\"{}]|\"(?:[^\"\\\\]|\\\\.)*\")*)}");

	private static final Pattern TEXT = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"");

	private static final Pattern LABEL = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");

	/** What Prometheus adds to each series. */
	private static final Set<String> TARGET = Set.of("job", "instance");

	private final Map<String, Set<String>> labels = new HashMap<>();

	/**
	 * Read a scrape.
	 * @param scrape its text
	 */
	public ScrapedNames(String scrape) {
		scrape.lines().filter((line) -> !line.startsWith("#")).forEach((line) -> {
			Matcher selector = SELECTOR.matcher(line);
			boolean labelled = selector.lookingAt();
			this.labels.computeIfAbsent(labelled ? selector.group(1) : line.split(" ", 2)[0], (name) -> new HashSet<>())
				.addAll(labelled ? labels(selector.group(2)) : Set.of());
		});
	}

	/**
	 * The expressions of rules.
	 * @param rules the file
	 * @return all of them
	 */
	public static List<String> rules(String rules) {
		return JsonMapper.shared()
			.<JsonNode>valueToTree(new Yaml().load(rules))
			.findValues("expr")
			.stream()
			.map(JsonNode::asString)
			.toList();
	}

	/**
	 * The PromQL of a board.
	 * @param board the board
	 * @return all of it
	 */
	public static List<String> board(String board) {
		return JsonMapper.shared()
			.readTree(board)
			.findValues("expr")
			.stream()
			.map(JsonNode::asString)
			.filter((expression) -> !expression.startsWith("{"))
			.toList();
	}

	/**
	 * What is asked for and not there.
	 * @param expressions PromQL
	 * @return names, and labels behind the name that lacks them
	 */
	public Set<String> missing(List<String> expressions) {
		Set<String> missing = new TreeSet<>();
		for (String expression : expressions) {
			Matcher selector = SELECTOR.matcher(expression);
			while (selector.find()) {
				String name = selector.group(1);
				if (name.equals("up") || name.contains(":")) {
					continue;
				}
				Set<String> there = this.labels.get(name);
				if (there == null) {
					missing.add(name);
					continue;
				}
				for (String label : labels(selector.group(2))) {
					if (!there.contains(label) && !TARGET.contains(label)) {
						missing.add(name + ' ' + label);
					}
				}
			}
		}
		return missing;
	}

	private static List<String> labels(String matchers) {
		List<String> labels = new ArrayList<>();
		Matcher label = LABEL.matcher(TEXT.matcher(matchers).replaceAll("\"\""));
		while (label.find()) {
			labels.add(label.group());
		}
		return labels;
	}

}
