package dev.fanlight.alerting;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What every channel of ours does over HTTP, beside what fanlight-test asks of all.
 */
abstract class HttpChannelContract {

	final Receiver receiver = new Receiver();

	abstract AlertChannel channel(URI url, Map<String, String> headers, Duration timeout);

	AlertChannel channel() {
		return channel(this.receiver.url("/hook"), Map.of("Authorization", "Bearer t"), Duration.ofSeconds(5));
	}

	@AfterEach
	void close() {
		this.receiver.close();
	}

	@Test
	void postsJsonOverHttp11WithoutAnOfferOfMore() throws Exception {
		channel().send(CourierTests.alert("a", true));
		Receiver.Message message = this.receiver.next();
		assertThat(message.protocol()).isEqualTo("HTTP/1.1");
		assertThat(message.headers()).doesNotContainKeys("Upgrade", "Http2-settings");
		assertThat(message.headers().getFirst("Content-type")).isEqualTo("application/json");
		assertThat(message.headers().getFirst("Authorization")).isEqualTo("Bearer t");
		JsonNode json = JsonMapper.shared().readTree(message.body());
		assertThat(json.toString()).contains("POST /orders", "4bf92f3577b34da6a3ce929d0e0e4736",
				"https://runbooks.example/a", "30 % of 10 requests failed");
	}

	@Test
	void refusalIsUselessToRepeatAndOverloadIsNot() {
		this.receiver.status = 404;
		this.receiver.answer = "no_such_channel";
		assertThatExceptionOfType(SendException.class).isThrownBy(this::send)
			.withMessage("answered 404: no_such_channel")
			.matches(SendException::isUseless);
		for (int status : new int[] { 408, 429, 500, 503 }) {
			this.receiver.status = status;
			this.receiver.headers = Map.of("Retry-After", "7");
			assertThatExceptionOfType(SendException.class).isThrownBy(this::send)
				.matches((ex) -> !ex.isUseless())
				.satisfies((ex) -> assertThat(ex.wish()).isEqualTo(Duration.ofSeconds(7)));
		}
	}

	@Test
	void redirectIsNotFollowed() {
		this.receiver.status = 307;
		this.receiver.headers = Map.of("Location", "http://localhost:1/");
		assertThatExceptionOfType(SendException.class).isThrownBy(this::send).withMessageContaining("answered 307");
	}

	@Test
	void whoDoesNotAnswerIsNotWaitedForForever() throws Exception {
		try (ServerSocket silent = new ServerSocket(0)) {
			AlertChannel channel = channel(URI.create("http://localhost:" + silent.getLocalPort() + "/secret-path"),
					Map.of(), Duration.ofMillis(200));
			assertThatExceptionOfType(SendException.class).isThrownBy(() -> channel.send(CourierTests.alert("a", true)))
				.withMessage("no answer within 200ms");
		}
	}

	@Test
	void failureDoesNotNameTheAddressWhichMayBeASecret() throws IOException {
		int port;
		try (ServerSocket closed = new ServerSocket(0)) {
			port = closed.getLocalPort();
		}
		AlertChannel channel = channel(URI.create("http://localhost:" + port + "/secret-path"), Map.of(),
				Duration.ofSeconds(5));
		assertThatExceptionOfType(SendException.class).isThrownBy(() -> channel.send(CourierTests.alert("a", true)))
			.withMessage("no connection to localhost");
	}

	@ParameterizedTest
	@ValueSource(strings = { "hunter\n2", "hunter2\u2026" })
	void theValueOfAHeaderThatCannotBeSentIsNotSaid(String value) {
		AlertChannel channel = channel(this.receiver.url("/hook"), Map.of("X-Key", value), Duration.ofSeconds(5));
		assertThatExceptionOfType(SendException.class).isThrownBy(() -> channel.send(CourierTests.alert("a", true)))
			.withMessage("the header X-Key has a character that is not allowed");
	}

	@Test
	void theLineBreakAtTheEndOfAFileWithAKeyIsNotSent() throws Exception {
		channel(this.receiver.url("/hook"), Map.of("X-Key", "hunter2\n"), Duration.ofSeconds(5))
			.send(CourierTests.alert("a", true));
		assertThat(this.receiver.next().headers().getFirst("X-Key")).isEqualTo("hunter2");
	}

	private void send() throws Exception {
		channel().send(CourierTests.alert("a", true));
	}

}
