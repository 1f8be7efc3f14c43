package dev.fanlight.autoconfigure.redaction;

import java.util.function.UnaryOperator;

import dev.fanlight.autoconfigure.ConditionalOnFanlight;
import dev.fanlight.redaction.Redactor;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.actuate.endpoint.invoke.OperationInvokerAdvisor;
import org.springframework.boot.actuate.endpoint.jackson.EndpointJsonMapper;
import org.springframework.boot.actuate.web.exchanges.HttpExchangeRepository;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/**
 * Auto-configuration that redacts what the Actuator shows: {@code env},
 * {@code configprops} and {@code quartz} also with {@code show-values=always}, recorded
 * HTTP exchanges, and what every endpoint answers over the web and over JMX.
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
	OperationInvokerAdvisor fanlightOperationInvokerAdvisor(Redactor redactor,
			@Qualifier("fanlightRedactJson") ObjectProvider<UnaryOperator<Object>> json) {
		return new RedactOperationInvokerAdvisor(redactor, json.getIfAvailable(UnaryOperator::identity));
	}

	@Bean
	@ConditionalOnClass(HttpExchangeRepository.class)
	static RedactHttpExchangesPostProcessor fanlightRedactHttpExchangesPostProcessor(
			ObjectProvider<Redactor> redactor) {
		return new RedactHttpExchangesPostProcessor(redactor);
	}

	/** Only where the Actuator writes JSON with Jackson 3. */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ EndpointJsonMapper.class, JsonMapper.class })
	static class Json {

		@Bean
		RedactJson fanlightRedactJson(Redactor redactor, ObjectProvider<EndpointJsonMapper> isolated,
				ObjectProvider<JsonMapper> mapper) {
			return new RedactJson(redactor, () -> {
				EndpointJsonMapper own = isolated.getIfAvailable();
				return (own != null) ? own.get() : mapper.getIfUnique(JsonMapper::new);
			});
		}

	}

}
