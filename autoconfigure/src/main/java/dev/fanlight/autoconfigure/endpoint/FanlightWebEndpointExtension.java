package dev.fanlight.autoconfigure.endpoint;

import java.security.Principal;
import java.util.Map;
import java.util.function.Supplier;

import dev.fanlight.autoconfigure.EndpointDocument;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.EndpointWebExtension;
import org.springframework.util.MimeType;

/**
 * The endpoint over HTTP: knows who asks, and answers a request that cannot be meant with
 * 400 and a sentence, an unknown section with 404.
 */
@EndpointWebExtension(endpoint = FanlightEndpoint.class)
public final class FanlightWebEndpointExtension {

	private final Sections sections;

	FanlightWebEndpointExtension(Sections sections) {
		this.sections = sections;
	}

	@ReadOperation
	Map<String, Object> sections() {
		return this.sections.read();
	}

	@ReadOperation
	WebEndpointResponse<?> section(@Selector String section) {
		EndpointDocument document = this.sections.document(section);
		return (document == null) ? answer(() -> this.sections.read(section)) : new WebEndpointResponse<>(
				document.content(), WebEndpointResponse.STATUS_OK, MimeType.valueOf(document.mediaType()));
	}

	@WriteOperation
	WebEndpointResponse<Map<String, Object>> change(SecurityContext caller, @Selector String section, String key,
			String value, @Nullable String expiry) {
		return answer(() -> this.sections.change(section, key, value, expiry, name(caller)));
	}

	@DeleteOperation
	WebEndpointResponse<Map<String, Object>> revert(SecurityContext caller, @Selector String section,
			@Nullable String key) {
		return answer(() -> this.sections.revert(section, key, name(caller)));
	}

	private static WebEndpointResponse<Map<String, Object>> answer(Supplier<@Nullable Map<String, Object>> operation) {
		try {
			Map<String, Object> body = operation.get();
			return (body != null) ? new WebEndpointResponse<>(body) : new WebEndpointResponse<>(
					Map.of("error", "there is no such section"), WebEndpointResponse.STATUS_NOT_FOUND);
		}
		catch (IllegalArgumentException ex) {
			return new WebEndpointResponse<>(Map.of("error", String.valueOf(ex.getMessage())),
					WebEndpointResponse.STATUS_BAD_REQUEST);
		}
	}

	private static String name(SecurityContext caller) {
		Principal principal = caller.getPrincipal();
		return (principal != null) ? String.valueOf(principal.getName()) : "anonymous";
	}

}
