package dev.fanlight.autoconfigure.redaction;

import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import dev.fanlight.redaction.Redactor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

import org.springframework.util.function.SingletonSupplier;

/**
 * Redacts answers of types of their own, such as those of {@code health} and
 * {@code scheduledtasks}: they cannot be copied, but the maps and lists that their JSON
 * is can be. A clean answer stays what it is. Thread-safe.
 */
final class RedactJson implements UnaryOperator<Object> {

	private static final Logger logger = LoggerFactory.getLogger(RedactJson.class);

	private final Supplier<Mappers> mappers;

	RedactJson(Redactor redactor, Supplier<JsonMapper> mapper) {
		this.mappers = SingletonSupplier.of(() -> Mappers.of(redactor, mapper.get()));
	}

	@Override
	public Object apply(Object answer) {
		try {
			Mappers current = this.mappers.get();
			Object redacted = current.redacting.convertValue(answer, Object.class);
			return current.plain.convertValue(answer, Object.class).equals(redacted) ? answer : redacted;
		}
		catch (JacksonException ex) {
			logger.debug("An answer of {} is not JSON", answer.getClass(), ex);
			return answer;
		}
	}

	private record Mappers(JsonMapper plain, JsonMapper redacting) {

		static Mappers of(Redactor redactor, JsonMapper plain) {
			SimpleModule strings = new SimpleModule("fanlight-redaction").addSerializer(String.class,
					new RedactStringSerializer(redactor));
			return new Mappers(plain, plain.rebuild().addModule(strings).build());
		}

	}

}
