package dev.fanlight.autoconfigure.logging;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import dev.fanlight.logging.MdcKey;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import org.slf4j.MDC;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A reactive request leaves what it brings on the thread that hands over its error, and
 * nowhere else.
 */
class ReactiveRequestScopeTests {

	private final CountDownLatch signalled = new CountDownLatch(1);

	private final CountDownLatch cancelled = new CountDownLatch(1);

	private final AtomicReference<@Nullable Subscription> subscription = new AtomicReference<>();

	private final AtomicReference<@Nullable String> seen = new AtomicReference<>();

	@Test
	void errorThatMeetsACancellationIsTidiedUpOnItsOwnThread() throws Exception {
		ReactiveRequestScope scope = new ReactiveRequestScope("r-1", null, ObservationTraces.NONE);
		FutureTask<@Nullable String> server = new FutureTask<>(() -> {
			scope.handOver(Mono.error(new IllegalStateException("boom"))).subscribe(new Server());
			return MDC.get(MdcKey.REQUEST_ID);
		});
		new Thread(server).start();
		MDC.put(MdcKey.REQUEST_ID, "mine");
		try {
			assertThat(this.signalled.await(10, TimeUnit.SECONDS)).isTrue();
			this.subscription.get().cancel();
			this.cancelled.countDown();
			assertThat(server.get(10, TimeUnit.SECONDS)).isNull();
			assertThat(this.seen).hasValue("r-1");
			assertThat(MDC.get(MdcKey.REQUEST_ID)).isEqualTo("mine");
		}
		finally {
			MDC.remove(MdcKey.REQUEST_ID);
		}
	}

	/** Waits in the middle of an error. */
	private final class Server implements CoreSubscriber<Void> {

		@Override
		public void onSubscribe(Subscription subscription) {
			ReactiveRequestScopeTests.this.subscription.set(subscription);
			subscription.request(Long.MAX_VALUE);
		}

		@Override
		public void onNext(Void nothing) {
		}

		@Override
		public void onError(Throwable error) {
			ReactiveRequestScopeTests.this.seen.set(MDC.get(MdcKey.REQUEST_ID));
			ReactiveRequestScopeTests.this.signalled.countDown();
			try {
				ReactiveRequestScopeTests.this.cancelled.await(10, TimeUnit.SECONDS);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}

		@Override
		public void onComplete() {
		}

	}

}
