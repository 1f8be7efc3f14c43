package dev.fanlight.autoconfigure.metrics;

import dev.fanlight.autoconfigure.SensitiveArguments;
import dev.fanlight.redaction.Exit;
import dev.fanlight.redaction.Redactor;
import io.micrometer.observation.Observation;
import io.micrometer.observation.aop.ObservationKeyValueAnnotationHandler;
import org.aspectj.lang.ProceedingJoinPoint;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;

/**
 * Hides sensitive parameters from {@code @ObservationKeyValue}.
 */
final class RedactKeyValuePostProcessor implements BeanPostProcessor {

	private final ObjectProvider<Redactor> redactor;

	RedactKeyValuePostProcessor(ObjectProvider<Redactor> redactor) {
		this.redactor = redactor;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		return (bean.getClass() == ObservationKeyValueAnnotationHandler.class)
				? new RedactingHandler((ObservationKeyValueAnnotationHandler) bean, this.redactor.getObject()) : bean;
	}

	private static final class RedactingHandler extends ObservationKeyValueAnnotationHandler {

		private final Redactor redactor;

		RedactingHandler(ObservationKeyValueAnnotationHandler handler, Redactor redactor) {
			super(handler.getResolverProvider(), handler.getExpressionResolverProvider());
			this.redactor = redactor;
		}

		@Override
		public void addAnnotatedParameters(Observation.Context context, ProceedingJoinPoint call) {
			super.addAnnotatedParameters(context, SensitiveArguments.hide(this.redactor, Exit.METRIC, call));
		}

	}

}
