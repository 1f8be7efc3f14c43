package dev.fanlight.autoconfigure.token;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the signed token that lets one request ask for more lines or for its trace.
 *
 * @param enabled Whether tokens are honoured. Without a key they are not.
 * @param key Secret of at least 32 bytes that signs tokens, for example the output of
 * openssl rand -hex 32.
 * @param header Header that brings the token.
 * @param maxValidity Longest time for which a token may be valid.
 * @param clockSkew By how much the clocks of those who mint tokens and of this process
 * may differ.
 * @param maxUses How many requests one token serves in each process.
 */
@ConfigurationProperties("fanlight.request-token")
public record RequestTokenProperties(@DefaultValue("true") boolean enabled, @Nullable String key,
		@DefaultValue("X-Fanlight-Token") String header, @DefaultValue("1h") Duration maxValidity,
		@DefaultValue("30s") Duration clockSkew, @DefaultValue("1") int maxUses) {

	@Override
	public String toString() {
		return "RequestTokenProperties[enabled=" + this.enabled + ", header=" + this.header + "]";
	}

}
