package dev.fanlight.alerting;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * The channels that need nothing but the JDK.
 */
public final class AlertChannels {

	private AlertChannels() {
	}

	/**
	 * Writes a line of the logger {@value LogChannel#LOGGER}.
	 * @return the channel
	 */
	public static AlertChannel log() {
		return new LogChannel();
	}

	/**
	 * Posts every alert as JSON.
	 * @param url where to
	 * @param headers further headers
	 * @param secret signs each message, or {@code null} not to
	 * @param timeout how long to wait for the answer
	 * @return the channel
	 */
	public static AlertChannel webhook(URI url, Map<String, String> headers, @Nullable String secret,
			Duration timeout) {
		return new WebhookChannel(new HttpPost(url, headers, timeout), secret, InstantSource.system());
	}

	/**
	 * Posts to an incoming webhook of Slack, or of what understands the same.
	 * @param url the address of the webhook
	 * @param headers further headers
	 * @param timeout how long to wait for the answer
	 * @return the channel
	 */
	public static AlertChannel slack(URI url, Map<String, String> headers, Duration timeout) {
		return new SlackChannel(new HttpPost(url, headers, timeout));
	}

	/**
	 * Tells a channel of some alerts only.
	 * @param channel the channel
	 * @param severities the severities it is told of
	 * @return the channel
	 */
	public static AlertChannel only(AlertChannel channel, Set<Severity> severities) {
		return new AlertChannel() {

			@Override
			public void send(Alert alert) throws Exception {
				channel.send(alert);
			}

			@Override
			public boolean wants(Alert alert) {
				return severities.contains(alert.severity());
			}

			@Override
			public @Nullable Duration repeatAfter() {
				return channel.repeatAfter();
			}

		};
	}

	/**
	 * Hands alerts over to an Alertmanager, version 2 of its interface.
	 * @param url the address of the Alertmanager, without {@code /api}
	 * @param headers further headers
	 * @param timeout how long to wait for the answer
	 * @param repeat after which time an alert that is due is sent again
	 * @return the channel
	 */
	public static AlertChannel alertmanager(URI url, Map<String, String> headers, Duration timeout, Duration repeat) {
		return new AlertmanagerChannel(
				new HttpPost(URI.create(url.toString().replaceAll("/+$", "") + "/api/v2/alerts"), headers, timeout),
				repeat, InstantSource.system());
	}

}
