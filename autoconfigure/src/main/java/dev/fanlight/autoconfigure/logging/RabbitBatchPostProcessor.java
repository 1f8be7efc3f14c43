package dev.fanlight.autoconfigure.logging;

import java.lang.reflect.Method;

import org.aopalliance.aop.Advice;
import org.jspecify.annotations.Nullable;

import org.springframework.amqp.rabbit.config.AbstractRabbitListenerContainerFactory;
import org.springframework.amqp.rabbit.config.BaseRabbitListenerContainerFactory;
import org.springframework.aot.hint.ExecutableMode;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.util.ObjectUtils;
import org.springframework.util.ReflectionUtils;

/**
 * Has batches observed by the containers that observe single messages. Spring AMQP tells
 * nobody but subclasses which those are.
 */
final class RabbitBatchPostProcessor implements BeanPostProcessor {

	private final BatchObservations observations;

	RabbitBatchPostProcessor(BatchObservations observations) {
		this.observations = observations;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (bean instanceof AbstractRabbitListenerContainerFactory<?> factory && isObserved(factory)) {
			Advice[] user = factory.getAdviceChain();
			Advice ours = new RabbitBatchInterceptor(this.observations);
			factory
				.setAdviceChain((user != null) ? ObjectUtils.addObjectToArray(user, ours, 0) : new Advice[] { ours });
		}
		return bean;
	}

	private static boolean isObserved(AbstractRabbitListenerContainerFactory<?> factory) {
		Method method = getter();
		if (method == null) {
			return false;
		}
		ReflectionUtils.makeAccessible(method);
		return Boolean.TRUE.equals(ReflectionUtils.invokeMethod(method, factory));
	}

	private static @Nullable Method getter() {
		return ReflectionUtils.findMethod(BaseRabbitListenerContainerFactory.class, "getObservationEnabled");
	}

	/**
	 * Lets the method be called in a native image.
	 */
	static final class Hints implements RuntimeHintsRegistrar {

		@Override
		public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
			Method method = getter();
			if (method != null) {
				hints.reflection().registerMethod(method, ExecutableMode.INVOKE);
			}
		}

	}

}
