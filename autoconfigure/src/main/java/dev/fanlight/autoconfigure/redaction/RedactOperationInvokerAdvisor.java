package dev.fanlight.autoconfigure.redaction;

import java.util.Collection;
import java.util.Map;
import java.util.function.UnaryOperator;

import dev.fanlight.redaction.Exit;
import dev.fanlight.redaction.Redactor;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.boot.actuate.endpoint.EndpointId;
import org.springframework.boot.actuate.endpoint.OperationType;
import org.springframework.boot.actuate.endpoint.invoke.OperationInvoker;
import org.springframework.boot.actuate.endpoint.invoke.OperationInvokerAdvisor;
import org.springframework.boot.actuate.endpoint.invoke.OperationParameters;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.core.io.InputStreamSource;
import org.springframework.util.ClassUtils;

/**
 * Redacts what endpoints answer, over the web and over JMX: text, lists, maps and types
 * of their own, also when they come as a publisher. Bytes, files and numbers pass.
 */
final class RedactOperationInvokerAdvisor implements OperationInvokerAdvisor {

	private static final boolean REACTOR = ClassUtils.isPresent("reactor.core.publisher.Flux",
			RedactOperationInvokerAdvisor.class.getClassLoader());

	private final Redactor redactor;

	private final UnaryOperator<Object> json;

	/**
	 * Creates the advisor.
	 * @param redactor what decides
	 * @param json redacts any other object
	 */
	RedactOperationInvokerAdvisor(Redactor redactor, UnaryOperator<Object> json) {
		this.redactor = redactor;
		this.json = json;
	}

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
		if (answer instanceof CharSequence || answer instanceof Collection || answer instanceof Map) {
			Object redacted = this.redactor.redactValue("", answer, Exit.ACTUATOR);
			return (redacted != null && !(answer instanceof CharSequence)) ? this.json.apply(redacted) : redacted;
		}
		if (answer == null || answer instanceof byte[] || answer instanceof Number || answer instanceof Boolean
				|| answer instanceof InputStreamSource) {
			return answer;
		}
		return (REACTOR && answer instanceof Publisher) ? Reactive.map(answer, this::redact) : this.json.apply(answer);
	}

	/** Reactor is optional. */
	private static final class Reactive {

		static Object map(Object answer, UnaryOperator<@Nullable Object> redact) {
			if (answer instanceof Mono<?> mono) {
				return mono.mapNotNull(redact::apply);
			}
			return (answer instanceof Flux<?> flux) ? flux.mapNotNull(redact::apply) : answer;
		}

	}

}
