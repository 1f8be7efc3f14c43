package dev.fanlight.autoconfigure.redaction;

import dev.fanlight.redaction.Redactor;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.actuate.web.exchanges.HttpExchangeRepository;

/**
 * Puts redaction in front of every repository of HTTP exchanges.
 */
final class RedactHttpExchangesPostProcessor implements BeanPostProcessor {

	private final ObjectProvider<Redactor> redactor;

	RedactHttpExchangesPostProcessor(ObjectProvider<Redactor> redactor) {
		this.redactor = redactor;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		return (bean instanceof HttpExchangeRepository repository)
				? new RedactHttpExchangeRepository(repository, this.redactor.getObject()) : bean;
	}

}
