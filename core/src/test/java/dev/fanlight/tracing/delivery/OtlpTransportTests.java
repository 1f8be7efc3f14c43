package dev.fanlight.tracing.delivery;

import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Random;

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

	private static int items(byte[] bytes) {
		try {
			return ProtobufReader.items(bytes);
		}
		catch (IllegalArgumentException ex) {
			return -1;
		}
	}

}
