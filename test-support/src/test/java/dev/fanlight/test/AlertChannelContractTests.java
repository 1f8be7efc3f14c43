package dev.fanlight.test;

import java.net.URI;
import java.time.Duration;
import java.util.Map;

import dev.fanlight.alerting.AlertChannel;
import dev.fanlight.alerting.AlertChannels;
import org.junit.jupiter.api.Nested;

/**
 * Fanlight's own channels keep the contract that users' channels are held to.
 */
class AlertChannelContractTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(30);

	@Nested
	class Webhook extends AlertChannelContract {

		@Override
		protected AlertChannel channel(URI url) {
			return AlertChannels.webhook(url, Map.of(), "key", TIMEOUT);
		}

	}

	@Nested
	class Slack extends AlertChannelContract {

		@Override
		protected AlertChannel channel(URI url) {
			return AlertChannels.slack(url, Map.of(), TIMEOUT);
		}

	}

	@Nested
	class Alertmanager extends AlertChannelContract {

		@Override
		protected AlertChannel channel(URI url) {
			return AlertChannels.alertmanager(url, Map.of(), TIMEOUT, Duration.ofMinutes(1));
		}

	}

}
