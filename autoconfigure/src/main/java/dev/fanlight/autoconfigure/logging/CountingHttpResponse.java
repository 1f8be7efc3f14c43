package dev.fanlight.autoconfigure.logging;

import java.nio.file.Path;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpMethod;
import org.springframework.http.ZeroCopyHttpOutputMessage;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;

/**
 * Counts the bytes of a reactive response that does not announce its length, as most that
 * come in pieces, and those that are read of its request.
 */
class CountingHttpResponse extends ServerHttpResponseDecorator {

	private long bytesRead;

	private long bytesWritten;

	private CountingHttpResponse(ServerHttpResponse delegate) {
		super(delegate);
	}

	static HttpHandler around(HttpHandler handler) {
		return (request, response) -> {
			CountingHttpResponse counting = (response instanceof ZeroCopyHttpOutputMessage) ? new ZeroCopy(response)
					: new CountingHttpResponse(response);
			return handler.handle(counting.reading(request), counting);
		};
	}

	static @Nullable CountingHttpResponse of(ServerHttpResponse response) {
		ServerHttpResponse current = response;
		while (current instanceof ServerHttpResponseDecorator decorator) {
			if (decorator instanceof CountingHttpResponse counting) {
				return counting;
			}
			current = decorator.getDelegate();
		}
		return null;
	}

	long bytesRead() {
		return this.bytesRead;
	}

	long bytesWritten() {
		return this.bytesWritten;
	}

	/** Such a request has no body as a rule. */
	private ServerHttpRequest reading(ServerHttpRequest request) {
		HttpMethod method = request.getMethod();
		return (method == HttpMethod.GET || method == HttpMethod.HEAD) ? request : new Reading(request);
	}

	@Override
	public Mono<Void> writeWith(Publisher<? extends DataBuffer> body) {
		return super.writeWith((getHeaders().getContentLength() >= 0) ? body
				: (body instanceof Mono<? extends DataBuffer> mono) ? mono.doOnNext(this::count) : counted(body));
	}

	@Override
	public Mono<Void> writeAndFlushWith(Publisher<? extends Publisher<? extends DataBuffer>> body) {
		return super.writeAndFlushWith(Flux.from(body).map(this::counted));
	}

	private Flux<DataBuffer> counted(Publisher<? extends DataBuffer> body) {
		return Flux.<DataBuffer>from(body).doOnNext(this::count);
	}

	private void count(DataBuffer buffer) {
		this.bytesWritten += buffer.readableByteCount();
	}

	/** Leaves the short way for files open. */
	private static final class ZeroCopy extends CountingHttpResponse implements ZeroCopyHttpOutputMessage {

		ZeroCopy(ServerHttpResponse delegate) {
			super(delegate);
		}

		@Override
		public Mono<Void> writeWith(Path file, long position, long count) {
			super.bytesWritten += count;
			return ((ZeroCopyHttpOutputMessage) getDelegate()).writeWith(file, position, count);
		}

	}

	private final class Reading extends ServerHttpRequestDecorator {

		Reading(ServerHttpRequest delegate) {
			super(delegate);
		}

		@Override
		public Flux<DataBuffer> getBody() {
			return super.getBody()
				.doOnNext((buffer) -> CountingHttpResponse.this.bytesRead += buffer.readableByteCount());
		}

	}

}
