package dev.fanlight.alerting;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import org.jspecify.annotations.Nullable;

/**
 * Posts each change as JSON. With a secret, the header {@value #SIGNATURE} holds the HMAC
 * of the time in {@value #TIMESTAMP}, a dot and the body.
 */
final class WebhookChannel implements AlertChannel {

	static final String TIMESTAMP = "X-Fanlight-Timestamp";

	static final String SIGNATURE = "X-Fanlight-Signature";

	/** The same for each attempt at the same message. */
	static final String KEY = "Idempotency-Key";

	private static final String ALGORITHM = "HmacSHA256";

	private final HttpPost post;

	private final @Nullable String secret;

	private final InstantSource clock;

	WebhookChannel(HttpPost post, @Nullable String secret, InstantSource clock) {
		this.post = post;
		this.secret = secret;
		this.clock = clock;
	}

	@Override
	public void send(Alert alert) throws Exception {
		String body = Json.of(payload(alert));
		Map<String, String> headers = new LinkedHashMap<>();
		headers.put(KEY, alert.id() + "-" + alert.status());
		if (this.secret != null) {
			String timestamp = Long.toString(this.clock.instant().getEpochSecond());
			headers.put(TIMESTAMP, timestamp);
			headers.put(SIGNATURE, "v1=" + hmac(this.secret, timestamp + "." + body));
		}
		this.post.send(body, headers);
	}

	private static Map<String, @Nullable Object> payload(Alert alert) {
		Map<String, @Nullable Object> payload = new LinkedHashMap<>();
		payload.put("version", 1);
		payload.put("id", alert.id());
		payload.put("status", alert.status());
		payload.put("rule", alert.rule());
		payload.put("severity", alert.severity().id());
		payload.put("summary", alert.summary());
		payload.put("condition", alert.condition());
		payload.put("value", alert.value());
		payload.put("value_text", alert.valueText());
		payload.put("route", alert.route());
		payload.put("subject", alert.subject().isEmpty() ? null : alert.subject());
		payload.put("trace_id", alert.traceId());
		payload.put("runbook_url", alert.runbookUrl());
		payload.put("starts_at", alert.startsAt());
		payload.put("ends_at", alert.endsAt());
		payload.put("service", alert.source().service());
		payload.put("environment", alert.source().environment());
		payload.put("service_version", alert.source().version());
		payload.put("instance", alert.source().instance());
		payload.put("details", alert.details());
		return payload;
	}

	static String hmac(String secret, String text) throws GeneralSecurityException {
		Mac mac = Mac.getInstance(ALGORITHM);
		mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
		return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
	}

}
