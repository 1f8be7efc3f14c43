package dev.fanlight.autoconfigure.metrics;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of what counts as an error of a request.
 *
 * @param enabled Whether an exception that was turned into a response of status 5xx is an
 * error of the request, a client error is none, and hung-up clients, timeouts and refused
 * requests are told apart. Also without Fanlight's other additions to metrics, since log
 * lines and traces go by it.
 */
@ConfigurationProperties("fanlight.metrics.handled-errors")
record HandledErrorsProperties(@DefaultValue("true") boolean enabled) {
}
