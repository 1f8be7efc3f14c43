package dev.fanlight.autoconfigure.logging;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.kafka.config.AbstractKafkaListenerContainerFactory;
import org.springframework.kafka.listener.BatchInterceptor;
import org.springframework.kafka.listener.CompositeBatchInterceptor;

/**
 * Has batches observed by the containers that observe single messages. An interceptor of
 * the application stays and runs inside of ours.
 */
final class KafkaBatchPostProcessor implements BeanPostProcessor {

	private final BatchObservations batches;

	KafkaBatchPostProcessor(BatchObservations batches) {
		this.batches = batches;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (bean instanceof AbstractKafkaListenerContainerFactory<?, ?, ?> factory) {
			observe(factory);
		}
		return bean;
	}

	private <K, V> void observe(AbstractKafkaListenerContainerFactory<?, K, V> factory) {
		BatchInterceptor<K, V> user = factory.getBatchInterceptor();
		BatchInterceptor<K, V> ours = new KafkaBatchInterceptor<>(this.batches,
				factory.getContainerProperties()::isObservationEnabled);
		factory.setBatchInterceptor((user != null) ? new CompositeBatchInterceptor<>(ours, user) : ours);
	}

}
