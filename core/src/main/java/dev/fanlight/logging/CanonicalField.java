package dev.fanlight.logging;

/**
 * The names of what a canonical line says about a request, a call, a job or a message,
 * once: attributes of OpenTelemetry's semantic conventions in snake case. They stand
 * under {@link LogField#EXTRA}.
 */
public enum CanonicalField {

	/** Method of the request. */
	METHOD("http_request_method"),

	/** Route template, or what stands for it when a request had none. */
	ROUTE("http_route"),

	/** Path of a request that had no route. */
	PATH("url_path"),

	/** Status of the response. */
	STATUS("http_response_status_code"),

	/** How long it took, in milliseconds. */
	DURATION("duration_ms"),

	/** Bytes of the request's body, where its length was announced. */
	BYTES_IN("http_request_body_size"),

	/** Bytes of the response's body. */
	BYTES_OUT("http_response_body_size"),

	/** Address of the client. */
	CLIENT_ADDRESS("client_address"),

	/** User agent of the client. */
	USER_AGENT("user_agent_original"),

	/** The query parameters that were asked for. */
	QUERY("url_query"),

	/** The template of the URL that was called. */
	URL_TEMPLATE("url_template"),

	/** Host that was called. */
	SERVER_ADDRESS("server_address"),

	/** Class and method of a job. */
	FUNCTION("code_function_name"),

	/** Where a message came from. */
	DESTINATION("messaging_destination_name"),

	/** How many messages a batch had. */
	MESSAGE_COUNT("messaging_batch_message_count"),

	/** Class of the exception, {@code client_aborted}, or the status of a fault. */
	ERROR_TYPE("error_type"),

	/** Class of the exception behind a response that is no fault. */
	EXCEPTION_TYPE("exception_type"),

	/** {@code true} when it took longer than the threshold. */
	SLOW("slow");

	/** What the names of request headers start with. */
	public static final String HEADER_PREFIX = "http_request_header_";

	private final String key;

	CanonicalField(String key) {
		this.key = key;
	}

	/**
	 * The name as it stands in a line.
	 * @return the name, snake case
	 */
	public String key() {
		return this.key;
	}

}
