package dev.fanlight.autoconfigure.tracing;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.fanlight.autoconfigure.EndpointSection.Change;
import dev.fanlight.tracing.Overlay;
import org.jspecify.annotations.Nullable;

/**
 * What operators change about a value, under the names that its settings have. A change
 * of one key leaves those of others in force.
 *
 * @param <T> the kind of value
 */
public final class LiveSettings<T> {

	private static final Pattern NAMED_RULE = Pattern.compile("rule\\.[a-z0-9-]{1,40}");

	private static final String RULE = "rule";

	private static final String RULES = "rules";

	private final Supplier<Overlay<T>> value;

	private final Map<String, Function<String, Written<T>>> keys = new LinkedHashMap<>();

	/**
	 * Create settings without keys.
	 * @param value the value that they change; throws an {@link IllegalArgumentException}
	 * whose message is a sentence where a change would be in vain
	 */
	public LiveSettings(Supplier<Overlay<T>> value) {
		this.value = value;
	}

	/**
	 * Add a key.
	 * @param <V> what is written under it
	 * @param key the key
	 * @param reader reads it, or throws an {@link IllegalArgumentException} whose message
	 * says what it must be
	 * @param setter makes the value that has it
	 * @param words tells it of a value
	 * @return these settings
	 */
	public <V> LiveSettings<T> with(String key, Function<String, V> reader, BiFunction<T, V, T> setter,
			Function<T, ?> words) {
		this.keys.put(key, (text) -> {
			V read = reader.apply(text);
			return new Written<>((before) -> setter.apply(before, read), words);
		});
		return this;
	}

	/**
	 * Add the keys {@code rules}, which replaces those that are configured, {@code rule}
	 * and {@code rule.<name>}, which ask one more before all others, the latest first.
	 * @param <R> the kind of rule, each equal to itself only
	 * @param reader reads one
	 * @param usage a sentence that says how one is written
	 * @param getter the rules of a value
	 * @param setter makes the value that has them
	 * @param replaced those of the configured value that {@code rules} replaces
	 * @return these settings
	 */
	public <R> LiveSettings<T> withRules(Function<String, R> reader, String usage, Function<T, List<R>> getter,
			BiFunction<T, List<R>, T> setter, Function<T, List<R>> replaced) {
		with(RULES, (text) -> RuleWords.rules(text, usage).stream().map(reader).toList(), (before, rules) -> {
			List<R> configured = replaced.apply(this.value.get().configured());
			Stream<R> others = getter.apply(before).stream().filter((rule) -> !configured.contains(rule));
			return setter.apply(before, Stream.concat(others, rules.stream()).toList());
		}, (value) -> words(getter.apply(value)));
		this.keys.put(RULE, (text) -> {
			R rule = reader.apply(text);
			return new Written<>(
					(before) -> setter.apply(before,
							Stream.concat(Stream.of(rule), getter.apply(before).stream()).toList()),
					(value) -> getter.apply(value).contains(rule) ? rule : "no such rule");
		});
		return this;
	}

	/**
	 * Change the value that has a key.
	 * @param all settings of one section
	 * @param key the key
	 * @param text what is written under it
	 * @return the change
	 * @throws IllegalArgumentException if it cannot be meant or would be in vain; the
	 * message is a sentence
	 */
	public static Change write(List<LiveSettings<?>> all, String key, String text) {
		for (LiveSettings<?> settings : all) {
			Change change = settings.write(key, text);
			if (change != null) {
				return change;
			}
		}
		throw new IllegalArgumentException("the key must be one of " + all.stream()
			.flatMap((settings) -> settings.keys.keySet().stream())
			.map((known) -> known.equals(RULE) ? "rule, rule.<name>" : known)
			.collect(Collectors.joining(", ")));
	}

	private @Nullable Change write(String key, String text) {
		Function<String, Written<T>> reader = this.keys.get(family(key));
		if (reader == null) {
			return null;
		}
		Overlay<T> overlay = this.value.get();
		Written<T> written = read(reader, key, text);
		UnaryOperator<T> earlier = overlay.changeOf(key);
		String before = ((earlier instanceof Written<T> same) ? same : written).words(overlay.get());
		Runnable revert = overlay.change(key, written);
		return new Change(before, written.words(overlay.get()), revert);
	}

	private static <W> W read(Function<String, W> reader, String key, String text) {
		try {
			return reader.apply(text);
		}
		catch (IllegalArgumentException ex) {
			String message = String.valueOf(ex.getMessage());
			throw new IllegalArgumentException(message.startsWith("must ") ? key + " " + message : message, ex);
		}
	}

	private static String family(String key) {
		return NAMED_RULE.matcher(key).matches() ? RULE : key;
	}

	private static String words(List<?> rules) {
		return rules.isEmpty() ? "none" : String.join("; ", rules.stream().map(Object::toString).toList());
	}

	private record Written<T>(UnaryOperator<T> change, Function<T, ?> teller) implements UnaryOperator<T> {

		@Override
		public T apply(T before) {
			return this.change.apply(before);
		}

		String words(T value) {
			return String.valueOf(this.teller.apply(value));
		}

	}

}
