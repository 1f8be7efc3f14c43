package dev.fanlight.autoconfigure.endpoint;

import java.util.Map;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;

/**
 * Shows and changes what Fanlight does while the application runs. Read-only unless
 * {@code management.endpoint.fanlight.access} is {@code unrestricted}. This form serves
 * JMX; {@link FanlightWebEndpointExtension} serves the web.
 */
@Endpoint(id = "fanlight", defaultAccess = Access.READ_ONLY)
public final class FanlightEndpoint {

	private static final String JMX = "jmx";

	private final Sections sections;

	FanlightEndpoint(Sections sections) {
		this.sections = sections;
	}

	@ReadOperation
	Map<String, Object> sections() {
		return this.sections.read();
	}

	@ReadOperation
	@Nullable Map<String, Object> section(@Selector String section) {
		return this.sections.read(section);
	}

	@WriteOperation
	@Nullable Map<String, Object> change(@Selector String section, String key, String value, @Nullable String expiry) {
		return inWords(() -> this.sections.change(section, key, value, expiry, JMX));
	}

	@DeleteOperation
	@Nullable Map<String, Object> revert(@Selector String section, @Nullable String key) {
		return inWords(() -> this.sections.revert(section, key, JMX));
	}

	private static @Nullable Map<String, Object> inWords(Supplier<@Nullable Map<String, Object>> operation) {
		try {
			return operation.get();
		}
		catch (IllegalArgumentException ex) {
			String sentence = String.valueOf(ex.getMessage());
			throw new InvalidEndpointRequestException(sentence, sentence, ex);
		}
	}

}
