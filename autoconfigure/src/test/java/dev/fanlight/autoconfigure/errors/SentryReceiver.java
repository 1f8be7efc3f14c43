package dev.fanlight.autoconfigure.errors;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Takes what Sentry takes, over HTTP on the loopback: compressed envelopes of items with
 * a length each, authorised by the key of the DSN. Anything else is refused.
 */
final class SentryReceiver implements AutoCloseable {

	private static final String KEY = "00112233445566778899aabbccddeeff";

	private final HttpServer server;

	private final List<Item> items = new CopyOnWriteArrayList<>();

	/** All that came, as it came. */
	private final List<String> envelopes = new CopyOnWriteArrayList<>();

	private final List<String> refused = new CopyOnWriteArrayList<>();

	private SentryReceiver(HttpServer server) {
		this.server = server;
	}

	static SentryReceiver start() {
		try {
			HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
			SentryReceiver receiver = new SentryReceiver(server);
			server.createContext("/", receiver::handle);
			server.start();
			return receiver;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	String dsn() {
		return "http://" + KEY + "@localhost:" + this.server.getAddress().getPort() + "/17";
	}

	private void handle(HttpExchange exchange) throws IOException {
		int status = 200;
		try {
			check(exchange);
			byte[] envelope = new GZIPInputStream(exchange.getRequestBody()).readAllBytes();
			this.envelopes.add(new String(envelope, StandardCharsets.UTF_8));
			this.items.addAll(parse(envelope));
		}
		catch (IOException | RuntimeException ex) {
			this.refused.add(ex.toString());
			status = 400;
		}
		byte[] answer = "{}".getBytes(StandardCharsets.UTF_8);
		exchange.sendResponseHeaders(status, answer.length);
		exchange.getResponseBody().write(answer);
		exchange.close();
	}

	private static void check(HttpExchange exchange) throws IOException {
		if (!exchange.getRequestMethod().equals("POST")
				|| !exchange.getRequestURI().getPath().equals("/api/17/envelope/")
				|| !"application/x-sentry-envelope".equals(exchange.getRequestHeaders().getFirst("Content-Type"))
				|| !String.valueOf(exchange.getRequestHeaders().getFirst("X-Sentry-Auth")).contains(KEY)) {
			throw new IOException("Not for Sentry: " + exchange.getRequestURI());
		}
	}

	private static List<Item> parse(byte[] envelope) throws IOException {
		List<Item> items = new ArrayList<>();
		int at = line(envelope, 0).length + 1;
		JsonMapper.shared().readTree(line(envelope, 0));
		while (at < envelope.length) {
			byte[] line = line(envelope, at);
			JsonNode header = JsonMapper.shared().readTree(line);
			int first = at + line.length + 1;
			int length = header.get("length").asInt();
			if (first + length > envelope.length
					|| (first + length < envelope.length && envelope[first + length] != '\n')) {
				throw new IOException("An item does not end where it says");
			}
			String payload = new String(envelope, first, length, StandardCharsets.UTF_8);
			items.add(new Item(header.get("type").asString(), payload));
			at = first + length + 1;
		}
		return items;
	}

	private static byte[] line(byte[] envelope, int from) {
		ByteArrayOutputStream line = new ByteArrayOutputStream();
		for (int at = from; at < envelope.length && envelope[at] != '\n'; at++) {
			line.write(envelope[at]);
		}
		return line.toByteArray();
	}

	/** The one event of a kind, waiting for it. */
	JsonNode event(Predicate<JsonNode> wanted) {
		return Awaitility.await()
			.atMost(Duration.ofSeconds(20))
			.until(() -> this.items.stream()
				.filter((item) -> item.type().equals("event"))
				.map((item) -> JsonMapper.shared().readTree(item.payload()))
				.filter(wanted)
				.findFirst()
				.orElse(null), (event) -> event != null);
	}

	List<Item> items(String type) {
		return this.items.stream().filter((item) -> item.type().equals(type)).toList();
	}

	String everything() {
		return String.join("\n", this.envelopes);
	}

	List<String> refused() {
		return this.refused;
	}

	@Override
	public void close() {
		this.server.stop(0);
	}

	record Item(String type, String payload) {
	}

}
