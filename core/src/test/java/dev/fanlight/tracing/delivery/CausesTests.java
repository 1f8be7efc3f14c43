package dev.fanlight.tracing.delivery;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;

import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.fanlight.tls.SelfSigned;
import dev.fanlight.tracing.delivery.Outcome.Kind;
import dev.fanlight.tracing.delivery.Stranger.Ending;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * Whatever listens on the port that was meant to be the collector's, over either protocol
 * and with TLS or without: the words say what is wrong and name no exception.
 */
class CausesTests {

	private static final String HTTP = "; does this port speak OTLP over HTTP?";

	private static final String GRPC = "; does this port speak OTLP over gRPC?";

	private static final String CLOSED = "the connection was closed without an answer" + HTTP;

	private static final String SILENCE = "no answer within 300 ms";

	@TempDir
	Path temp;

	@ParameterizedTest(name = "{0}")
	@MethodSource
	void strangersAreKnown(Stranger stranger, String http, String grpc, String tls) throws IOException {
		try (ServerSocket server = stranger.start()) {
			assertSays(server, "http", false, http);
			// Reader and writer of a connection race for what to complain about
			for (int i = 0; i < 5; i++) {
				assertSays(server, "http", true, grpc);
			}
			assertSays(server, "https", false, tls);
			assertSays(server, "https", true, tls.replace("HTTP?", "gRPC?"));
		}
	}

	static Stream<Arguments> strangersAreKnown() {
		String noTls = "TLS: Unsupported or unrecognized SSL message (does this port speak TLS?)";
		String noHttp = "wrong protocol on this port (Unexpected status line: ";
		return Stream
			.of(arguments(Stranger.greeting("MySQL", ":4a0000000a382e302e333300080000000b1f5e2b4c1b1a0700ffffff0200ff"),
					noHttp + "J)" + HTTP, GRPC, noTls),
					arguments(Stranger.greeting("OpenSSH", "SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n"),
							noHttp + "SSH-2.0-OpenSSH_9.2p1 Debian-2)" + HTTP, GRPC, noTls),
					arguments(Stranger.greeting("Postfix", "220 mail.example.org ESMTP Postfix\r\n"),
							noHttp + "220 mail.example.org ESMTP Postfix)" + HTTP, GRPC, noTls),
					arguments(Stranger.answering("Redis", "-ERR unknown command 'POST'\r\n"),
							noHttp + "-ERR unknown command 'POST')" + HTTP, GRPC, noTls),
					arguments(
							Stranger.greeting("settings of HTTP/2",
									":000012040000000000000300000080000400010000000500004000"),
							SILENCE, SILENCE, noTls),
					arguments(Stranger.answering("HTTP/2 that goes away",
							":0000000400000000000000080700000000000000000000000d"), CLOSED, GRPC, noTls),
					arguments(Stranger.answering("HTTP/2 that resets", ":00000004000000000000000403000000000300000007"),
							CLOSED, GRPC, noTls),
					arguments(Stranger.answering("HTTP/2 that wants HTTP/1.1",
							":0000000400000000000000040300000000030000000d"), CLOSED, GRPC, noTls),
					arguments(Stranger.answering("HTTP/2 with broken headers",
							":00000004000000000000000401050000000380808080"), CLOSED, GRPC, noTls),
					arguments(Stranger.answering("HTTP/2 without gRPC", ":00000004000000000000000101050000000388"),
							CLOSED, GRPC, noTls),
					arguments(Stranger.answering("HTTP/2 without gRPC at this path",
							":0000000400000000000000010105000000038d"), CLOSED, GRPC, noTls),
					arguments(
							Stranger.answering("HTTP/2 with a large page",
									":00000004000000000000000101040000000388"
											+ ("004000000000000003" + "78".repeat(0x4000)).repeat(5)),
							CLOSED, GRPC, noTls),
					arguments(Stranger.answering("half a frame", ":000012040000"), CLOSED, GRPC, noTls),
					arguments(
							Stranger.answering("a frame without measure", ":ffffff0000000000030000"), CLOSED, GRPC,
							noTls),
					arguments(
							Stranger.answering("TLS of the JDK", ":15030300020232"),
							"wrong protocol on this port; does it want https?", GRPC,
							"Received fatal alert: decode_error"),
					arguments(
							Stranger.answering("TLS of Go",
									"HTTP/1.0 400 Bad Request\r\n\r\n"
											+ "Client sent an HTTP request to an HTTPS server.\n"),
							"HTTP 400: Client sent an HTTP request to an HTTPS server.", GRPC, noTls),
					arguments(
							Stranger.answering("TLS of nginx",
									"HTTP/1.1 400 Bad Request\r\nContent-Length: 60\r\nConnection: close\r\n\r\n"
											+ "<html><center>The plain HTTP request was sent to HTTPS port\n"),
							"The plain HTTP request was sent to HTTPS port", GRPC, noTls),
					arguments(
							Stranger.answering("Tomcat",
									"HTTP/1.1 405 \r\nAllow: GET\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"),
							"HTTP 405, there is no OTLP at this path", GRPC, noTls),
					arguments(Stranger.answering("a page", "HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\n \n<html>"),
							"HTTP 200 with a page instead of an answer" + HTTP, GRPC, noTls),
					arguments(
							Stranger.answering(
									"a large page",
									"HTTP/1.1 200 OK\r\nContent-Length: 99999\r\n\r\n" + "x".repeat(99999)),
							"HTTP 200 with a page instead of an answer" + HTTP, GRPC, noTls),
					arguments(Stranger.answering("a login",
							"HTTP/1.1 302 Found\r\nLocation: https://me:pass@sso.example.org/login?from=secret\r\n"
									+ "Content-Length: 0\r\n\r\n"),
							"HTTP 302, it leads to https://sso.example.org/login", GRPC, noTls),
					arguments(Stranger.answering("an end in the middle",
							"HTTP/1.1 200 OK\r\nContent-Length: 600\r\n\r\nabc"), CLOSED, GRPC, noTls),
					arguments(
							Stranger.answering("broken chunks",
									"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"),
							"wrong protocol on this port (Expected leading [0-9a-fA-F] character but was 0x7a)" + HTTP,
							GRPC, noTls),
					arguments(Stranger.answering("no HTTP at all", "hello"), CLOSED, GRPC, noTls),
					arguments(Stranger.silent("who hangs up", Ending.CLOSE), CLOSED, GRPC,
							"TLS: Remote host terminated the handshake"),
					arguments(Stranger.silent("who throws out", Ending.RESET), CLOSED, GRPC, CLOSED),
					arguments(Stranger.silent("who says nothing", Ending.STAY), SILENCE, SILENCE, SILENCE));
	}

