package dev.fanlight.autoconfigure.metrics;

import java.util.Set;

import dev.fanlight.metrics.EntryKind;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the one timer for all work that comes into the service.
 *
 * @param enabled Whether all work that comes into the service is measured by the timer
 * fanlight.entry, too.
 * @param kinds Ways in that fanlight.entry measures.
 */
@ConfigurationProperties("fanlight.metrics.entries")
record EntriesProperties(@DefaultValue("true") boolean enabled, @DefaultValue( {
		"http", "scheduled", "async", "message", "graphql", "grpc" }) Set<EntryKind> kinds){
}
