package dev.fanlight.autoconfigure.tracing.propagation;

import java.util.List;

import dev.fanlight.tracing.propagation.Hosts;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How trace headers are read and sent.
 *
 * @param enabled Whether inbound trace headers are checked as the W3C Trace Context asks
 * for, in front of the propagators of Boot, and ours leave to the listed hosts only.
 * @param traceHosts Hosts that trace headers are sent to: names, *.example.org for
 * everything below a name, simple-names for names without a dot, or * for all.
 * @param baggageHosts Hosts that baggage is sent to, written like those for trace
 * headers.
 * @param announcePerSecond How many calls in a second tell the services behind that their
 * trace is kept, when something spoke for it that the head did not take. Zero for none.
 */
@ConfigurationProperties("fanlight.tracing.propagation")
record PropagationProperties(@DefaultValue("true") boolean enabled, @DefaultValue("*") List<String> traceHosts,
		@DefaultValue( {
				Hosts.SIMPLE_NAMES, "127.0.0.1", "::1" }) List<String> baggageHosts,
		@DefaultValue("10") int announcePerSecond){
}
