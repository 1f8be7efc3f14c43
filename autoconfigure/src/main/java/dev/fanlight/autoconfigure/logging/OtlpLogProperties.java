package dev.fanlight.autoconfigure.logging;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of log export over OTLP.
 *
 * @param enabled Whether log lines go to the OTLP endpoint for logs, when one is
 * configured, without an appender in the Logback configuration.
 */
@ConfigurationProperties("fanlight.logging.otlp")
record OtlpLogProperties(@DefaultValue("true") boolean enabled) {

}
