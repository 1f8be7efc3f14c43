package dev.fanlight.autoconfigure.redaction;

import java.util.Collection;
import java.util.Map;

import dev.fanlight.redaction.Exit;
import dev.fanlight.redaction.Redactor;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.EndpointId;
import org.springframework.boot.actuate.endpoint.OperationType;
import org.springframework.boot.actuate.endpoint.invoke.OperationInvoker;
import org.springframework.boot.actuate.endpoint.invoke.OperationInvokerAdvisor;
import org.springframework.boot.actuate.endpoint.invoke.OperationParameters;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;

/**
 * Redacts answers of endpoints that are text, a list or a map. Answers of other types,
 * also reactive ones, pass.
 *
 * @param redactor what decides
 */
record RedactOperationInvokerAdvisor(Redactor redactor) implements OperationInvokerAdvisor {

	@Override
	public OperationInvoker apply(EndpointId endpointId, OperationType operationType, OperationParameters parameters,
			OperationInvoker invoker) {
		return (context) -> redact(invoker.invoke(context));
	}

	private @Nullable Object redact(@Nullable Object answer) {
		if (answer instanceof WebEndpointResponse<?> response) {
			Object body = response.getBody();
			Object redacted = redact(body);
			return (redacted != body)
					? new WebEndpointResponse<>(redacted, response.getStatus(), response.getContentType()) : answer;
		}
		return (answer instanceof CharSequence || answer instanceof Collection || answer instanceof Map)
				? this.redactor.redactValue("", answer, Exit.ACTUATOR) : answer;
	}

}
