package dev.fanlight.token;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.fanlight.token.Grant.LogScope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Only who holds the key is granted anything, for as long and as often as allowed.
 */
class TokenVerifierTests {

	private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");

	private static final String KEY = "0123456789abcdef0123456789abcdef";

	private final AtomicReference<Instant> now = new AtomicReference<>(NOW);

	private final Clock clock = ((InstantSource) this.now::get).withZone(ZoneOffset.UTC);

	private final TokenKey key = TokenKey.of(KEY);

	private final TokenVerifier verifier = verifier(2);

	@Test
	void grantsWhatWasSigned() {
		Grant grant = new Grant("a-1_Z", NOW, NOW.plusSeconds(600), LogScope.TRACE, true);
		assertThat(this.verifier.verify(this.key.mint(grant))).isEqualTo(grant);
		assertThat(this.verifier.countOf(TokenOutcome.GRANTED)).isOne();
	}

	@Test
	void grantsWhatOpensslSigned() {
		// p=$(printf 'id=shell;exp=1795694700;log=debug' | openssl base64 -A | tr '+/'
		// '-_' | tr -d =)
		// printf %s "$p" | openssl dgst -sha256 -hmac "$KEY" -binary | openssl base64 -A
		// | tr ...
		String token = "aWQ9c2hlbGw7ZXhwPTE3OTU2OTQ3MDA7bG9nPWRlYnVn.glbJvNXQp9Dx7vCNAlBbiH111h-noVdnRsuk2ed69JM";
		Grant grant = this.verifier.verify(token);
		assertThat(grant.id()).isEqualTo("shell");
		assertThat(grant.log()).isEqualTo(LogScope.DEBUG);
		assertThat(grant.trace()).isFalse();
	}

	@Test
	void everyChangedCharacterIsRefused() {
		String token = token("x", 600);
		for (int i = 0; i < token.length() - 1; i++) {
			char other = (token.charAt(i) == 'A') ? 'B' : 'A';
			String forged = token.substring(0, i) + other + token.substring(i + 1);
			assertThat(this.verifier.verify(forged)).as(forged).isSameAs(Grant.NONE);
		}
		assertThat(this.verifier.countOf(TokenOutcome.FORGED)).isPositive();
		assertThat(this.verifier.verify(token)).isNotSameAs(Grant.NONE);
	}

	@Test
	void anotherKeyIsRefused() {
		String token = TokenKey.of(KEY.replace('0', '1')).mint(grant("x", NOW, 600));
		expect(token, TokenOutcome.FORGED);
	}

	@Test
	void timeWindowIsKeptWithinTheSkew() {
		String token = this.key.mint(grant("x", NOW.plusSeconds(100), 600));
		expect(token, TokenOutcome.EARLY);
		this.now.set(NOW.plusSeconds(70));
		assertThat(this.verifier.verify(token)).isNotSameAs(Grant.NONE);
		this.now.set(NOW.plusSeconds(729));
		assertThat(this.verifier.verify(token)).isNotSameAs(Grant.NONE);
		this.now.set(NOW.plusSeconds(730));
		expect(token, TokenOutcome.EXPIRED);
	}

	@Test
	void tokenMadeForLongerThanAllowedIsRefused() {
		expect(this.key.mint(grant("window", NOW.minusSeconds(10), 3601)), TokenOutcome.TOO_LONG);
		expect(this.key.mint(new Grant("open", Instant.EPOCH, NOW.plusSeconds(3631), LogScope.DEBUG, false)),
				TokenOutcome.TOO_LONG);
		expect(this.key.mint(new Grant("end", Instant.EPOCH, Instant.ofEpochSecond(Long.MAX_VALUE / 1_000_000),
				LogScope.DEBUG, false)), TokenOutcome.TOO_LONG);
	}

	@Test
	void tokenWearsOut() {
		String token = token("x", 600);
		assertThat(this.verifier.verify(token)).isNotSameAs(Grant.NONE);
		assertThat(this.verifier.verify(token)).isNotSameAs(Grant.NONE);
		expect(token, TokenOutcome.USED_UP);
		// The same id with another end is the same token
		expect(token("x", 700), TokenOutcome.USED_UP);
		assertThat(this.verifier.verify(token("y", 600))).isNotSameAs(Grant.NONE);
	}

	@Test
	void usesOfAnEarlierEndDoNotForgetALaterOne() {
		this.verifier.verify(token("x", 700));
		this.verifier.verify(token("x", 10));
		this.now.set(NOW.plusSeconds(300));
		expect(token("x", 400), TokenOutcome.USED_UP);
	}

