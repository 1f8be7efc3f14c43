package dev.fanlight.token;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

import org.jspecify.annotations.Nullable;

/**
 * Verifies tokens. Whatever it is given, it answers with a {@link Grant} and never
 * throws; signatures are compared in constant time. The ids of used tokens are remembered
 * until they expire, {@value #MAX_IDS} at most: while that many are valid, further tokens
 * are refused. Each process counts the uses it sees. Thread-safe.
 */
public final class TokenVerifier {

	/** Most tokens that are remembered at a time. */
	static final int MAX_IDS = 10_000;

	private static final int MAX_LENGTH = 512;

	private static final Base64.Decoder DECODER = Base64.getUrlDecoder();

	private final @Nullable TokenKey key;

	private final Duration maxValidity;

	private final Duration clockSkew;

	private final TokenUses uses;

	private final Clock clock;

	private final Map<TokenOutcome, LongAdder> counts = new EnumMap<>(TokenOutcome.class);

	/**
	 * Create a verifier.
	 * @param key the key, {@code null} to grant nothing to anybody
	 * @param maxValidity longest time for which a token may be valid
	 * @param clockSkew by how much the clocks of who mints and who verifies may differ
	 * @param maxUses how many requests one token serves
	 * @param clock the time
	 */
	public TokenVerifier(@Nullable TokenKey key, Duration maxValidity, Duration clockSkew, int maxUses, Clock clock) {
		this.key = key;
		this.maxValidity = maxValidity;
		this.clockSkew = clockSkew;
		this.uses = new TokenUses(MAX_IDS, maxUses);
		this.clock = clock;
		for (TokenOutcome outcome : TokenOutcome.values()) {
			this.counts.put(outcome, new LongAdder());
		}
	}

	/**
	 * Whether there is a key.
	 * @return {@code false} if no token is ever granted
	 */
	public boolean isActive() {
		return this.key != null;
	}

	/**
	 * Verify the token of one request, which uses it once.
	 * @param token the value of the header, {@code null} if there is none
	 * @return what it grants, {@link Grant#NONE} if it was refused
	 */
	public Grant verify(@Nullable String token) {
		if (token == null || this.key == null) {
			return Grant.NONE;
		}
		Grant grant = Grant.NONE;
		TokenOutcome outcome = TokenOutcome.MALFORMED;
		try {
			grant = read(token);
			outcome = (grant != null) ? judge(token, grant, this.key) : TokenOutcome.MALFORMED;
		}
		catch (RuntimeException ex) {
			// A header from outside: refused
		}
		count(outcome).increment();
		return (outcome == TokenOutcome.GRANTED && grant != null) ? grant : Grant.NONE;
	}

	/**
	 * How often verifying came to an outcome.
	 * @param outcome the outcome
	 * @return the count since the start
	 */
	public long countOf(TokenOutcome outcome) {
		return count(outcome).sum();
	}

	private LongAdder count(TokenOutcome outcome) {
		LongAdder count = this.counts.get(outcome);
		return (count != null) ? count : new LongAdder();
	}

	private static @Nullable Grant read(String token) {
		int dot = token.indexOf('.');
		if (dot < 0 || token.length() > MAX_LENGTH) {
			return null;
		}
		return TokenPayload.read(new String(DECODER.decode(token.substring(0, dot)), StandardCharsets.UTF_8));
	}

	private TokenOutcome judge(String token, Grant grant, TokenKey key) {
		int dot = token.indexOf('.');
		byte[] signature = DECODER.decode(token.substring(dot + 1));
		if (!MessageDigest.isEqual(signature, key.sign(token.substring(0, dot)))) {
			return TokenOutcome.FORGED;
		}
		Instant now = this.clock.instant();
		Instant latest = now.plus(this.clockSkew);
		if (grant.notBefore().isAfter(latest)) {
			return TokenOutcome.EARLY;
		}
		Instant forgetAt = grant.expires().plus(this.clockSkew);
		if (!now.isBefore(forgetAt)) {
			return TokenOutcome.EXPIRED;
		}
		boolean windowed = !grant.notBefore().equals(Instant.EPOCH);
		if (grant.expires().isAfter(latest.plus(this.maxValidity))
				|| (windowed && grant.expires().isAfter(grant.notBefore().plus(this.maxValidity)))) {
			return TokenOutcome.TOO_LONG;
		}
		return this.uses.use(grant.id(), forgetAt, now);
	}

}
