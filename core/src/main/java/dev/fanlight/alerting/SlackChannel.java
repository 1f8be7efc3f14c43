package dev.fanlight.alerting;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Posts the text of a message, which Slack, Mattermost, Rocket.Chat and Discord (with
 * {@code /slack} behind its address) understand.
 */
final class SlackChannel implements AlertChannel {

	private final HttpPost post;

	SlackChannel(HttpPost post) {
		this.post = post;
	}

	@Override
	public void send(Alert alert) throws Exception {
		StringBuilder text = new StringBuilder();
		text.append('*').append(escaped(alert.title())).append("*\n").append(escaped(alert.summary()));
		line(text, "Route", alert.route());
		line(text, "Trace", alert.traceId());
		line(text, "Version", alert.source().version());
		if (alert.runbookUrl() != null) {
			text.append("\n<").append(escaped(alert.runbookUrl())).append("|Runbook>");
		}
		this.post.send(Json.of(Map.of("text", text)), Map.of());
	}

	private static void line(StringBuilder text, String name, @Nullable String value) {
		if (value != null) {
			text.append('\n').append(name).append(": `").append(escaped(value).replace('`', '\'')).append('`');
		}
	}

	private static String escaped(String text) {
		return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
	}

}
