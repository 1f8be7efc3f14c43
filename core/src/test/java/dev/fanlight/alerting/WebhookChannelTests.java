package dev.fanlight.alerting;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class WebhookChannelTests extends HttpChannelContract {

	@Override
	AlertChannel channel(URI url, Map<String, String> headers, Duration timeout) {
		return AlertChannels.webhook(url, headers, null, timeout);
	}

	@Test
	void payloadIsTheDocumentedOne() throws Exception {
		channel().send(CourierTests.alert("a", false));
		JsonNode json = JsonMapper.shared().readTree(this.receiver.next().body());
		assertThat(json).isEqualTo(JsonMapper.shared().readTree("""
				{"version":1,"id":"a","status":"resolved","rule":"error-rate","severity":"page",
				 "summary":"30 % of 10 requests failed & \\"more\\" <b>","condition":"error-rate > 5%",
				 "value":0.3,"value_text":"30 %","route":"POST /orders","subject":null,
				 "trace_id":"4bf92f3577b34da6a3ce929d0e0e4736","runbook_url":"https://runbooks.example/a",
				 "starts_at":"2026-11-26T12:00:00Z","ends_at":"2026-11-26T12:01:00Z","service":"shop",
				 "environment":"production","service_version":"1.4.2","instance":"a","details":{}}"""));
	}

	@Test
	void signatureIsThatOfTimeAndBody() throws Exception {
		new WebhookChannel(new HttpPost(this.receiver.url("/"), Map.of(), Duration.ofSeconds(5)), "key",
				InstantSource.fixed(Instant.ofEpochSecond(1_800_000_000)))
			.send(CourierTests.alert("a", true));
		Receiver.Message message = this.receiver.next();
		assertThat(message.headers().getFirst(WebhookChannel.TIMESTAMP)).isEqualTo("1800000000");
		assertThat(message.headers().getFirst(WebhookChannel.SIGNATURE))
			.isEqualTo("v1=" + WebhookChannel.hmac("key", "1800000000." + message.body()));
		assertThat(message.headers().getFirst(WebhookChannel.KEY)).isEqualTo("a-firing");
	}

	@Test
	void hmacIsThatOfTheStandard() throws Exception {
		// RFC 4231, test case 2
		assertThat(WebhookChannel.hmac("Jefe", "what do ya want for nothing?"))
			.isEqualTo("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
	}

	@Test
	void textThatIsNoJsonIsEscaped() {
		String text = "quote \" backslash \\ line\nbell\u0007 emoji \uD83D\uDE00 lone \uD83D!";
		JsonNode read = JsonMapper.shared().readTree(Json.of(Map.of("text", text)));
		assertThat(read.get("text").asString()).isEqualTo(text);
		assertThat(Json.of(Double.NaN)).isEqualTo("null");
	}

}
