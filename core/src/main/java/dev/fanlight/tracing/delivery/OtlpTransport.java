package dev.fanlight.tracing.delivery;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

import dev.fanlight.tracing.delivery.Outcome.Kind;
import okhttp3.Call;
import okhttp3.ConnectionSpec;
import okhttp3.Headers;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * Speaks OTLP over HTTP and gRPC through the client that the exporters of OpenTelemetry
 * use. Their own sender hides the headers of the answer, and {@code Retry-After} with
 * them.
 */
final class OtlpTransport implements Transport {

	private static final long LARGEST_ANSWER = 64 * 1024;

	private final Endpoint endpoint;

	private final OkHttpClient client;

	private volatile @Nullable Call inFlight;

	OtlpTransport(Endpoint endpoint) {
		this.endpoint = endpoint;
		OkHttpClient.Builder builder = new OkHttpClient.Builder().callTimeout(endpoint.timeout())
			.connectTimeout(endpoint.connectTimeout())
			.readTimeout(Duration.ZERO)
			.writeTimeout(Duration.ZERO)
			.retryOnConnectionFailure(true)
			.followRedirects(false);
		boolean plain = "http".equalsIgnoreCase(endpoint.uri().getScheme());
		if (plain) {
			builder.connectionSpecs(List.of(ConnectionSpec.CLEARTEXT));
		}
		else if (endpoint.sslContext() != null && endpoint.trustManager() != null) {
			builder.sslSocketFactory(endpoint.sslContext().getSocketFactory(), endpoint.trustManager());
		}
		if (endpoint.grpc()) {
			builder
				.protocols(plain ? List.of(Protocol.H2_PRIOR_KNOWLEDGE) : List.of(Protocol.HTTP_2, Protocol.HTTP_1_1));
		}
		if (endpoint.proxy() != null) {
			builder.proxySelector(endpoint.proxy());
		}
		this.client = builder.build();
	}

	@Override
	public Outcome send(Batch batch) {
		Request request;
		try {
			request = request(batch);
		}
		catch (IllegalArgumentException ex) {
			return Outcome.of(Kind.AWAY, Causes.message(ex.getMessage()));
		}
		Call call = this.client.newCall(request);
		this.inFlight = call;
		try (Response response = call.execute()) {
			byte[] answer = answer(response);
			return this.endpoint.grpc() ? grpcOutcome(response, answer) : httpOutcome(response, answer);
		}
		catch (IOException ex) {
			return Outcome.of(Kind.AWAY, Causes.of(ex, this.endpoint));
		}
		finally {
			this.inFlight = null;
		}
	}

	private Request request(Batch batch) {
		Request.Builder request = new Request.Builder().url(this.endpoint.uri().toString());
		this.endpoint.headers().get().forEach((name, values) -> values.forEach((value) -> add(request, name, value)));
		if (!this.endpoint.grpc()) {
			if (batch.encoding() != null) {
				request.header("Content-Encoding", batch.encoding());
			}
			return request.post(RequestBody.create(batch.body(), MediaType.get("application/x-protobuf"))).build();
		}
		if (batch.encoding() != null) {
			request.header("grpc-encoding", batch.encoding());
		}
		ByteBuffer frame = ByteBuffer.allocate(5 + batch.body().length)
			.put((byte) ((batch.encoding() != null) ? 1 : 0))
			.putInt(batch.body().length)
			.put(batch.body());
		return request.header("te", "trailers")
			.post(RequestBody.create(frame.array(), MediaType.get("application/grpc")))
			.build();
	}

	private static void add(Request.Builder request, String name, String value) {
		try {
			request.addHeader(name, value.strip());
		}
		catch (IllegalArgumentException ex) {
			// Its message has the value
			throw new IllegalArgumentException("the header " + name + " has a character that is not allowed");
		}
	}

	/** No answer of a collector is that large; what is beyond tells nothing more. */
	private static byte[] answer(Response response) throws IOException {
		try (Buffer buffer = new Buffer()) {
			boolean more = true;
			while (more && buffer.size() <= LARGEST_ANSWER) {
				more = response.body().source().read(buffer, LARGEST_ANSWER) >= 0;
			}
			return buffer.readByteArray();
		}
	}

	private Outcome httpOutcome(Response response, byte[] answer) {
		int status = response.code();
		String words = "HTTP " + status;
		if (status / 100 == 2) {
			return isPage(answer)
					? Outcome.of(Kind.AWAY, words + " with a page instead of an answer" + Causes.hint(this.endpoint))
					: accepted(answer);
		}
		return switch (status) {
			case 401, 403, 407 -> Outcome.of(Kind.AWAY, words + ", the credentials are missing or wrong");
			case 404, 405 -> Outcome.of(Kind.AWAY, words + ", there is no OTLP at this path");
			case 415 -> Outcome.of(Kind.AWAY, words + Causes.hint(this.endpoint));
			case 408, 429, 502, 503, 504 ->
				Outcome.of(Kind.AWAY, words + ((status == 429) ? ", too many requests" : ", not available"))
					.after(retryAfter(response.header("Retry-After")));
			case 301, 302, 303, 307, 308 -> Outcome.of(Kind.AWAY, words + leads(response.header("Location")));
			default -> Outcome.of((status / 100 == 3) ? Kind.AWAY : Kind.REFUSED, words + said(statusMessage(answer)));
		};
	}

