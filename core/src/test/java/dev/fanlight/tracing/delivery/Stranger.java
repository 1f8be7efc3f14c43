package dev.fanlight.tracing.delivery;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * A server that is no collector, byte by byte as real ones are.
 *
 * @param name what it stands for
 * @param greeting what it says first
 * @param answer what it says when it has been spoken to
 * @param ending what it does then
 */
record Stranger(String name, byte[] greeting, byte[] answer, Ending ending) {

	/** Speaks first, as servers of mail, databases and shells do. */
	static Stranger greeting(String name, String bytes) {
		return new Stranger(name, bytes(bytes), new byte[0], Ending.STAY);
	}

	static Stranger answering(String name, String bytes) {
		return new Stranger(name, new byte[0], bytes(bytes), Ending.CLOSE);
	}

	static Stranger silent(String name, Ending ending) {
		return new Stranger(name, new byte[0], new byte[0], ending);
	}

	/** Text, or hexadecimal digits behind a colon. */
	private static byte[] bytes(String text) {
		return text.startsWith(":") ? HexFormat.of().parseHex(text.substring(1))
				: text.getBytes(StandardCharsets.ISO_8859_1);
	}

	/** Serve until the socket is closed. */
	ServerSocket start() throws IOException {
		ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
		Thread thread = new Thread(() -> serve(server), "stranger");
		thread.setDaemon(true);
		thread.start();
		return server;
	}

	private void serve(ServerSocket server) {
		while (!server.isClosed()) {
			try (Socket socket = server.accept()) {
				socket.getOutputStream().write(this.greeting);
				if (this.ending == Ending.RESET) {
					socket.setSoLinger(true, 0);
					continue;
				}
				socket.getInputStream().read(new byte[8192]);
				socket.getOutputStream().write(this.answer);
				if (this.ending == Ending.CLOSE) {
					socket.shutdownOutput();
				}
				// Closed with bytes unread, it would be a reset that overtakes the answer
				socket.getInputStream().transferTo(OutputStream.nullOutputStream());
			}
			catch (IOException ex) {
				// Closed, or a client that went away
			}
		}
	}

	@Override
	public String toString() {
		return this.name;
	}

	enum Ending {

		CLOSE, RESET, STAY

	}

}
