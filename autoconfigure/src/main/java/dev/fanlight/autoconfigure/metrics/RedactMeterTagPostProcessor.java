package dev.fanlight.autoconfigure.metrics;

import dev.fanlight.autoconfigure.SensitiveArguments;
import dev.fanlight.redaction.Exit;
import dev.fanlight.redaction.Redactor;
import io.micrometer.core.aop.CountedMeterTagAnnotationHandler;
import io.micrometer.core.aop.MeterTagAnnotationHandler;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import org.aspectj.lang.ProceedingJoinPoint;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;

/**
 * Hides sensitive parameters from {@code @MeterTag}.
 */
final class RedactMeterTagPostProcessor implements BeanPostProcessor {

	private final ObjectProvider<Redactor> redactor;

	RedactMeterTagPostProcessor(ObjectProvider<Redactor> redactor) {
		this.redactor = redactor;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (bean.getClass() == MeterTagAnnotationHandler.class) {
			return new TimedHandler((MeterTagAnnotationHandler) bean, this.redactor.getObject());
		}
		return (bean.getClass() == CountedMeterTagAnnotationHandler.class)
				? new CountedHandler((CountedMeterTagAnnotationHandler) bean, this.redactor.getObject()) : bean;
	}

	private static final class TimedHandler extends MeterTagAnnotationHandler {

		private final Redactor redactor;

		TimedHandler(MeterTagAnnotationHandler handler, Redactor redactor) {
			super(handler.getResolverProvider(), handler.getExpressionResolverProvider());
			this.redactor = redactor;
		}

		@Override
		public void addAnnotatedParameters(Timer.Builder timer, ProceedingJoinPoint call) {
			super.addAnnotatedParameters(timer, SensitiveArguments.hide(this.redactor, Exit.METRIC, call));
		}

	}

	private static final class CountedHandler extends CountedMeterTagAnnotationHandler {

		private final Redactor redactor;

		CountedHandler(CountedMeterTagAnnotationHandler handler, Redactor redactor) {
			super(handler.getResolverProvider(), handler.getExpressionResolverProvider());
			this.redactor = redactor;
		}

		@Override
		public void addAnnotatedParameters(Counter.Builder counter, ProceedingJoinPoint call) {
			super.addAnnotatedParameters(counter, SensitiveArguments.hide(this.redactor, Exit.METRIC, call));
		}

	}

}
