package dev.fanlight.alerting;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A real server that keeps what it is sent and answers as it is told.
 */
final class Receiver implements AutoCloseable {

	private final HttpServer server;

	private final BlockingQueue<Message> messages = new LinkedBlockingQueue<>();

	volatile int status = 200;

	volatile String answer = "ok";

	volatile Map<String, String> headers = Map.of();

	Receiver() {
		try {
			this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.server.createContext("/", (exchange) -> {
			String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
			this.messages.add(new Message(exchange.getProtocol(), exchange.getRequestURI().toString(),
					exchange.getRequestHeaders(), body));
			this.headers.forEach(exchange.getResponseHeaders()::set);
			byte[] answer = this.answer.getBytes(StandardCharsets.UTF_8);
			exchange.sendResponseHeaders(this.status, answer.length);
			exchange.getResponseBody().write(answer);
			exchange.close();
		});
		this.server.start();
	}

	URI url(String path) {
		return URI.create("http://localhost:" + this.server.getAddress().getPort() + path);
	}

	Message next() throws InterruptedException {
		Message message = this.messages.poll(5, TimeUnit.SECONDS);
		assertThat(message).isNotNull();
		return message;
	}

	@Override
	public void close() {
		this.server.stop(0);
	}

	record Message(String protocol, String path, Headers headers, String body) {
	}

}
