package dev.fanlight.autoconfigure.logging;

import dev.fanlight.logging.LogLimits;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of how long the parts of a log line may be. What is cut ends in the number of
 * characters that are missing.
 *
 * @param message Longest message in characters, in JSON and in text, at least 64.
 * @param value Longest text of one field in characters, with all that is nested in it,
 * and of one argument in the message, at least 64.
 * @param keys Most fields that one line may add by itself.
 * @param stackTrace Longest stack trace in characters, at least 64. A longer one starts
 * with its root cause.
 */
@ConfigurationProperties("fanlight.logging.limits")
record LogLimitsProperties(@DefaultValue("32768") int message, @DefaultValue("8192") int value,
		@DefaultValue("100") int keys, @DefaultValue("65536") int stackTrace) {

	LogLimits toLimits() {
		return new LogLimits(this.message, this.value, this.keys, this.stackTrace);
	}

}
