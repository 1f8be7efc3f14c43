package dev.fanlight.autoconfigure.logging;

import java.util.List;

import org.aopalliance.aop.Advice;
import org.jspecify.annotations.Nullable;

import org.springframework.amqp.rabbit.config.AbstractRabbitListenerContainerFactory;
import org.springframework.amqp.rabbit.config.BaseRabbitListenerContainerFactory;
import org.springframework.amqp.rabbit.config.SimpleRabbitListenerContainerFactory;
import org.springframework.amqp.rabbit.listener.AbstractMessageListenerContainer;
import org.springframework.amqp.rabbit.listener.DirectMessageListenerContainer;
import org.springframework.amqp.rabbit.listener.SimpleMessageListenerContainer;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.beans.DirectFieldAccessor;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.core.env.Environment;
import org.springframework.util.ObjectUtils;

/**
 * Has batches observed by the containers that observe single messages, and containers
 * that were made without a factory observe at all. Spring AMQP does not tell what it was
 * told, so its fields are read.
 */
final class RabbitObservationPostProcessor implements BeanPostProcessor {

	private final BatchObservations batches;

	private final Environment environment;

	RabbitObservationPostProcessor(BatchObservations batches, Environment environment) {
		this.batches = batches;
		this.environment = environment;
	}

	/** Containers make their proxy when they are initialized. */
	@Override
	public Object postProcessBeforeInitialization(Object bean, String beanName) {
		if (bean instanceof AbstractMessageListenerContainer container && isWanted(container)) {
			container.setObservationEnabled(true);
			if (container instanceof SimpleMessageListenerContainer simple && simple.isConsumerBatchEnabled()
					&& told(container, "adviceChain") instanceof Advice[] user && !isOurs(user)) {
				container.setAdviceChain(around(user));
			}
		}
		return bean;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (bean instanceof SimpleRabbitListenerContainerFactory factory
				&& Boolean.TRUE.equals(told(factory, "observationEnabled")) && mayBatch(factory)) {
			factory.setAdviceChain(around(factory.getAdviceChain()));
		}
		return bean;
	}

	private boolean isWanted(AbstractMessageListenerContainer container) {
		String type = (container instanceof DirectMessageListenerContainer) ? "direct" : "simple";
		return this.environment.getProperty("spring.rabbitmq.listener." + type + ".observation-enabled", Boolean.class,
				false);
	}

	/**
	 * Advice costs every message a proxy, the single ones that it has nothing to do with
	 * as well.
	 */
	private static boolean mayBatch(SimpleRabbitListenerContainerFactory factory) {
		return Boolean.TRUE.equals(told(factory, "consumerBatchEnabled"))
				|| told(factory, "containerCustomizer") != null;
	}

	/** A bean may come from a factory. */
	private static boolean isOurs(Advice[] chain) {
		return chain.length > 0 && chain[0] instanceof RabbitBatchInterceptor;
	}

	private Advice[] around(Advice @Nullable [] user) {
		Advice ours = new RabbitBatchInterceptor(this.batches);
		return (user != null) ? ObjectUtils.addObjectToArray(user, ours, 0) : new Advice[] { ours };
	}

	private static @Nullable Object told(Object bean, String name) {
		DirectFieldAccessor fields = new DirectFieldAccessor(bean);
		return fields.isReadableProperty(name) ? fields.getPropertyValue(name) : null;
	}

	/**
	 * Lets the fields be read in a native image.
	 */
	static final class Hints implements RuntimeHintsRegistrar {

		@Override
		public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
			for (Class<?> type : List.of(BaseRabbitListenerContainerFactory.class,
					AbstractRabbitListenerContainerFactory.class, SimpleRabbitListenerContainerFactory.class,
					AbstractMessageListenerContainer.class)) {
				hints.reflection().registerType(type, MemberCategory.ACCESS_DECLARED_FIELDS);
			}
		}

	}

}
