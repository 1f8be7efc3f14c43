package dev.fanlight.test;

import java.util.LinkedHashMap;
import java.util.Map;

import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;

/**
 * What captures the telemetry of one application context.
 */
final class TelemetryCapture {

	private static final String NAME = "fanlightTest";

	private TelemetryCapture() {
	}

	/**
	 * Put the capturing beans and settings into a context that is not refreshed yet.
	 * @param context the context
	 * @param export whether the application goes on exporting
	 */
	static void install(ConfigurableApplicationContext context, boolean export) {
		context.getEnvironment().getPropertySources().addFirst(new MapPropertySource(NAME, settings(export)));
		BeanDefinitionRegistry registry = (BeanDefinitionRegistry) context.getBeanFactory();
		if (registry.containsBeanDefinition(NAME + "Spans")) {
			return;
		}
		// Without suppliers, which nothing could be generated from ahead of time
		registry.registerBeanDefinition(NAME + "Spans", new RootBeanDefinition(CapturingSpanProcessor.class));
		registry.registerBeanDefinition(NAME + "Meters", new RootBeanDefinition(CapturingMeterRegistry.class));
		registry.registerBeanDefinition(NAME + "Stops", new RootBeanDefinition(StoppedObservations.class));
		CapturingAppender.attach();
	}

	private static Map<String, Object> settings(boolean export) {
		Map<String, Object> settings = new LinkedHashMap<>();
		settings.put("management.tracing.sampling.probability", "1.0");
		// Boot's test support switches it off, and correlation with it
		settings.put("management.tracing.export.enabled", "true");
		settings.put("fanlight.delivery.spool.enabled", "false");
		if (!export) {
			settings.put("management.tracing.export.otlp.enabled", "false");
			settings.put("management.logging.export.otlp.enabled", "false");
			settings.put("management.otlp.metrics.export.enabled", "false");
		}
		return settings;
	}

}
