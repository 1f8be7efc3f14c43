package dev.fanlight.autoconfigure.redaction;

import dev.fanlight.autoconfigure.ConditionalOnFanlight;
import dev.fanlight.redaction.Redactor;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.actuate.endpoint.invoke.OperationInvokerAdvisor;
import org.springframework.boot.actuate.endpoint.jackson.EndpointJsonMapper;
import org.springframework.boot.actuate.web.exchanges.HttpExchangeRepository;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.Order;

/**
 * Auto-configuration that redacts what the Actuator shows: {@code env},
 * {@code configprops} and {@code quartz} also with {@code show-values=always}, recorded
 * HTTP exchanges, every endpoint that answers with text, a list or a map, such as
 * {@code info}, and the text in the JSON of all others, such as {@code health}.
 */
@AutoConfiguration(after = RedactionAutoConfiguration.class)
@ConditionalOnFanlight("redaction")
@ConditionalOnClass(SanitizingFunction.class)
@ConditionalOnBean(Redactor.class)
public final class RedactActuatorAutoConfiguration {

	@Bean
	@Order
	@ConditionalOnMissingBean(name = "fanlightSanitizingFunction")
	SanitizingFunction fanlightSanitizingFunction(Redactor redactor) {
		return new RedactSanitizingFunction(redactor);
	}

	@Bean
	@ConditionalOnMissingBean(name = "fanlightOperationInvokerAdvisor")
	OperationInvokerAdvisor fanlightOperationInvokerAdvisor(Redactor redactor) {
		return new RedactOperationInvokerAdvisor(redactor);
	}

	@Bean
	@ConditionalOnClass(HttpExchangeRepository.class)
	static RedactHttpExchangesPostProcessor fanlightRedactHttpExchangesPostProcessor(
			ObjectProvider<Redactor> redactor) {
		return new RedactHttpExchangesPostProcessor(redactor);
	}

	@Bean
	@ConditionalOnClass({ EndpointJsonMapper.class, JsonMapper.class })
	static RedactEndpointJsonPostProcessor fanlightRedactEndpointJsonPostProcessor(ObjectProvider<Redactor> redactor) {
		return new RedactEndpointJsonPostProcessor(redactor);
	}

}
