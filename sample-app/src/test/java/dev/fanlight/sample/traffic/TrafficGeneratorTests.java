package dev.fanlight.sample.traffic;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The customer against a server that watches it.
 */
class TrafficGeneratorTests {

	private final AtomicInteger requests = new AtomicInteger();

	private final AtomicInteger inFlight = new AtomicInteger();

	private final AtomicInteger mostInFlight = new AtomicInteger();

	private final Set<String> seen = ConcurrentHashMap.newKeySet();

	private final Set<String> traced = ConcurrentHashMap.newKeySet();

	private final CountDownLatch release = new CountDownLatch(1);

	private final ExecutorService threads = Executors.newCachedThreadPool();

	private volatile boolean hold;

	private volatile boolean hangUp;

	private HttpServer server;

	@BeforeEach
	void serve() throws IOException {
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.server.setExecutor(this.threads);
		this.server.createContext("/", this::answer);
		this.server.start();
	}

	@AfterEach
	void stopServing() {
		this.release.countDown();
		this.server.stop(0);
		this.threads.shutdownNow();
	}

	@Test
	void makesOneRequestAtATimeFromOutsideAnyTrace() {
		TrafficGenerator traffic = start(100);
		await().until(() -> this.requests.get() >= 30);
		traffic.stop();
		assertThat(this.mostInFlight).hasValue(1);
		assertThat(this.traced).isEmpty();
		assertThat(this.seen).contains("POST /api/orders", "GET /api/orders/0", "GET /api/orders/slow",
				"POST /api/carts", "POST /api/login", "GET /api/catalog");
	}

	@Test
	void waitsForASlowShopInsteadOfPilingUp() {
		this.hold = true;
		TrafficGenerator traffic = start(100);
		await().until(() -> this.inFlight.get() == 1);
		await().during(300, TimeUnit.MILLISECONDS).until(() -> this.requests.get() == 1);
		this.release.countDown();
		await().until(() -> this.requests.get() > 1);
		traffic.stop();
		assertThat(this.mostInFlight).hasValue(1);
	}

	@Test
	void asksNoMoreOnceStopped() {
		TrafficGenerator traffic = start(100);
		await().until(() -> this.requests.get() > 0);
		assertThat(traffic.isRunning()).isTrue();
		traffic.stop();
		assertThat(traffic.isRunning()).isFalse();
		await().until(() -> Thread.getAllStackTraces()
			.keySet()
			.stream()
			.noneMatch((thread) -> "shop-traffic".equals(thread.getName())));
		traffic.stop();
	}

	@Test
	void outlivesAShopThatHangsUp() {
		this.hangUp = true;
		TrafficGenerator traffic = start(100);
		await().until(() -> this.requests.get() >= 20);
		traffic.stop();
	}

	private TrafficGenerator start(double rate) {
		TrafficGenerator traffic = new TrafficGenerator(() -> "http://localhost:" + this.server.getAddress().getPort(),
				rate);
		traffic.start();
		return traffic;
	}

	private void answer(HttpExchange exchange) throws IOException {
		this.mostInFlight.accumulateAndGet(this.inFlight.incrementAndGet(), Math::max);
		this.requests.incrementAndGet();
		this.seen.add(exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath());
		if (exchange.getRequestHeaders().containsKey("traceparent")) {
			this.traced.add(exchange.getRequestURI().getPath());
		}
		try (exchange) {
			if (this.hold) {
				this.release.await();
			}
			this.inFlight.decrementAndGet();
			if (!this.hangUp) {
				exchange.sendResponseHeaders(404, -1);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
