package dev.fanlight.autoconfigure.tracing.propagation;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A server on the loopback that keeps the header lines it receives as they are. */
final class Callee implements AutoCloseable {

	private final ServerSocket server;

	private final BlockingQueue<List<String>> received = new LinkedBlockingQueue<>();

	Callee() {
		try {
			this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		Thread thread = new Thread(this::serve, "callee");
		thread.setDaemon(true);
		thread.start();
	}

	int port() {
		return this.server.getLocalPort();
	}

	/** The values of the lines of this name in the next request. */
	List<String> next() throws InterruptedException {
		List<String> lines = this.received.poll(30, TimeUnit.SECONDS);
		if (lines == null) {
			throw new IllegalStateException("no call");
		}
		return lines;
	}

	static List<String> values(List<String> lines, String name) {
		return lines.stream()
			.filter((line) -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
			.map((line) -> line.substring(name.length() + 1).strip())
			.toList();
	}

	private void serve() {
		while (!this.server.isClosed()) {
			try (Socket socket = this.server.accept()) {
				BufferedReader reader = new BufferedReader(
						new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
				List<String> lines = new ArrayList<>();
				for (String line = reader.readLine(); line != null && !line.isEmpty(); line = reader.readLine()) {
					lines.add(line);
				}
				socket.getOutputStream()
					.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok"
						.getBytes(StandardCharsets.ISO_8859_1));
				socket.getOutputStream().flush();
				if (!lines.isEmpty()) {
					this.received.add(lines);
				}
			}
			catch (IOException ex) {
				// Closed, or a caller that went away
			}
		}
	}

	@Override
	public void close() throws IOException {
		this.server.close();
	}

}
