package dev.fanlight.test;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import com.sun.net.httpserver.HttpServer;
import dev.fanlight.alerting.Alert;
import dev.fanlight.alerting.AlertChannel;
import dev.fanlight.alerting.Severity;
import dev.fanlight.alerting.Source;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * What Fanlight relies on in every {@link AlertChannel} that posts over HTTP. A test of a
 * channel extends it and says how the channel is made; a real server on the loopback
 * plays the receiver.
 */
public abstract class AlertChannelContract {

	private static final Instant BEGIN = Instant.parse("2026-11-26T12:00:00Z");

	private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

	private static final String SECRET_PATH = "/hook/path-that-is-a-secret";

	private final BlockingQueue<String> bodies = new LinkedBlockingQueue<>();

	private volatile int status = 200;

	private @Nullable HttpServer server;

	/**
	 * Make the channel.
	 * @param url where it is to post to
	 * @return a channel that waits for an answer as long as it would in production
	 */
	protected abstract AlertChannel channel(URI url);

	@BeforeEach
	final void startReceiver() throws IOException {
		HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		server.createContext("/", (exchange) -> {
			this.bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
			exchange.sendResponseHeaders(this.status, -1);
			exchange.close();
		});
		server.start();
		this.server = server;
	}

	@AfterEach
	final void stopReceiver() {
		if (this.server != null) {
			this.server.stop(0);
		}
	}

	@Test
	void tellsWhatItIsWhereAndWhatToDo() throws Exception {
		channel().send(alert("a", true));
		assertThat(next()).contains("error-rate", "shop", "POST /orders", TRACE, "https://runbooks.example/a");
	}

	@Test
	void tellsABeginningFromAnEnd() throws Exception {
		AlertChannel channel = channel();
		channel.send(alert("a", true));
		channel.send(alert("a", false));
		assertThat(next()).isNotEqualTo(next());
	}

	@Test
	void takesAnAlertWithoutRouteTraceAndRunbookAndAnyText() throws Exception {
		channel().send(new Alert("b", true, "a", Severity.INFO, "\" \\ < & \u0007 \uD83D\uDE00 \n", "errors.new > 0",
				Double.NaN, "", null, "", null, null, BEGIN, null, Map.of(), new Source("shop", "test", null, null)));
		assertThat(next()).isNotEmpty();
	}

	@Test
	void throwsWhatDidNotArrive() {
		for (int refusal : new int[] { 400, 404, 429, 500, 503 }) {
			this.status = refusal;
			assertThat(catchThrowable(() -> channel().send(alert("a", true)))).as("status %d", refusal)
				.isInstanceOf(Exception.class);
		}
	}

	@Test
	void throwsWithoutNamingAnAddressThatMayBeASecret() throws IOException {
		int closed;
		try (ServerSocket socket = new ServerSocket(0)) {
			closed = socket.getLocalPort();
		}
		AlertChannel channel = channel(URI.create("http://localhost:" + closed + SECRET_PATH));
		assertThat(catchThrowable(() -> channel.send(alert("a", true)))).isInstanceOf(Exception.class)
			.satisfies((failure) -> assertThat(failure.toString()).doesNotContain(SECRET_PATH));
	}

	@Test
	void endsWhenItIsInterrupted() throws Exception {
		try (ServerSocket silent = new ServerSocket(0)) {
			AlertChannel channel = channel(URI.create("http://localhost:" + silent.getLocalPort() + SECRET_PATH));
			BlockingQueue<Boolean> ended = new LinkedBlockingQueue<>();
			Thread thread = new Thread(
					() -> ended.add(catchThrowable(() -> channel.send(alert("a", true))) instanceof Exception));
			thread.start();
			silent.accept().getInputStream().read();
			thread.interrupt();
			assertThat(ended.poll(5, TimeUnit.SECONDS)).as("threw within 5 s after the interrupt").isEqualTo(true);
		}
	}

	@Test
	void wantsAlertsOfEverySeverityItIsConfiguredForWithoutFailing() {
		assertThat(channel().wants(alert("a", true))).isEqualTo(channel().wants(alert("a", false)));
	}

	private AlertChannel channel() {
		HttpServer server = this.server;
		if (server == null) {
			throw new IllegalStateException("The receiver has not started");
		}
		return channel(URI.create("http://localhost:" + server.getAddress().getPort() + SECRET_PATH));
	}

	private String next() throws InterruptedException {
		String body = this.bodies.poll(5, TimeUnit.SECONDS);
		assertThat(body).as("what the receiver was sent").isNotNull();
		return String.valueOf(body);
	}

	private static Alert alert(String id, boolean firing) {
		return new Alert(id, firing, "error-rate", Severity.PAGE, "30 % of 10 requests failed", "error-rate > 5%", 0.3,
				"30 %", "POST /orders", "", TRACE, "https://runbooks.example/a", BEGIN,
				firing ? null : BEGIN.plusSeconds(60), Map.of(), new Source("shop", "production", "1.4.2", "a"));
	}

}
