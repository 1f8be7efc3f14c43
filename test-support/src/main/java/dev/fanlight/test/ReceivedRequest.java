package dev.fanlight.test;

import java.util.List;
import java.util.Map;

import com.google.protobuf.Message;

/**
 * One export request as an {@link OtlpReceiver} saw it.
 *
 * @param signal what it carries
 * @param grpc whether it came over gRPC rather than HTTP
 * @param accepted whether it was answered with success, wholly or in part
 * @param headers the headers, names in lower case, values in the order they came
 * @param message the decoded {@code Export…ServiceRequest} of
 * {@code io.opentelemetry.proto}
 */
public record ReceivedRequest(OtlpSignal signal, boolean grpc, boolean accepted, Map<String, List<String>> headers,
		Message message) {

	/**
	 * The first value of a header.
	 * @param name the name, in lower case
	 * @return the value, empty when the header was not sent
	 */
	public String header(String name) {
		List<String> values = this.headers.getOrDefault(name, List.of());
		return values.isEmpty() ? "" : values.get(0);
	}

}
