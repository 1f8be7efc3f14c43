package dev.fanlight.metrics;

import java.util.Locale;

/**
 * Through which door work came into the service.
 */
public enum EntryKind {

	/** A request over HTTP. */
	HTTP,

	/** A run of a {@code @Scheduled} method. */
	SCHEDULED,

	/** A run of an {@code @Async} method. */
	ASYNC,

	/** A message that a listener received. */
	MESSAGE,

	/** A GraphQL operation; the HTTP request that carried it is an entry of its own. */
	GRAPHQL,

	/** A call over gRPC. */
	GRPC;

	private final String tag = name().toLowerCase(Locale.ROOT);

	/**
	 * The value of the label {@code kind}.
	 * @return the kind in lower case
	 */
	public String tag() {
		return this.tag;
	}

}
