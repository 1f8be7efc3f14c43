package dev.fanlight.autoconfigure.redaction;

import dev.fanlight.redaction.Redactor;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.actuate.endpoint.jackson.EndpointJsonMapper;

/**
 * Puts redaction behind every endpoint that answers with a type of its own, such as
 * {@code health}, {@code scheduledtasks} and {@code loggers}: their answers cannot be
 * copied, but their JSON can be read on its way out.
 */
final class RedactEndpointJsonPostProcessor implements BeanPostProcessor {

	private final ObjectProvider<Redactor> redactor;

	RedactEndpointJsonPostProcessor(ObjectProvider<Redactor> redactor) {
		this.redactor = redactor;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		return (bean instanceof EndpointJsonMapper mapper) ? redacting(mapper) : bean;
	}

	private EndpointJsonMapper redacting(EndpointJsonMapper mapper) {
		SimpleModule strings = new SimpleModule("fanlight-redaction").addSerializer(String.class,
				new RedactStringSerializer(this.redactor.getObject()));
		JsonMapper redacting = mapper.get().rebuild().addModule(strings).build();
		return () -> redacting;
	}

}
