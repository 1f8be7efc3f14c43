package dev.fanlight.autoconfigure.tracing.propagation;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How trace headers are read and sent.
 *
 * @param enabled Whether inbound trace headers are checked as the W3C Trace Context asks
 * for, in front of the propagators of Boot.
 */
@ConfigurationProperties("fanlight.tracing.propagation")
public record PropagationProperties(@DefaultValue("true") boolean enabled) {
}