	@Test
	void filesAreKnown() throws IOException {
		Path file = Files.createFile(this.temp.resolve("file"));
		assertThat(refusal(() -> Files.createDirectory(file))).isEqualTo(file + ": file already exists");
		assertThat(refusal(() -> Files.readAllBytes(file.resolve("below"))))
			.isEqualTo(file + "/below: Not a directory");
		assertThat(refusal(() -> Files.size(this.temp.resolve("none"))))
			.isEqualTo(this.temp.resolve("none") + ": no such file");
		assertThat(Causes.ofFile(new AccessDeniedException("/spool"))).isEqualTo("/spool: access denied");
		assertThat(Causes.ofFile(new UncheckedIOException(new IOException("No space left on device"))))
			.isEqualTo("No space left on device");
	}

	private static String refusal(ThrowingCallable call) {
		return Causes.ofFile(catchThrowableOfType(IOException.class, call));
	}

	/** An application server whose TLS knows nothing of HTTP/2. */
	@Test
	void tlsWithoutHttp2IsKnown() throws Exception {
		SelfSigned certificate = SelfSigned.in(this.temp);
		TrustManagerFactory theirs = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
		theirs.init(certificate.keyStore());
		SSLContext context = SSLContext.getInstance("TLS");
		context.init(certificate.keys().getKeyManagers(), theirs.getTrustManagers(), null);
		HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		server.setHttpsConfigurator(new HttpsConfigurator(context));
		server.start();
		try {
			OtlpTransport transport = new OtlpTransport(
					new Endpoint(URI.create("https://localhost:" + server.getAddress().getPort() + "/v1/traces"), true,
							Duration.ofSeconds(10), Duration.ofSeconds(10), Map::of, null, context,
							(X509TrustManager) theirs.getTrustManagers()[0]));
			assertThat(transport.send(new Batch(new byte[10], null, 1, 0)).words())
				.isEqualTo("HTTP 404 of type text/html instead of a gRPC status" + GRPC);
			transport.close();
		}
		finally {
			server.stop(0);
		}
	}

	private static void assertSays(ServerSocket server, String scheme, boolean grpc, String words) {
		Duration timeout = words.equals(SILENCE) ? Duration.ofMillis(300) : Duration.ofSeconds(10);
		OtlpTransport transport = new OtlpTransport(
				new Endpoint(URI.create(scheme + "://localhost:" + server.getLocalPort() + "/v1/traces"), grpc, timeout,
						timeout, Map::of, null, null, null));
		Outcome outcome = transport.send(new Batch(new byte[10], null, 1, 0));
		transport.close();
		assertThat(outcome.words()).endsWith(words).doesNotContain("Exception", "no message", "null");
		assertThat(outcome.kind()).isNotEqualTo(Kind.DELIVERED);
	}

}
