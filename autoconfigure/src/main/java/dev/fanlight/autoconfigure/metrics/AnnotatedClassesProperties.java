package dev.fanlight.autoconfigure.metrics;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the aspects behind {@code @Observed}, {@code @Timed}, {@code @Counted} and
 * {@code @NewSpan}.
 *
 * @param enabled Whether Micrometer's aspects are matched with the classes that carry one
 * of its annotations, which shortens the start, instead of with every bean.
 */
@ConfigurationProperties("fanlight.metrics.annotated-classes-only")
record AnnotatedClassesProperties(@DefaultValue("true") boolean enabled) {
}
