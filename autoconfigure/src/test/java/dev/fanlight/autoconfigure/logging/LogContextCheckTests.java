package dev.fanlight.autoconfigure.logging;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.fanlight.autoconfigure.Mistake;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LogContextCheck}.
 */
class LogContextCheckTests {

	@ParameterizedTest
	@CsvSource({ "tenant, header:X-Tenant", "user, USER", "client.address, client-ip", "item, path:id",
			"[user_id], baggage:user", "own, mdc", "a, ' header: X-A '", "country, header:X-Country-Code",
			"key, header:Idempotency-Key" })
	void sourceIsAccepted(String key, String source) {
		assertThat(mistakes(Map.of(key, source))).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "tenant, tenant, must be one of user", "tenant, header:, must be one of user",
			"tenant, user:x, must be one of user", "tenant, header:bad name, must name an HTTP header",
			"tenant, header:Authorization, this one holds credentials",
			"client, header:x-api-key, name it in fanlight.redaction.allow-keys",
			"client, header:X-Auth-Token, name it in fanlight.redaction.allow-keys",
			"client, header:X-Amz-Security-Token, name it in fanlight.redaction.allow-keys",
			"client, header:X-Session, name it in fanlight.redaction.allow-keys",
			"[bad key], user, must be a key of at most 64", "[request_id], user, Fanlight writes request_id itself",
			"traceId, user, Fanlight writes traceId itself" })
	void mistakeIsReportedWithItsKey(String key, String source, String fix) {
		assertThat(mistakes(Map.of(key, source))).singleElement().satisfies((mistake) -> {
			assertThat(mistake.value()).isEqualTo(source);
			assertThat(mistake.key()).contains(key.replaceAll("[\\[\\]]", ""));
			assertThat(mistake.origin()).contains("test");
			assertThat(mistake.fix()).contains(fix);
		});
	}

	@ParameterizedTest
	@CsvSource({ "X-Session-Id, x-session-id, 0", "x-session-id, xSessionId, 0", "X-Session-Id, x-session, 1",
			"Authorization, authorization, 1", "Cookie, COOKIE, 1", "X-Session-Id, '', 1" })
	void headerIsAcceptedWhenRedactionAllowsItsNameUnlessItHoldsCredentials(String header, String allowed, int count) {
		assertThat(mistakes(Map.of("visit", "header:" + header), allowed)).hasSize(count);
	}

	@Test
	void seventeenthKeyIsOneTooMany() {
		Map<String, Object> settings = new LinkedHashMap<>();
		for (int i = 0; i < 17; i++) {
			settings.put("key" + i, "user");
		}
		assertThat(mistakes(settings)).singleElement()
			.satisfies((mistake) -> assertThat(mistake.fix()).contains("at most 16 keys"));
	}

	private static List<Mistake> mistakes(Map<String, ?> settings) {
		return mistakes(settings, "");
	}

	private static List<Mistake> mistakes(Map<String, ?> settings, String allowed) {
		Map<String, Object> properties = new LinkedHashMap<>();
		properties.put("fanlight.redaction.allow-keys", allowed);
		settings.forEach((key, value) -> properties
			.put("fanlight.logging.context" + (key.startsWith("[") ? key : "." + key), value));
		StandardEnvironment environment = new StandardEnvironment();
		environment.getPropertySources().addFirst(new MapPropertySource("test", properties));
		List<Mistake> mistakes = new ArrayList<>();
		new LogContextCheck().check(environment, mistakes::add);
		return mistakes;
	}

}