	@Test
	void fullTableRefusesUntilTokensExpire() {
		for (int i = 0; i < TokenVerifier.MAX_IDS; i++) {
			assertThat(this.verifier.verify(token("id" + i, 60))).isNotSameAs(Grant.NONE);
		}
		expect(token("more", 600), TokenOutcome.TABLE_FULL);
		assertThat(this.verifier.verify(token("id0", 60))).isNotSameAs(Grant.NONE);
		this.now.set(NOW.plusSeconds(91));
		assertThat(this.verifier.verify(token("more", 600))).isNotSameAs(Grant.NONE);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", ";", "id=x", "exp=1795694700", "id=;exp=1795694700", "id=a b;exp=1795694700",
			"id=x;exp=soon", "id=x;exp=99999999999999999999", "id=x;exp=9223372036854775807",
			"id=x;exp=1795694700;log=info", "id=x;exp=1795694700;log", "id=x;exp=1795694700;admin",
			"id=x;exp=1795694700;exp=1795694701", "id=x;exp=1795694700;trace;trace", "id=x;exp=1795694700;" })
	void unreadablePayloadIsRefusedThoughSigned(String payload) {
		String encoded = Base64.getUrlEncoder()
			.withoutPadding()
			.encodeToString(payload.getBytes(StandardCharsets.UTF_8));
		String signature = Base64.getUrlEncoder().withoutPadding().encodeToString(this.key.sign(encoded));
		expect(encoded + "." + signature, TokenOutcome.MALFORMED);
	}

	@Test
	void nothingMakesItThrow() {
		Random random = new Random(4);
		String good = token("x", 600);
		Stream.of("", ".", "..", "a.b", "é.é", "=.=", "a".repeat(100_000), good + "." + good, "." + good)
			.forEach((token) -> assertThat(this.verifier.verify(token)).isSameAs(Grant.NONE));
		for (int i = 0; i < 20_000; i++) {
			StringBuilder token = new StringBuilder(good);
			for (int change = random.nextInt(4); change >= 0; change--) {
				token.setCharAt(random.nextInt(token.length()), (char) random.nextInt(256));
			}
			if (!token.toString().startsWith(good.substring(0, good.length() - 1))) {
				assertThat(this.verifier.verify(token.toString())).isSameAs(Grant.NONE);
			}
		}
		assertThat(this.verifier.verify(null)).isSameAs(Grant.NONE);
	}

	@Test
	void usesAreExactUnderConcurrency() throws Exception {
		TokenVerifier many = verifier(500);
		String token = token("x", 600);
		Callable<Long> use = () -> IntStream.range(0, 1000).filter((i) -> many.verify(token) != Grant.NONE).count();
		ExecutorService threads = Executors.newFixedThreadPool(4);
		try {
			long granted = 0;
			for (var result : threads.invokeAll(java.util.Collections.nCopies(4, use))) {
				granted += result.get();
			}
			assertThat(granted).isEqualTo(500);
			assertThat(many.countOf(TokenOutcome.USED_UP)).isEqualTo(3500);
		}
		finally {
			threads.shutdownNow();
		}
	}

	@Test
	void withoutKeyNothingIsGranted() {
		TokenVerifier none = new TokenVerifier(null, Duration.ofHours(1), Duration.ZERO, 1, this.clock);
		assertThat(none.isActive()).isFalse();
		assertThat(none.verify(token("x", 600))).isSameAs(Grant.NONE);
	}

	@Test
	void shortKeyIsNoKey() {
		assertThatIllegalArgumentException().isThrownBy(() -> TokenKey.of("x".repeat(31)))
			.withMessageContaining("32 bytes");
		assertThat(TokenKey.of("ä".repeat(16))).hasToString("TokenKey");
	}

	@Test
	void currentGrantBelongsToItsThread() throws Exception {
		Grant grant = grant("x", NOW, 10);
		CurrentGrant.set(grant);
		try {
			assertThat(CurrentGrant.get()).isSameAs(grant);
			Thread other = new Thread(() -> assertThat(CurrentGrant.get()).isSameAs(Grant.NONE));
			other.start();
			other.join();
		}
		finally {
			CurrentGrant.clear();
		}
		assertThat(CurrentGrant.get()).isSameAs(Grant.NONE);
	}

	private void expect(String token, TokenOutcome outcome) {
		long before = this.verifier.countOf(outcome);
		assertThat(this.verifier.verify(token)).isSameAs(Grant.NONE);
		assertThat(this.verifier.countOf(outcome)).isEqualTo(before + 1);
	}

	private String token(String id, int seconds) {
		return this.key.mint(grant(id, NOW, seconds));
	}

	private static Grant grant(String id, Instant notBefore, int seconds) {
		return new Grant(id, notBefore, notBefore.plusSeconds(seconds), LogScope.DEBUG, false);
	}

	private TokenVerifier verifier(int maxUses) {
		return new TokenVerifier(this.key, Duration.ofHours(1), Duration.ofSeconds(30), maxUses, this.clock);
	}

}
