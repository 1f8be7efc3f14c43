package dev.fanlight.alerting;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What becomes of a message on its way to a channel.
 */
class CourierTests {

	private final BlockingQueue<Alert> arrived = new LinkedBlockingQueue<>();

	private final BlockingQueue<Alert> settled = new LinkedBlockingQueue<>();

	private final CountDownLatch release = new CountDownLatch(1);

	private @Nullable Courier courier;

	@AfterEach
	void close() {
		this.release.countDown();
		courier().close(System.nanoTime());
	}

	@Test
	void messagesArriveInOrderAndOnce() throws Exception {
		start((alert) -> {
			this.release.await();
			this.arrived.add(alert);
		}, World.LIMITS);
		courier().offer(alert("a", true));
		courier().offer(alert("a", true));
		courier().offer(alert("b", true));
		courier().offer(alert("a", false));
		this.release.countDown();
		assertThat(List.of(next(), next(), next())).extracting((alert) -> alert.id() + alert.firing())
			.containsExactly("atrue", "btrue", "afalse");
		await().until(() -> this.settled.size() == 3);
		assertThat(courier().status()).extracting(ChannelStatus::delivered, ChannelStatus::waiting)
			.containsExactly(3L, 0);
	}

	@Test
	void endWaitsUntilWhatArrivedIsNoted() throws Exception {
		CountDownLatch arriving = new CountDownLatch(1);
		Thread closing = Thread.currentThread();
		this.courier = new Courier("test", (alert) -> {
		}, World.LIMITS, UnaryOperator.identity(), Clock.systemUTC(), (alert) -> {
			arriving.countDown();
			await().until(() -> closing.getState() == Thread.State.TIMED_WAITING);
			this.settled.add(alert);
		});
		courier().offer(alert("a", true));
		arriving.await();
		courier().close(System.nanoTime() + Duration.ofSeconds(10).toNanos());
		assertThat(this.settled).hasSize(1);
	}

	@Test
	void failedAttemptIsMadeAgain() throws Exception {
		AtomicInteger attempts = new AtomicInteger();
		start((alert) -> {
			if (attempts.incrementAndGet() < 4) {
				throw new IOException("down");
			}
			this.arrived.add(alert);
		}, World.LIMITS);
		courier().offer(alert("a", true));
		next();
		await().until(() -> courier().status().delivered() == 1);
		assertThat(courier().status()).extracting(ChannelStatus::retried, ChannelStatus::failed, ChannelStatus::failure)
			.containsExactly(3L, 0L, "IOException: down");
	}

	@Test
	void receiverSaysWhenToComeAgain() throws Exception {
		AtomicInteger attempts = new AtomicInteger();
		start((alert) -> {
			if (attempts.incrementAndGet() == 1) {
				throw new SendException("answered 429", false, Duration.ofMillis(300));
			}
			this.arrived.add(alert);
		}, World.LIMITS);
		long begin = System.nanoTime();
		courier().offer(alert("a", true));
		next();
		assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(Duration.ofMillis(300));
	}

	@Test
	void whatIsRefusedForGoodIsGivenUp() throws Exception {
		start((alert) -> {
			if (alert.id().equals("a")) {
				throw new SendException("answered 404", true, null);
			}
			this.arrived.add(alert);
		}, World.LIMITS);
		courier().offer(alert("a", true));
		courier().offer(alert("b", true));
		assertThat(next().id()).isEqualTo("b");
		assertThat(courier().status()).extracting(ChannelStatus::failed, ChannelStatus::retried)
			.containsExactly(1L, 0L);
		await().until(() -> this.settled.size() == 2);
	}

	@Test
	void whatDoesNotArriveInTimeIsGivenUp() {
		start((alert) -> {
			throw new IllegalStateException();
		}, new DeliveryLimits(Duration.ofSeconds(5), Duration.ofMillis(1), Duration.ofMillis(5),
				Duration.ofMillis(50)));
		courier().offer(alert("a", true));
		await().until(() -> courier().status().failed() == 1);
		assertThat(courier().status().waiting()).isZero();
	}

	@Test
	void queueIsBoundedAndTheOldestGoes() throws Exception {
		start((alert) -> {
			this.release.await();
			this.arrived.add(alert);
		}, World.LIMITS);
		for (int i = 0; i < Courier.MOST_WAITING + 10; i++) {
			courier().offer(alert("a" + i, true));
		}
		assertThat(courier().status()).extracting(ChannelStatus::waiting, ChannelStatus::dropped)
			.containsExactly(Courier.MOST_WAITING, 10L);
		this.release.countDown();
		await().until(() -> courier().status().waiting() == 0);
		assertThat(this.arrived).extracting(Alert::id).endsWith("a" + (Courier.MOST_WAITING + 9));
	}

	@Test
	void attemptThatHangsIsInterrupted() throws Exception {
		AtomicInteger attempts = new AtomicInteger();
		start((alert) -> {
			if (attempts.incrementAndGet() == 1) {
				this.release.await();
			}
			this.arrived.add(alert);
		}, new DeliveryLimits(Duration.ofMillis(50), Duration.ofMillis(1), Duration.ofMillis(5),
				Duration.ofSeconds(20)));
		courier().offer(alert("a", true));
		await().until(() -> {
			courier().watch();
			return !this.arrived.isEmpty();
		});
		assertThat(courier().status().failure()).isEqualTo("no end after 50ms");
	}

	@Test
	void whatAChannelSaysIsRedactedAndCut() {
		start((alert) -> {
			throw new SendException("answered 400: secret " + "x".repeat(1000), true, null);
		}, World.LIMITS);
		courier().offer(alert("a", true));
		await().until(() -> courier().status().failed() == 1);
		assertThat(courier().status().failure()).hasSizeLessThan(400).doesNotContain("secret").contains("***");
	}

	private void start(AlertChannel channel, DeliveryLimits limits) {
		UnaryOperator<String> redactor = (text) -> text.replace("secret", "***");
		this.courier = new Courier("test", channel, limits, redactor, Clock.systemUTC(), this.settled::add);
	}

	private Courier courier() {
		Courier courier = this.courier;
		assertThat(courier).isNotNull();
		return courier;
	}

	private Alert next() throws InterruptedException {
		Alert alert = this.arrived.poll(5, TimeUnit.SECONDS);
		assertThat(alert).isNotNull();
		return alert;
	}

	static Alert alert(String id, boolean firing) {
		Instant begin = Instant.parse("2026-11-26T12:00:00Z");
		return new Alert(id, firing, "error-rate", Severity.PAGE, "30 % of 10 requests failed & \"more\" <b>",
				"error-rate > 5%", 0.3, "30 %", "POST /orders", "", "4bf92f3577b34da6a3ce929d0e0e4736",
				"https://runbooks.example/a", begin, firing ? null : begin.plusSeconds(60), Map.of(), World.SOURCE);
	}

}
