package dev.fanlight.tracing.propagation;

import org.jspecify.annotations.Nullable;

/**
 * What can be asked of a request before it is traced.
 */
public interface InboundRequest {

	/**
	 * The method.
	 * @return upper case
	 */
	String method();

	/**
	 * The path.
	 * @return below the context path, as it was sent
	 */
	String path();

	/**
	 * Where the request comes from.
	 * @return the address of the client, as far as the server knows
	 */
	@Nullable String remoteAddress();

	/**
	 * The first value of a header.
	 * @param name the name, in any case
	 * @return the value, or {@code null}
	 */
	@Nullable String header(String name);

}
