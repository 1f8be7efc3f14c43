package dev.fanlight.autoconfigure.endpoint;

import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.cloud.CloudPlatform;
import org.springframework.core.env.Environment;

/**
 * Where a request comes from, if that is known. The address of the connection is a
 * proxy's when a header says that the request was forwarded and nobody has read it.
 */
final class ClientAddress {

	private final boolean containerReads;

	ClientAddress(Environment environment) {
		String strategy = environment.getProperty("server.forward-headers-strategy");
		CloudPlatform platform = CloudPlatform.getActive(environment);
		this.containerReads = (strategy != null) ? strategy.equalsIgnoreCase("native")
				: (platform != null && platform.isUsingForwardHeaders());
	}

	@Nullable String of(@Nullable String address, Predicate<String> hasHeader) {
		boolean unread = !this.containerReads && (hasHeader.test("X-Forwarded-For") || hasHeader.test("Forwarded"));
		return unread ? null : address;
	}

}
