package dev.fanlight.autoconfigure;

import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.Proxy;

import dev.fanlight.redaction.Exit;
import dev.fanlight.redaction.Redactor;
import dev.fanlight.redaction.Sensitive;
import org.aspectj.lang.ProceedingJoinPoint;
import org.aspectj.lang.reflect.MethodSignature;
import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.util.ClassUtils;

/**
 * Shows Micrometer's annotations on parameters something else than the value of a
 * parameter that is marked {@link Sensitive}. Resolvers and expressions see the same.
 */
public final class SensitiveArguments {

	private SensitiveArguments() {
	}

	/**
	 * The call as an annotation may see it; the method itself is called with what it was
	 * given.
	 * @param redactor the redactor
	 * @param exit where the values are about to leave
	 * @param call the call
	 * @return the call itself if no parameter is marked
	 */
	public static ProceedingJoinPoint hide(Redactor redactor, Exit exit, ProceedingJoinPoint call) {
		Method declared = ((MethodSignature) call.getSignature()).getMethod();
		Parameter[] parameters = ClassUtils.getMostSpecificMethod(declared, call.getTarget().getClass())
			.getParameters();
		Object[] arguments = call.getArgs();
		boolean changed = false;
		for (int i = 0; i < arguments.length; i++) {
			if (parameters[i].isAnnotationPresent(Sensitive.class)
					|| declared.getParameters()[i].isAnnotationPresent(Sensitive.class)) {
				arguments[i] = redactor.redactMarked(arguments[i], exit);
				changed = true;
			}
		}
		return changed ? withArguments(call, arguments) : call;
	}

	private static ProceedingJoinPoint withArguments(ProceedingJoinPoint call, Object[] arguments) {
		return (ProceedingJoinPoint) Proxy.newProxyInstance(ProceedingJoinPoint.class.getClassLoader(),
				new Class<?>[] { ProceedingJoinPoint.class },
				(proxy, method, args) -> method.getName().equals("getArgs") ? arguments : method.invoke(call, args));
	}

	/**
	 * Lets the call be replaced in a native image.
	 */
	static final class Hints implements RuntimeHintsRegistrar {

		@Override
		public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
			if (ClassUtils.isPresent("org.aspectj.lang.ProceedingJoinPoint", classLoader)) {
				hints.proxies().registerJdkProxy(ProceedingJoinPoint.class);
			}
		}

	}

}
