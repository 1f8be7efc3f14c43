package dev.fanlight.autoconfigure.tracing;

import dev.fanlight.redaction.Redactor;
import dev.fanlight.tracing.RedactingTextMapPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;

/**
 * Puts redaction in front of all propagators at once.
 */
final class RedactBaggagePostProcessor implements BeanPostProcessor {

	private final ObjectProvider<Redactor> redactor;

	RedactBaggagePostProcessor(ObjectProvider<Redactor> redactor) {
		this.redactor = redactor;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		return (bean instanceof ContextPropagators propagators)
				? ContextPropagators.create(
						new RedactingTextMapPropagator(propagators.getTextMapPropagator(), this.redactor.getObject()))
				: bean;
	}

}
