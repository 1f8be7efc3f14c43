package dev.fanlight.autoconfigure.errors;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The bridge to Sentry.
 *
 * @param enabled Whether what Sentry's SDK sends is redacted, and told the fingerprint,
 * the trace and the held lines of an error.
 */
@ConfigurationProperties("fanlight.errors.sentry")
record SentryProperties(@DefaultValue("true") boolean enabled) {
}
