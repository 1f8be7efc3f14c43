package dev.fanlight.logging;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Where the value of a key of the {@link LogContext} comes from.
 *
 * @param key the MDC key
 * @param kind the kind of source
 * @param name what to look up there; empty where the kind says it all
 */
public record LogContextSource(String key, Kind kind, String name) {

	/**
	 * Read the sources of an application.
	 * @param settings the written form by MDC key
	 * @return the sources, in the same order
	 * @throws IllegalArgumentException if one cannot be meant
	 */
	public static List<LogContextSource> parse(Map<String, String> settings) {
		return settings.entrySet().stream().map((entry) -> parse(entry.getKey(), entry.getValue())).toList();
	}

	/**
	 * The keys that the application puts into the MDC itself.
	 * @param sources the sources
	 * @return their MDC keys
	 */
	public static List<String> owned(Collection<LogContextSource> sources) {
		return sources.stream().filter((source) -> source.kind == Kind.MDC).map(LogContextSource::key).toList();
	}

	/**
	 * Read one source.
	 * @param key the MDC key
	 * @param written the written form, for example {@code header:X-Tenant}
	 * @return the source
	 * @throws IllegalArgumentException if it cannot be meant
	 */
	public static LogContextSource parse(String key, String written) {
		String[] parts = written.strip().split(":", 2);
		Kind kind = Kind.valueOf(parts[0].toUpperCase(Locale.ROOT).replace('-', '_'));
		String name = (parts.length > 1) ? parts[1].strip() : "";
		if (kind.named == name.isEmpty()) {
			throw new IllegalArgumentException("'%s' is no source for '%s'".formatted(written, key));
		}
		return new LogContextSource(key, kind, name);
	}

	/**
	 * Kinds of sources.
	 */
	public enum Kind {

		/** Name of the authenticated user. */
		USER(false),

		/** Address of the client. */
		CLIENT_IP(false),

		/** Header of the request or message. */
		HEADER(true),

		/** Variable of the path. */
		PATH(true),

		/** Entry of the W3C baggage. */
		BAGGAGE(true),

		/** Entry that the application puts into the MDC itself, and wants carried. */
		MDC(false);

		private final boolean named;

		Kind(boolean named) {
			this.named = named;
		}

	}

	/**
	 * Looks a name up at a request.
	 */
	@FunctionalInterface
	public interface Lookup {

		/**
		 * Look up a value.
		 * @param kind the kind of source
		 * @param name the name there
		 * @return the value, or {@code null} if it is not there or not yet known
		 */
		@Nullable String value(Kind kind, String name);

	}

	/**
	 * Fill a context with all the values that are known. A look-up that fails counts as
	 * one that finds nothing, since the request matters more than its context.
	 * @param sources the sources
	 * @param context the context
	 * @param lookup the request
	 */
	public static void fill(Iterable<LogContextSource> sources, LogContext context, Lookup lookup) {
		for (LogContextSource source : sources) {
			try {
				context.put(source.key, lookup.value(source.kind, source.name));
			}
			catch (RuntimeException ex) {
				// Foreign code: a principal, a wrapped request
			}
		}
	}

}
