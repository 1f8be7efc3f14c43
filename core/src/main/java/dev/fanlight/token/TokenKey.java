package dev.fanlight.token;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The secret that signs tokens with HMAC-SHA-256 (RFC 2104). A token is
 * {@code base64url(payload).base64url(signature)}, without padding (RFC 4648, section 5);
 * what is signed are the characters before the dot. Immutable and thread-safe.
 */
public final class TokenKey {

	/** Fewest bytes of a key. */
	public static final int MIN_BYTES = 32;

	private static final String ALGORITHM = "HmacSHA256";

	private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

	private final SecretKeySpec key;

	private TokenKey(byte[] key) {
		this.key = new SecretKeySpec(key, ALGORITHM);
	}

	/**
	 * Create a key.
	 * @param text the key as text, of which the UTF-8 bytes count
	 * @return the key
	 * @throws IllegalArgumentException if it is shorter than {@value #MIN_BYTES} bytes
	 */
	public static TokenKey of(String text) {
		byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
		if (bytes.length < MIN_BYTES) {
			throw new IllegalArgumentException("A key has at least " + MIN_BYTES + " bytes");
		}
		return new TokenKey(bytes);
	}

	/**
	 * Mint a token.
	 * @param grant what it grants; fractions of a second are cut
	 * @return the value of the header
	 */
	public String mint(Grant grant) {
		String payload = ENCODER.encodeToString(TokenPayload.write(grant).getBytes(StandardCharsets.UTF_8));
		return payload + "." + ENCODER.encodeToString(sign(payload));
	}

	byte[] sign(String payload) {
		try {
			Mac mac = Mac.getInstance(ALGORITHM);
			mac.init(this.key);
			return mac.doFinal(payload.getBytes(StandardCharsets.UTF_8));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("Every Java platform has " + ALGORITHM, ex);
		}
	}

	@Override
	public String toString() {
		return "TokenKey";
	}

}
