package dev.fanlight.sample.traffic;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.SmartLifecycle;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClient.RequestBodySpec;

/**
 * Plays a customer at the gateway: a fixed round of requests, one at a time, on one
 * thread, from after the server's start until before its stop. Not instrumented, so that
 * every request arrives from outside any trace. Never throws: a shop that does not answer
 * is asked again later.
 */
final class TrafficGenerator implements SmartLifecycle {

	private static final Logger logger = LoggerFactory.getLogger(TrafficGenerator.class);

	private static final Duration READ_TIMEOUT = Duration.ofSeconds(5);

	private static final List<String> PRODUCTS = List.of("espresso-beans", "earl-grey", "teapot", "grinder");

	private static final List<String> PAYMENT_METHODS = List.of("card", "paypal", "invoice");

	private static final String GOOD_CARD = "4111111111111111";

	private static final String DECLINED_CARD = "4000000000000002";

	private final List<Runnable> round = List.of(this::order, this::read, this::openCart, this::orderCart, this::read,
			this::catalog, this::order, this::slow, this::login, this::openCart, this::declined, this::order,
			this::read, this::unknown);

	private final Supplier<String> url;

	private final Duration pause;

	private @Nullable ScheduledExecutorService executor;

	private RestClient client = RestClient.create();

	private int turn;

	private @Nullable URI lastOrder;

	private @Nullable String cart;

	/**
	 * Creates a customer.
	 * @param url the gateway's base URL, asked for at the start
	 * @param rate requests per second, when each is answered at once
	 */
	TrafficGenerator(Supplier<String> url, double rate) {
		this.url = url;
		this.pause = Duration.ofNanos((long) (TimeUnit.SECONDS.toNanos(1) / rate));
	}

	@Override
	public synchronized void start() {
		JdkClientHttpRequestFactory requests = new JdkClientHttpRequestFactory();
		requests.setReadTimeout(READ_TIMEOUT);
		this.client = RestClient.builder().requestFactory(requests).baseUrl(this.url.get()).build();
		this.executor = Executors.newSingleThreadScheduledExecutor((task) -> new Thread(task, "shop-traffic"));
		this.executor.scheduleWithFixedDelay(this::next, this.pause.toNanos(), this.pause.toNanos(),
				TimeUnit.NANOSECONDS);
	}

	@Override
	public synchronized void stop() {
		ScheduledExecutorService running = this.executor;
		if (running == null) {
			return;
		}
		this.executor = null;
		running.shutdown();
		try {
			if (!running.awaitTermination(READ_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
				running.shutdownNow();
			}
		}
		catch (InterruptedException ex) {
			running.shutdownNow();
			Thread.currentThread().interrupt();
		}
	}

	@Override
	public synchronized boolean isRunning() {
		return this.executor != null;
	}

	private void next() {
		try {
			this.round.get(this.turn % this.round.size()).run();
		}
		catch (RuntimeException ex) {
			logger.debug("The shop did not answer", ex);
		}
		this.turn = (this.turn + 1) & Integer.MAX_VALUE;
	}

	private void order() {
		order("/api/orders");
	}

	private void orderCart() {
		order("/api/orders?cart=" + this.cart);
	}

	private void order(String uri) {
		URI created = send(post(uri, order(pick(PRODUCTS), 1 + this.turn % 3, pick(PAYMENT_METHODS), GOOD_CARD)));
		this.lastOrder = (created != null) ? created : this.lastOrder;
	}

	private void declined() {
		send(post("/api/orders", order("teapot", 1, "card", DECLINED_CARD)));
	}

	private void read() {
		send(get((this.lastOrder != null) ? this.lastOrder.getPath() : "/api/orders/1"));
	}

	private void unknown() {
		send(get("/api/orders/0"));
	}

	private void catalog() {
		send(get("/api/catalog"));
	}

	private void slow() {
		send(get("/api/orders/slow"));
	}

	private void login() {
		send(post("/api/login", Map.of("user", "ada", "password", "open-sesame", "card", GOOD_CARD)));
	}

	private void openCart() {
		Map<?, ?> opened = this.client.post().uri("/api/carts").retrieve().body(Map.class);
		this.cart = (opened != null) ? String.valueOf(opened.get("id")) : null;
	}

	private String pick(List<String> choices) {
		return choices.get((this.turn / 3) % choices.size());
	}

	private static Map<String, Object> order(String sku, int quantity, String paymentMethod, String card) {
		return Map.of("sku", sku, "quantity", quantity, "paymentMethod", paymentMethod, "card", card);
	}

	private RequestBodySpec post(String uri, Object body) {
		return this.client.method(HttpMethod.POST).uri(uri).body(body);
	}

	private RequestBodySpec get(String uri) {
		return this.client.method(HttpMethod.GET).uri(uri);
	}

	/** A refusal is an answer too, so no status is an error here. */
	private static @Nullable URI send(RequestBodySpec request) {
		return request.retrieve().onStatus(HttpStatusCode::isError, (sent, answer) -> {
		}).toBodilessEntity().getHeaders().getLocation();
	}

}
