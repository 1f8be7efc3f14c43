package dev.fanlight.autoconfigure.tracing.delivery;

import java.util.List;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.AbstractBeanDefinition;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.context.aot.AbstractAotProcessor;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/**
 * Evaluates the conditions of Boot's OTLP exporters twice. While the application is
 * processed, every exporter it may need is defined, for HTTP and for gRPC; an endpoint to
 * that end is among the defaults. When it starts, the definitions that its environment
 * does not ask for are taken away before any bean is made.
 */
final class LateExporters implements BeanDefinitionRegistryPostProcessor {

	private static final List<Pipeline> PIPELINES = List.of(
			new Pipeline("management.opentelemetry.tracing.export.otlp", "management.tracing.export",
					"otlpTracingConnectionDetails", "otlpHttpSpanExporter", "otlpGrpcSpanExporter"),
			new Pipeline("management.opentelemetry.logging.export.otlp", "management.logging.export",
					"openTelemetryLoggingConnectionDetails", "otlpHttpLogRecordExporter", "otlpGrpcLogRecordExporter"));

	/** A configuration that is imported is named after its class. */
	private static final String BOOT = "org.springframework.boot.";

	private static final List<String> REGISTRIES = List.of("otlpMeterRegistry", "otlpMeterRegistryVirtualThreads");

	private final Environment environment;

	LateExporters(Environment environment) {
		this.environment = environment;
	}

	@Override
	public void postProcessBeanDefinitionRegistry(BeanDefinitionRegistry registry) {
		if (this.environment.getProperty(AbstractAotProcessor.AOT_PROCESSING, Boolean.class, false)) {
			PIPELINES.forEach((pipeline) -> pipeline.defineBoth(registry));
			return;
		}
		PIPELINES.forEach((pipeline) -> pipeline.choose(registry, this.environment));
		if (!isOn("management.otlp.metrics.export.enabled", "management.defaults.metrics.export.enabled",
				this.environment)) {
			REGISTRIES.forEach((name) -> remove(registry, name));
		}
	}

	@Override
	public void postProcessBeanFactory(ConfigurableListableBeanFactory beanFactory) {
		// All is done with the registry
	}

	private static boolean isOn(String key, String general, Environment environment) {
		return environment.getProperty(key, Boolean.class, environment.getProperty(general, Boolean.class, true));
	}

	private static void remove(BeanDefinitionRegistry registry, String name) {
		if (registry.containsBeanDefinition(name)) {
			registry.removeBeanDefinition(name);
		}
	}

	/**
	 * What Boot defines for a signal.
	 *
	 * @param prefix the prefix of its properties
	 * @param export the prefix of the switches of its export
	 * @param connection the name of the bean that knows the endpoint from the properties
	 * @param http the name of the exporter over HTTP, and of its factory method
	 * @param grpc the name of the exporter over gRPC, and of its factory method
	 */
	private record Pipeline(String prefix, String export, String connection, String http, String grpc) {

		void defineBoth(BeanDefinitionRegistry registry) {
			define(registry, this.http, this.grpc);
			define(registry, this.grpc, this.http);
		}

		private static void define(BeanDefinitionRegistry registry, String name, String like) {
			String factory = registry.containsBeanDefinition(like)
					? registry.getBeanDefinition(like).getFactoryBeanName() : null;
			if (factory == null || !factory.startsWith(BOOT) || registry.containsBeanDefinition(name)) {
				return;
			}
			RootBeanDefinition definition = new RootBeanDefinition();
			definition.setFactoryBeanName(factory);
			definition.setUniqueFactoryMethodName(name);
			definition.setAutowireMode(AbstractBeanDefinition.AUTOWIRE_CONSTRUCTOR);
			registry.registerBeanDefinition(name, definition);
		}

		void choose(BeanDefinitionRegistry registry, Environment environment) {
			if (!registry.containsBeanDefinition(this.http) || !registry.containsBeanDefinition(this.grpc)) {
				// The application has an exporter of its own
				return;
			}
			boolean wanted = isOn(this.export + ".otlp.enabled", this.export + ".enabled", environment)
					// Without Boot's bean another one knows where to send to
					&& (!registry.containsBeanDefinition(this.connection)
							|| StringUtils.hasText(environment.getProperty(this.prefix + ".endpoint")));
			boolean grpc = "grpc".equalsIgnoreCase(environment.getProperty(this.prefix + ".transport"));
			if (!wanted || grpc) {
				remove(registry, this.http);
			}
			if (!wanted || !grpc) {
				remove(registry, this.grpc);
			}
		}

	}

}
