package dev.fanlight.test;

import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;
import org.springframework.test.context.MergedContextConfiguration;
import org.springframework.test.context.TestContextAnnotationUtils;

/**
 * Prepares the contexts of classes with {@link ObservabilityTest}.
 */
final class ObservabilityContextCustomizerFactory implements ContextCustomizerFactory {

	@Override
	public @Nullable ContextCustomizer createContextCustomizer(Class<?> testClass,
			List<ContextConfigurationAttributes> attributes) {
		ObservabilityTest annotation = TestContextAnnotationUtils.findMergedAnnotation(testClass,
				ObservabilityTest.class);
		return (annotation != null) ? new Customizer(annotation.export()) : null;
	}

	/** Equal for equal settings, so that Spring's cache of contexts goes on working. */
	private record Customizer(boolean export) implements ContextCustomizer {

		@Override
		public void customizeContext(ConfigurableApplicationContext context, MergedContextConfiguration configuration) {
			Objects.requireNonNull(context);
			TelemetryCapture.install(context, this.export);
		}

	}

}
