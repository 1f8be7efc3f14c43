package dev.fanlight.autoconfigure.environment;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

import dev.fanlight.autoconfigure.Mistake;

import org.springframework.boot.bootstrap.BootstrapRegistry.InstanceSupplier;
import org.springframework.boot.bootstrap.ConfigurableBootstrapContext;

/**
 * What is found while the environment is completed, kept in the bootstrap context until
 * the logging system can print it. Confined to the thread that starts the application.
 */
final class Findings {

	private final Set<Mistake> mistakes = new LinkedHashSet<>();

	private final Set<String> unresolved = new HashSet<>();

	private final Set<String> notes = new LinkedHashSet<>();

	static Findings of(ConfigurableBootstrapContext context) {
		context.registerIfAbsent(Findings.class, InstanceSupplier.from(Findings::new));
		return Objects.requireNonNull(context.get(Findings.class));
	}

	/**
	 * Add something that must stop the start.
	 * @param mistake the mistake
	 */
	void add(Mistake mistake) {
		if (!this.unresolved.contains(plain(mistake.key()))) {
			this.mistakes.add(mistake);
		}
	}

	/**
	 * Take note of a key whose value is not known: what else is wrong with it is wrong
	 * with the placeholder that stands there.
	 * @param key the key as the user wrote it
	 */
	void addUnresolved(String key) {
		this.unresolved.add(plain(key));
	}

	private static String plain(String key) {
		return key.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
	}

	/**
	 * Add something that the user should know, as one line.
	 * @param note the line
	 */
	void note(String note) {
		this.notes.add(note);
	}

	Set<Mistake> mistakes() {
		return this.mistakes;
	}

	Set<String> notes() {
		return this.notes;
	}

}
