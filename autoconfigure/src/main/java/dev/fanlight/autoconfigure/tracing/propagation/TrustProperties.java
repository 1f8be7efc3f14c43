package dev.fanlight.autoconfigure.tracing.propagation;

import java.util.List;

import dev.fanlight.tracing.propagation.Trust;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How far the trace headers of callers are believed.
 *
 * @param otherwise What holds for callers that no rule matches.
 * @param rules Rules by caller, in their order.
 */
@ConfigurationProperties("fanlight.tracing.trust")
record TrustProperties(@DefaultValue("trust") Trust otherwise, @DefaultValue List<Rule> rules) {

	/**
	 * One rule. What is not set matches everything.
	 *
	 * @param addresses Ranges of remote addresses, such as 10.0.0.0/8.
	 * @param path Pattern of the path below the context path.
	 * @param header Header that the request has.
	 * @param headerValue Value that the header has.
	 * @param level How far the caller is believed: trust, keep-id, link or ignore.
	 */
	record Rule(@DefaultValue List<String> addresses, @Nullable String path, @Nullable String header,
			@Nullable String headerValue, @Nullable String level) {
	}

}
