package dev.fanlight.alerting;

import java.net.URI;
import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class SlackChannelTests extends HttpChannelContract {

	@Override
	AlertChannel channel(URI url, Map<String, String> headers, Duration timeout) {
		return AlertChannels.slack(url, headers, timeout);
	}

	@Test
	void textIsMarkedUpAndCannotMentionAnybody() throws Exception {
		channel().send(CourierTests.alert("a", true));
		assertThat(JsonMapper.shared().readTree(this.receiver.next().body()).get("text").asString()).isEqualTo("""
				*[page] error-rate in shop (production)*
				30 % of 10 requests failed &amp; "more" &lt;b&gt;
				Route: `POST /orders`
				Trace: `4bf92f3577b34da6a3ce929d0e0e4736`
				Version: `1.4.2`
				<https://runbooks.example/a|Runbook>""");
	}

}
