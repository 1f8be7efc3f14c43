package dev.fanlight.autoconfigure.tracing;

import java.util.function.Predicate;

import org.springframework.http.server.PathContainer;
import org.springframework.util.ClassUtils;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Matches paths with the patterns of Spring's web stacks. Without one of them there are
 * no paths, and nothing matches.
 */
public final class PathMatcher {

	private PathMatcher() {
	}

	/**
	 * Read a pattern.
	 * @param pattern the pattern, such as {@code /orders/{id}}
	 * @return what matches paths
	 * @throws IllegalArgumentException if it is no pattern; the message is a sentence
	 */
	public static Predicate<String> of(String pattern) {
		if (!ClassUtils.isPresent("org.springframework.web.util.pattern.PathPatternParser", null)) {
			return (path) -> false;
		}
		try {
			PathPattern parsed = PathPatternParser.defaultInstance.parse(pattern);
			return (path) -> parsed.matches(PathContainer.parsePath(path));
		}
		catch (IllegalArgumentException ex) {
			throw new IllegalArgumentException("must be a pattern such as /internal/** (" + ex.getMessage() + ")", ex);
		}
	}

}
