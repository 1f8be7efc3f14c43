package dev.fanlight.autoconfigure.tracing.propagation;

import dev.fanlight.tracing.propagation.StrictTextMapPropagator;
import io.opentelemetry.context.propagation.TextMapPropagator;

import org.springframework.beans.factory.config.BeanPostProcessor;

/**
 * Stands in front of the propagators of Boot. Those of the application stay as they are.
 */
final class PropagationPostProcessor implements BeanPostProcessor {

	/** The package whose beans are Boot's and not the user's. */
	private static final String BOOT = "org.springframework.boot.";

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		return (bean instanceof TextMapPropagator propagator && bean.getClass().getName().startsWith(BOOT))
				? new StrictTextMapPropagator(propagator) : bean;
	}

}
