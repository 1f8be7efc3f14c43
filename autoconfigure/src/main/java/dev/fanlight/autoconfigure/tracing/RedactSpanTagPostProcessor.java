package dev.fanlight.autoconfigure.tracing;

import dev.fanlight.autoconfigure.SensitiveArguments;
import dev.fanlight.redaction.Exit;
import dev.fanlight.redaction.Redactor;
import io.micrometer.tracing.SpanCustomizer;
import io.micrometer.tracing.annotation.SpanTagAnnotationHandler;
import org.aspectj.lang.ProceedingJoinPoint;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;

/**
 * Hides sensitive parameters from {@code @SpanTag}.
 */
final class RedactSpanTagPostProcessor implements BeanPostProcessor {

	private final ObjectProvider<Redactor> redactor;

	RedactSpanTagPostProcessor(ObjectProvider<Redactor> redactor) {
		this.redactor = redactor;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		return (bean.getClass() == SpanTagAnnotationHandler.class)
				? new RedactingHandler((SpanTagAnnotationHandler) bean, this.redactor.getObject()) : bean;
	}

	private static final class RedactingHandler extends SpanTagAnnotationHandler {

		private final Redactor redactor;

		RedactingHandler(SpanTagAnnotationHandler handler, Redactor redactor) {
			super(handler.getResolverProvider(), handler.getExpressionResolverProvider());
			this.redactor = redactor;
		}

		@Override
		public void addAnnotatedParameters(SpanCustomizer span, ProceedingJoinPoint call) {
			super.addAnnotatedParameters(span, SensitiveArguments.hide(this.redactor, Exit.SPAN, call));
		}

	}

}
