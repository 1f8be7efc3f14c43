package dev.fanlight.autoconfigure.logging;

import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoOperator;
import reactor.util.context.Context;

/**
 * Hands an error to the server in the scope of its request, so that what Reactor Netty
 * logs about it carries the ids. The server subscribes outside of the Reactor context
 * that has them.
 */
final class ScopedErrorMono extends MonoOperator<Void, Void> {

	private final ReactiveRequestScope scope;

	ScopedErrorMono(Mono<Void> source, ReactiveRequestScope scope) {
		super(source);
		this.scope = scope;
	}

	@Override
	public void subscribe(CoreSubscriber<? super Void> actual) {
		this.source.subscribe(new Subscriber(actual, this.scope));
	}

	private record Subscriber(CoreSubscriber<? super Void> actual,
			ReactiveRequestScope scope) implements CoreSubscriber<Void> {

		@Override
		public Context currentContext() {
			return this.actual.currentContext();
		}

		@Override
		public void onSubscribe(Subscription subscription) {
			this.actual.onSubscribe(subscription);
		}

		@Override
		public void onNext(Void value) {
			this.actual.onNext(value);
		}

		@Override
		public void onError(Throwable error) {
			this.scope.run(() -> this.actual.onError(error));
		}

		@Override
		public void onComplete() {
			this.actual.onComplete();
		}

	}

}
