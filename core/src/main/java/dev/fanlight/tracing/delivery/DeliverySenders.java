package dev.fanlight.tracing.delivery;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import io.opentelemetry.common.ComponentLoader;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.common.export.Compressor;
import io.opentelemetry.sdk.common.export.GrpcResponse;
import io.opentelemetry.sdk.common.export.GrpcSender;
import io.opentelemetry.sdk.common.export.GrpcSenderConfig;
import io.opentelemetry.sdk.common.export.GrpcSenderProvider;
import io.opentelemetry.sdk.common.export.GrpcStatusCode;
import io.opentelemetry.sdk.common.export.HttpResponse;
import io.opentelemetry.sdk.common.export.HttpSender;
import io.opentelemetry.sdk.common.export.HttpSenderConfig;
import io.opentelemetry.sdk.common.export.HttpSenderProvider;
import io.opentelemetry.sdk.common.export.MessageWriter;
import io.opentelemetry.sdk.common.export.ProxyOptions;
import org.jspecify.annotations.Nullable;

/**
 * Gives exporters senders that hand over to a pipeline and report success at once: from
 * there on the pipeline is responsible. The retry policy and the executor of an exporter
 * have no meaning then. JSON is left to the sender of OpenTelemetry.
 */
final class DeliverySenders implements ComponentLoader {

	private final ComponentLoader others = ComponentLoader.forClassLoader(HttpSenderProvider.class.getClassLoader());

	private final Delivery delivery;

	private final Signal signal;

	DeliverySenders(Delivery delivery, Signal signal) {
		this.delivery = delivery;
		this.signal = signal;
	}

	@Override
	public <T> Iterable<T> load(Class<T> type) {
		if (type == HttpSenderProvider.class) {
			return List.of(type.cast((HttpSenderProvider) this::http));
		}
		if (type == GrpcSenderProvider.class) {
			return List.of(type.cast((GrpcSenderProvider) this::grpc));
		}
		return this.others.load(type);
	}

	private HttpSender http(HttpSenderConfig config) {
		if (!config.getContentType().contains("protobuf")) {
			return this.others.load(HttpSenderProvider.class).iterator().next().createSender(config);
		}
		ProxyOptions proxy = config.getProxyOptions();
		return new Http(this.delivery, pipeline(new Endpoint(config.getEndpoint(), false, config.getConnectTimeout(),
				config.getTimeout(), () -> headers(config.getHeadersSupplier().get()),
				(proxy != null) ? proxy.getProxySelector() : null, config.getSslContext(), config.getTrustManager())),
				config.getCompressor());
	}

	private GrpcSender grpc(GrpcSenderConfig config) {
		URI uri = config.getEndpoint().resolve("/" + config.getFullMethodName());
		return new Grpc(this.delivery,
				pipeline(new Endpoint(uri, true, config.getConnectTimeout(), config.getTimeout(),
						() -> headers(config.getHeadersSupplier().get()), null, config.getSslContext(),
						config.getTrustManager())),
				config.getCompressor());
	}

	/**
	 * Of this sender alone: headers that are equal now may be other credentials later.
	 */
	private Pipeline pipeline(Endpoint endpoint) {
		return this.delivery.pipeline(this.signal, new Object(), endpoint);
	}

	private static Map<String, List<String>> headers(@Nullable Map<String, List<String>> headers) {
		return (headers != null) ? headers : Map.of();
	}

	/**
	 * Marshal a request.
	 * @param writer marshals
	 * @param compressor compresses, {@code null} if nothing does
	 * @return the batch
	 * @throws IOException if the writer or the compressor fails
	 */
	static Batch batch(MessageWriter writer, @Nullable Compressor compressor) throws IOException {
		ByteArrayOutputStream plain = new Exact(writer.getContentLength());
		writer.writeMessage(plain);
		return batch(plain.toByteArray(), compressor);
	}

	static Batch batch(byte[] body, @Nullable Compressor compressor) throws IOException {
		int items;
		try {
			items = ProtobufReader.items(body);
		}
		catch (IllegalArgumentException ex) {
			items = 1;
		}
		if (compressor == null) {
			return new Batch(body, null, items, System.currentTimeMillis());
		}
		ByteArrayOutputStream compressed = new ByteArrayOutputStream(body.length / 4 + 32);
		try (OutputStream output = compressor.compress(compressed)) {
			output.write(body);
		}
		return new Batch(compressed.toByteArray(), compressor.getEncoding(), items, System.currentTimeMillis());
	}

	/**
	 * Gives its buffer away instead of a copy when it was filled exactly.
	 */
	private static final class Exact extends ByteArrayOutputStream {

		Exact(int size) {
			super(Math.max(size, 0));
		}

		@Override
		public synchronized byte[] toByteArray() {
			return (this.count == this.buf.length) ? this.buf : super.toByteArray();
		}

	}

	private record Http(Delivery delivery, Pipeline pipeline, @Nullable Compressor compressor) implements HttpSender {

		@Override
		public void send(MessageWriter writer, Consumer<HttpResponse> onResponse, Consumer<Throwable> onError) {
			try {
				this.delivery.offer(this.pipeline, batch(writer, this.compressor));
			}
			catch (IOException | RuntimeException ex) {
				onError.accept(ex);
				return;
			}
			onResponse.accept(HttpAccepted.INSTANCE);
		}

		@Override
		public CompletableResultCode shutdown() {
			return CompletableResultCode.ofSuccess();
		}

	}

	private record Grpc(Delivery delivery, Pipeline pipeline, @Nullable Compressor compressor) implements GrpcSender {

		@Override
		public void send(MessageWriter writer, Consumer<GrpcResponse> onResponse, Consumer<Throwable> onError) {
			try {
				this.delivery.offer(this.pipeline, batch(writer, this.compressor));
			}
			catch (IOException | RuntimeException ex) {
				onError.accept(ex);
				return;
			}
			onResponse.accept(GrpcAccepted.INSTANCE);
		}

		@Override
		public CompletableResultCode shutdown() {
			return CompletableResultCode.ofSuccess();
		}

	}

	private static final class HttpAccepted implements HttpResponse {

		private static final HttpAccepted INSTANCE = new HttpAccepted();

		@Override
		public int getStatusCode() {
			return 202;
		}

		@Override
		public String getStatusMessage() {
			return "Accepted";
		}

		@Override
		public byte[] getResponseBody() {
			return new byte[0];
		}

	}

	private static final class GrpcAccepted implements GrpcResponse {

		private static final GrpcAccepted INSTANCE = new GrpcAccepted();

		@Override
		public GrpcStatusCode getStatusCode() {
			return GrpcStatusCode.OK;
		}

		@Override
		public String getStatusDescription() {
			return "";
		}

		@Override
		public byte[] getResponseMessage() {
			return new byte[0];
		}

	}

}
