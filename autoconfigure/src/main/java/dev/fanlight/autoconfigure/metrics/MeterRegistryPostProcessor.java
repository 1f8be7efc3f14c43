package dev.fanlight.autoconfigure.metrics;

import java.util.function.Consumer;

import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.beans.factory.config.BeanPostProcessor;

/**
 * Hands every registry to a consumer, after Boot has given it its filters and before
 * anything is measured.
 *
 * @param consumer takes each registry once
 */
record MeterRegistryPostProcessor(Consumer<MeterRegistry> consumer) implements BeanPostProcessor {

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (bean instanceof MeterRegistry registry) {
			this.consumer.accept(registry);
		}
		return bean;
	}

}
