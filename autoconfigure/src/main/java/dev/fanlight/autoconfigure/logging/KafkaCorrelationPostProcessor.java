package dev.fanlight.autoconfigure.logging;

import java.util.function.Supplier;

import dev.fanlight.logging.LogContext;
import org.aopalliance.intercept.MethodInterceptor;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.ProxyFactory;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.kafka.config.AbstractKafkaListenerContainerFactory;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.listener.CompositeRecordInterceptor;
import org.springframework.kafka.listener.RecordInterceptor;

/**
 * Lets every producer and every listener carry a {@link MessageContext}. An interceptor
 * of the application stays and runs inside of ours.
 */
final class KafkaCorrelationPostProcessor implements BeanPostProcessor {

	private final Supplier<MessageContext> context;

	KafkaCorrelationPostProcessor(Supplier<MessageContext> context) {
		this.context = context;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (bean instanceof DefaultKafkaProducerFactory<?, ?> factory) {
			sendWith(factory);
		}
		else if (bean instanceof AbstractKafkaListenerContainerFactory<?, ?, ?> factory) {
			listenWith(factory);
		}
		return bean;
	}

	private <K, V> void sendWith(DefaultKafkaProducerFactory<K, V> factory) {
		factory.addPostProcessor((producer) -> {
			ProxyFactory proxy = new ProxyFactory(Producer.class, (MethodInterceptor) (invocation) -> {
				if (invocation.getMethod().getName().equals("send")
						&& invocation.getArguments()[0] instanceof ProducerRecord<?, ?> message) {
					write(message);
				}
				return invocation.proceed();
			});
			proxy.setTarget(producer);
			@SuppressWarnings("unchecked")
			Producer<K, V> result = (Producer<K, V>) proxy.getProxy(getClass().getClassLoader());
			return result;
		});
	}

	private void write(ProducerRecord<?, ?> message) {
		try {
			this.context.get().write(new KafkaHeaders(message.headers())::add);
		}
		catch (IllegalStateException ex) {
			// A record that is sent again is read-only and has its headers
		}
	}

	private <K, V> void listenWith(AbstractKafkaListenerContainerFactory<?, K, V> factory) {
		RecordInterceptor<K, V> user = factory.getRecordInterceptor();
		RecordInterceptor<K, V> ours = new Listener<>(this.context);
		factory.setRecordInterceptor((user != null) ? new CompositeRecordInterceptor<>(ours, user) : ours);
	}

	private record Listener<K, V>(Supplier<MessageContext> context) implements RecordInterceptor<K, V> {

		@Override
		public @Nullable ConsumerRecord<K, V> intercept(ConsumerRecord<K, V> message, Consumer<K, V> consumer) {
			// In the scope of an observation it has been read
			if (LogContext.current() == null) {
				this.context.get().read(new KafkaHeaders(message.headers())::value);
			}
			return message;
		}

		@Override
		public void afterRecord(ConsumerRecord<K, V> message, Consumer<K, V> consumer) {
			this.context.get().clear();
		}

		@Override
		public void setupThreadState(Consumer<?, ?> consumer) {
			// A record after which the container gave up has no end
			this.context.get().clear();
			KafkaContextHandler.clears();
		}

	}

}
