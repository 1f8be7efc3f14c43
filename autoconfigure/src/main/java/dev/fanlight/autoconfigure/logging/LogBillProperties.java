package dev.fanlight.autoconfigure.logging;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the telemetry bill.
 *
 * @param enabled Whether lines and bytes are counted by logger and level.
 * @param maxLoggers How many loggers are told apart; all others count as one, other.
 */
@ConfigurationProperties("fanlight.logging.bill")
record LogBillProperties(@DefaultValue("true") boolean enabled, @DefaultValue("100") int maxLoggers) {
}
