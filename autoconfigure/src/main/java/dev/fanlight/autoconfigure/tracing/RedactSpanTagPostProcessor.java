package dev.fanlight.autoconfigure.tracing;

import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.Proxy;

import dev.fanlight.redaction.Exit;
import dev.fanlight.redaction.Redactor;
import dev.fanlight.redaction.Sensitive;
import io.micrometer.tracing.SpanCustomizer;
import io.micrometer.tracing.annotation.SpanTagAnnotationHandler;
import org.aspectj.lang.ProceedingJoinPoint;
import org.aspectj.lang.reflect.MethodSignature;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.util.ClassUtils;

/**
 * Shows {@code @SpanTag} something else than the value of a parameter that is marked
 * {@link Sensitive}. Resolvers and expressions see the same.
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
			super.addAnnotatedParameters(span, redacted(call));
		}

		private ProceedingJoinPoint redacted(ProceedingJoinPoint call) {
			Method declared = ((MethodSignature) call.getSignature()).getMethod();
			Parameter[] parameters = ClassUtils.getMostSpecificMethod(declared, call.getTarget().getClass())
				.getParameters();
			Object[] arguments = call.getArgs();
			boolean changed = false;
			for (int i = 0; i < arguments.length; i++) {
				if (parameters[i].isAnnotationPresent(Sensitive.class)
						|| declared.getParameters()[i].isAnnotationPresent(Sensitive.class)) {
					arguments[i] = this.redactor.redactMarked(arguments[i], Exit.SPAN);
					changed = true;
				}
			}
			return changed ? withArguments(call, arguments) : call;
		}

		private static ProceedingJoinPoint withArguments(ProceedingJoinPoint call, Object[] arguments) {
			return (ProceedingJoinPoint) Proxy.newProxyInstance(ProceedingJoinPoint.class.getClassLoader(),
					new Class<?>[] { ProceedingJoinPoint.class }, (proxy, method,
							args) -> method.getName().equals("getArgs") ? arguments : method.invoke(call, args));
		}

	}

}
