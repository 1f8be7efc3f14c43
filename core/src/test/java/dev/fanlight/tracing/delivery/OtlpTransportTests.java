package dev.fanlight.tracing.delivery;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;

import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

class OtlpTransportTests {

	@Test
	void readsRetryAfterAsSecondsAndAsADate() {
		assertThat(OtlpTransport.retryAfter("7")).isEqualTo(Duration.ofSeconds(7));
		String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC).plusMinutes(1));
		assertThat(OtlpTransport.retryAfter(date)).isBetween(Duration.ofSeconds(50), Duration.ofSeconds(60));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "soon", "-1", "99999999999999999999", "Thu, 99 Nov 2026" })
	void ignoresARetryAfterThatSaysNothing(String header) {
		assertThat(OtlpTransport.retryAfter(header)).isNull();
	}

	@Test
	void aWishIsHonouredUpToABound() {
		Backoff backoff = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(2));
		assertThat(backoff.pause(Duration.ofSeconds(9))).isEqualTo(Duration.ofSeconds(9).toNanos());
		assertThat(backoff.pause(Duration.ofDays(9))).isEqualTo(Backoff.LONGEST_WISH.toNanos());
		assertThat(backoff.pause(Duration.ofSeconds(-9))).isBetween(Duration.ofMillis(1600).toNanos(),
				Duration.ofMillis(2400).toNanos());
	}

	@Test
	void answersOfStrangersNeverBreakTheReader() {
		Random random = new Random(1);
		for (int i = 0; i < 20_000; i++) {
			byte[] bytes = new byte[random.nextInt(40)];
			random.nextBytes(bytes);
			assertThatCode(() -> items(bytes)).doesNotThrowAnyException();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "hunter\n2", "hunt\u00e9r2" })
	void theValueOfAHeaderThatCannotBeSentIsNotSaid(String value) {
		Outcome outcome = send("http://localhost:1/v1/traces", value);
		assertThat(outcome.kind()).isEqualTo(Outcome.Kind.AWAY);
		assertThat(outcome.words()).isEqualTo("the header x-key has a character that is not allowed");
	}

	@Test
	void theLineBreakAtTheEndOfAFileWithAKeyIsNotSent() throws IOException {
		HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		List<String> keys = new CopyOnWriteArrayList<>();
		server.createContext("/", (exchange) -> {
			keys.add(exchange.getRequestHeaders().getFirst("x-key"));
			exchange.sendResponseHeaders(200, -1);
			exchange.close();
		});
		server.start();
		try {
			assertThat(send("http://localhost:" + server.getAddress().getPort() + "/", "hunter2\r\n").kind())
				.isEqualTo(Outcome.Kind.DELIVERED);
			assertThat(keys).containsExactly("hunter2");
		}
		finally {
			server.stop(0);
		}
	}

	private static Outcome send(String uri, String header) {
		OtlpTransport transport = new OtlpTransport(new Endpoint(URI.create(uri), false, Duration.ofSeconds(5),
				Duration.ofSeconds(5), () -> Map.of("x-key", List.of(header)), null, null, null));
		try {
			return transport.send(new Batch(new byte[1], null, 1, 0));
		}
		finally {
			transport.close();
		}
	}

	private static int items(byte[] bytes) {
		try {
			return ProtobufReader.items(bytes);
		}
		catch (IllegalArgumentException ex) {
			return -1;
		}
	}

}
