package dev.fanlight.test;

import java.util.Arrays;

import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;
import org.springframework.test.context.junit.jupiter.SpringExtension;

/**
 * Tells whether a test class has a context of Spring's test support.
 */
final class SpringTests {

	private SpringTests() {
	}

	static boolean isOne(Class<?> testClass) {
		return MergedAnnotations.search(SearchStrategy.TYPE_HIERARCHY)
			.withEnclosingClasses((type) -> true)
			.from(testClass)
			.stream(ExtendWith.class)
			.anyMatch((annotation) -> Arrays.asList(annotation.getClassArray("value")).contains(SpringExtension.class));
	}

}
