package dev.fanlight.autoconfigure.metrics;

import java.nio.file.Path;

import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.ZeroCopyHttpOutputMessage;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;

/**
 * Notices that the server was done with the body before the body was. Reactor Netty does
 * so when the client hangs up, and then completes the request as if all were well.
 */
class WatchedResponse extends ServerHttpResponseDecorator {

	private final Runnable abandoned;

	private volatile boolean complete;

	private WatchedResponse(ServerHttpResponse delegate, Runnable abandoned) {
		super(delegate);
		this.abandoned = abandoned;
	}

	static WatchedResponse of(ServerHttpResponse delegate, Runnable abandoned) {
		return (delegate instanceof ZeroCopyHttpOutputMessage) ? new ZeroCopy(delegate, abandoned)
				: new WatchedResponse(delegate, abandoned);
	}

	@Override
	public Mono<Void> writeWith(Publisher<? extends DataBuffer> body) {
		// A single value is written as a whole
		return (body instanceof Mono) ? super.writeWith(body) : watch(super.writeWith(watched(body)));
	}

	@Override
	public Mono<Void> writeAndFlushWith(Publisher<? extends Publisher<? extends DataBuffer>> body) {
		return watch(super.writeAndFlushWith(watched(body)));
	}

	private <T> Flux<T> watched(Publisher<T> body) {
		return Flux.from(body).doOnComplete(() -> this.complete = true);
	}

	private Mono<Void> watch(Mono<Void> written) {
		return written.doOnSuccess((done) -> {
			if (!this.complete) {
				this.abandoned.run();
			}
		});
	}

	/** Leaves the short way for files open. */
	private static final class ZeroCopy extends WatchedResponse implements ZeroCopyHttpOutputMessage {

		ZeroCopy(ServerHttpResponse delegate, Runnable abandoned) {
			super(delegate, abandoned);
		}

		@Override
		public Mono<Void> writeWith(Path file, long position, long count) {
			return ((ZeroCopyHttpOutputMessage) getDelegate()).writeWith(file, position, count);
		}

	}

}
