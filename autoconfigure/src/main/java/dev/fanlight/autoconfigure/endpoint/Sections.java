package dev.fanlight.autoconfigure.endpoint;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

import dev.fanlight.autoconfigure.EndpointDocument;
import dev.fanlight.autoconfigure.EndpointSection;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.convert.DurationStyle;
import org.springframework.util.Assert;
import org.springframework.util.StringUtils;

/**
 * What the endpoint does, whichever way it is reached. Requests that cannot be meant end
 * in an {@link IllegalArgumentException} whose message is for the caller.
 */
final class Sections {

	private static final int LONGEST_TEXT = 500;

	private final Map<String, EndpointSection> sections = new LinkedHashMap<>();

	private final Map<String, EndpointDocument> documents = new LinkedHashMap<>();

	private final LiveChanges changes;

	private final EndpointProperties properties;

	Sections(List<EndpointSection> sections, List<EndpointDocument> documents, LiveChanges changes,
			EndpointProperties properties) {
		sections.forEach((section) -> put(this.sections, section.name(), section));
		documents.forEach((document) -> put(this.documents, document.name(), document));
		this.changes = changes;
		this.properties = properties;
	}

	private <T> void put(Map<String, T> parts, String name, T part) {
		Assert.state(name.matches("[a-z][a-z0-9-]*"), () -> "No name for a section of the endpoint: " + name);
		Assert.state(!this.sections.containsKey(name) && !this.documents.containsKey(name),
				() -> "Two sections of the endpoint are called " + name);
		parts.put(name, part);
	}

	/**
	 * Find a document.
	 * @param name its name
	 * @return the document or {@code null} if there is none
	 */
	@Nullable EndpointDocument document(String name) {
		return this.documents.get(name);
	}

	Map<String, Object> read() {
		Map<String, Object> all = new LinkedHashMap<>();
		this.sections.forEach((name, section) -> all.put(name, guarded(section::overview)));
		Map<String, Object> answer = answer("sections", all, null);
		answer.put("documents", List.copyOf(this.documents.keySet()));
		return answer;
	}

	/**
	 * Read one section.
	 * @param name its name
	 * @return the answer or {@code null} if there is no such section
	 */
	@Nullable Map<String, Object> read(String name) {
		EndpointSection section = this.sections.get(name);
		EndpointDocument document = this.documents.get(name);
		if (document != null) {
			return Map.of(name, document.content());
		}
		return (section != null) ? answer(name, guarded(section::read), name) : null;
	}

	private Map<String, Object> answer(String name, Map<String, ?> content, @Nullable String section) {
		Map<String, Object> answer = new LinkedHashMap<>();
		answer.put(name, content);
		answer.put("changes", this.changes.list(section).stream().map(LiveChange::toMap).toList());
		return answer;
	}

	private static Map<String, ?> guarded(Supplier<Map<String, ?>> reading) {
		try {
			return reading.get();
		}
		catch (Exception | LinkageError ex) {
			return Map.of("error", ex.toString());
		}
	}

	/**
	 * Change a value.
	 * @param name the name of the section
	 * @param key the key
	 * @param value the value
	 * @param expiry for how long, as text
	 * @param who who asks for it
	 * @return the change or {@code null} if there is no such section
	 */
	@Nullable Map<String, Object> change(String name, String key, String value, @Nullable String expiry, String who) {
		EndpointSection section = this.sections.get(name);
		check("key", key);
		check("value", value);
		return (section != null) ? this.changes.change(section, key.strip(), value.strip(), expiry(expiry), who).toMap()
				: null;
	}

	private static void check(String what, String text) {
		if (!StringUtils.hasText(text) || text.length() > LONGEST_TEXT
				|| text.chars().anyMatch(Character::isISOControl)) {
			throw new IllegalArgumentException(
					"the " + what + " must be a line of 1 to " + LONGEST_TEXT + " characters");
		}
	}

	private Duration expiry(@Nullable String text) {
		Duration max = this.properties.maxExpiry();
		Duration expiry = this.properties.defaultExpiry();
		if (!StringUtils.hasText(text)) {
			return (expiry.compareTo(max) < 0) ? expiry : max;
		}
		try {
			expiry = DurationStyle.detectAndParse(text.strip());
		}
		catch (IllegalArgumentException | ArithmeticException ex) {
			throw new IllegalArgumentException("the expiry must be a duration such as 10m or 2h", ex);
		}
		if (expiry.compareTo(Duration.ofMillis(1)) < 0 || expiry.compareTo(max) > 0) {
			throw new IllegalArgumentException("the expiry must be longer than nothing and at most "
					+ max.toString().substring(2).toLowerCase(Locale.ROOT) + " (fanlight.endpoint.max-expiry)");
		}
		return expiry;
	}

	/**
	 * Revert changes.
	 * @param name the name of the section
	 * @param key the key or {@code null} for all of the section
	 * @param who who asks for it
	 * @return the section afterwards or {@code null} if there is none
	 */
	@Nullable Map<String, Object> revert(String name, @Nullable String key, String who) {
		if (this.sections.containsKey(name) && this.changes.revert(name, key, who) == 0 && key != null) {
			throw new IllegalArgumentException("this key of " + name + " is not changed");
		}
		return read(name);
	}

}