	/** No OTLP begins so: a web server that answers everything would swallow it all. */
	private static boolean isPage(byte[] answer) {
		return isLarge(answer)
				|| new String(answer, 0, Math.min(answer.length, 64), StandardCharsets.UTF_8).stripLeading()
					.startsWith("<");
	}

	private static boolean isLarge(byte[] answer) {
		return answer.length > LARGEST_ANSWER;
	}

	private static String leads(@Nullable String location) {
		return (location != null)
				? ", it leads to " + Causes.message(location.replaceAll("//[^/]*@", "//").replaceAll("[?#].*", ""))
				: "";
	}

	private Outcome grpcOutcome(Response response, byte[] answer) throws IOException {
		String type = response.header("Content-Type", "unknown");
		// Not to be asked for when there is more in front of them
		Headers trailers = isLarge(answer) ? Headers.EMPTY : response.trailers();
		String header = response.header("grpc-status");
		String status = (header != null) ? header : trailers.get("grpc-status");
		if (status == null) {
			boolean unavailable = List.of(429, 502, 503, 504).contains(response.code());
			return Outcome.of(Kind.AWAY, "HTTP " + response.code() + " of type " + type + " instead of a gRPC status"
					+ (unavailable ? "" : Causes.hint(this.endpoint)));
		}
		Headers place = (header != null) ? response.headers() : trailers;
		String words = "gRPC status " + status;
		String message = place.get("grpc-message");
		return switch (status) {
			case "0" -> accepted((answer.length > 5) ? Arrays.copyOfRange(answer, 5, answer.length) : new byte[0]);
			case "16", "7" -> Outcome.of(Kind.AWAY, words + ", the credentials are missing or wrong");
			case "12" -> Outcome.of(Kind.AWAY, words + ", there is no OTLP service" + Causes.hint(this.endpoint));
			case "1", "4", "10", "11", "14", "15" ->
				Outcome.of(Kind.AWAY, words + said(message)).after(retryInfo(place.get("grpc-status-details-bin")));
			case "8" -> {
				Duration wait = retryInfo(place.get("grpc-status-details-bin"));
				// Without the wish to be asked again it speaks about this batch
				yield Outcome.of((wait != null) ? Kind.AWAY : Kind.REFUSED, words + said(message)).after(wait);
			}
			default -> Outcome.of(Kind.REFUSED, words + said(message));
		};
	}

	private static String said(@Nullable String message) {
		return (message == null || message.isBlank()) ? "" : ": " + Causes.message(message);
	}

	private static Outcome accepted(byte[] answer) {
		try {
			ProtobufReader response = new ProtobufReader(answer);
			if (response.next(1)) {
				byte[] partial = response.bytes();
				ProtobufReader rejected = new ProtobufReader(partial);
				ProtobufReader words = new ProtobufReader(partial);
				return Outcome.delivered(rejected.next(1) ? rejected.number() : 0,
						words.next(2) ? Causes.message(words.string()) : "no reason given");
			}
		}
		catch (IllegalArgumentException ex) {
			// Some receivers answer with text; the status says that they took it
		}
		return Outcome.delivered(0, "");
	}

	private static @Nullable String statusMessage(byte[] answer) {
		try {
			ProtobufReader status = new ProtobufReader(answer);
			return status.next(2) ? status.string() : null;
		}
		catch (IllegalArgumentException ex) {
			return new String(answer, 0, Math.min(answer.length, 200), StandardCharsets.UTF_8);
		}
	}

	static @Nullable Duration retryAfter(@Nullable String header) {
		if (header == null) {
			return null;
		}
		try {
			return header.matches("\\d{1,9}") ? Duration.ofSeconds(Long.parseLong(header)) : Duration
				.between(ZonedDateTime.now(), ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME));
		}
		catch (DateTimeException ex) {
			return null;
		}
	}

	private static @Nullable Duration retryInfo(@Nullable String details) {
		if (details == null) {
			return null;
		}
		try {
			ProtobufReader status = new ProtobufReader(Base64.getDecoder().decode(details));
			while (status.next(3)) {
				byte[] detail = status.bytes();
				ProtobufReader type = new ProtobufReader(detail);
				ProtobufReader value = new ProtobufReader(detail);
				if (type.next(1) && type.string().endsWith("google.rpc.RetryInfo") && value.next(2)) {
					ProtobufReader info = value.message();
					byte[] delay = info.next(1) ? info.bytes() : new byte[0];
					ProtobufReader seconds = new ProtobufReader(delay);
					ProtobufReader nanos = new ProtobufReader(delay);
					return Duration.ofSeconds(seconds.next(1) ? seconds.number() : 0,
							nanos.next(2) ? nanos.number() : 0);
				}
			}
		}
		catch (IllegalArgumentException | ArithmeticException ex) {
			// No wish that we understand
		}
		return null;
	}

	@Override
	public void cancel() {
		Call call = this.inFlight;
		if (call != null) {
			call.cancel();
		}
	}

	@Override
	public String address() {
		return this.endpoint.shown();
	}

	@Override
	public void close() {
		this.client.dispatcher().executorService().shutdown();
		this.client.connectionPool().evictAll();
	}

}
