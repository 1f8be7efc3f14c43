package dev.fanlight.autoconfigure.tracing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * A rule as an operator writes it in one line: words such as {@code route:/orders/{id}},
 * each a part of the rule under the name it has in the configuration, and behind them
 * what the rule decides. A path and a method need no name, {@code *} is anything, and
 * quotes hold together what has a space or a semicolon.
 */
public final class RuleWords {

	private static final String NONE = "none";

	private static final Pattern RULE = Pattern.compile("(?:[^;\"]|\"[^\"]*\")+");

	private static final Pattern WORD = Pattern.compile("(?:[^\\s\"]|\"[^\"]*\")+");

	/** Others need their name, so that a word too many is not taken for one. */
	private static final Pattern METHOD = Pattern.compile("GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS|TRACE",
			Pattern.CASE_INSENSITIVE);

	private final Map<String, List<String>> parts = new LinkedHashMap<>();

	private final String usage;

	private final String decision;

	/**
	 * Read the words of a rule.
	 * @param text the rule
	 * @param names the names of the parts it may have, with a colon behind those that
	 * have a value
	 * @param usage a sentence that says how a rule is written
	 * @throws IllegalArgumentException if it is written in another way; the message is
	 * that sentence
	 */
	public RuleWords(String text, Set<String> names, String usage) {
		this.usage = usage;
		List<String> words = split(text, WORD, usage);
		if (words.size() < 2) {
			throw new IllegalArgumentException(usage);
		}
		for (String word : words.subList(0, words.size() - 1)) {
			add(word.replace("\"", ""), names);
		}
		this.decision = words.get(words.size() - 1);
	}

	private void add(String word, Set<String> names) {
		String name = word.substring(0, word.indexOf(':') + 1);
		if (names.contains(name)) {
			put(name.substring(0, name.length() - 1), word.substring(name.length()));
		}
		else if (names.contains(word)) {
			put(word, word);
		}
		else if (word.startsWith("/") || word.startsWith("**")) {
			put("path", word);
		}
		else if (names.contains("method:") && METHOD.matcher(word).matches()) {
			put("method", word);
		}
		else if (!word.equals("*")) {
			throw new IllegalArgumentException(this.usage);
		}
	}

	private void put(String name, String value) {
		if (value.isEmpty()) {
			throw new IllegalArgumentException(this.usage);
		}
		this.parts.computeIfAbsent(name, (key) -> new ArrayList<>()).add(value);
	}

	/**
	 * Split a list of rules.
	 * @param text rules with a semicolon between them, or {@code none}
	 * @param usage a sentence that says how a rule is written
	 * @return the rules
	 * @throws IllegalArgumentException if a quote has no end; the message is that
	 * sentence
	 */
	public static List<String> rules(String text, String usage) {
		return text.strip().equals(NONE) ? List.of() : split(text, RULE, usage);
	}

	private static List<String> split(String text, Pattern part, String usage) {
		if (text.chars().filter((character) -> character == '"').count() % 2 != 0) {
			throw new IllegalArgumentException(usage);
		}
		return part.matcher(text).results().map(MatchResult::group).toList();
	}

	/**
	 * The parts of a name.
	 * @param name the name
	 * @return their values, in the order in which they were written
	 */
	public List<String> all(String name) {
		return this.parts.getOrDefault(name, List.of());
	}

	/**
	 * The only part of a name.
	 * @param name the name
	 * @return its value, {@code null} if there is none
	 * @throws IllegalArgumentException if there are several
	 */
	public @Nullable String one(String name) {
		List<String> values = all(name);
		if (values.size() > 1) {
			throw new IllegalArgumentException(this.usage);
		}
		return values.isEmpty() ? null : values.get(0);
	}

	/**
	 * What the rule decides.
	 * @return the last word
	 */
	public String decision() {
		return this.decision;
	}

}
