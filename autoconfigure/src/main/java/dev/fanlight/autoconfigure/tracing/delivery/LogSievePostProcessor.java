package dev.fanlight.autoconfigure.tracing.delivery;

import dev.fanlight.tracing.delivery.Delivery;
import dev.fanlight.tracing.delivery.LogSieve;
import dev.fanlight.tracing.delivery.Signal;
import io.opentelemetry.sdk.logs.export.BatchLogRecordProcessor;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;

/**
 * Has the queue of log records refuse the least important ones first, where the batch
 * processor is ours.
 */
final class LogSievePostProcessor implements BeanPostProcessor {

	private final ObjectProvider<Delivery> delivery;

	LogSievePostProcessor(ObjectProvider<Delivery> delivery) {
		this.delivery = delivery;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (bean instanceof BatchLogRecordProcessor processor) {
			LogSieve sieve = this.delivery.getObject().processor(Signal.LOGS).sieve();
			return (sieve != null) ? sieve.before(processor) : processor;
		}
		return bean;
	}

}
