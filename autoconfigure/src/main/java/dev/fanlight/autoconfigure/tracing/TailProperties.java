package dev.fanlight.autoconfigure.tracing;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How traces are held until it is known whether they are kept.
 *
 * @param enabled Whether traces that the head did not take are looked at, at all.
 * @param maxTraces How many traces may be open. Beyond, the oldest undecided one is
 * evicted.
 * @param maxSpansPerTrace How many spans of one trace are kept, besides local roots and
 * ancestors of spans that are. A quarter is reserved for failed spans.
 * @param maxBytes Estimated size that all held spans may have together. Beyond, the
 * oldest undecided trace is evicted.
 * @param maxAge How long a trace may be open before it is evicted.
 * @param deadline How long spans are waited for that are open when the request or job has
 * ended.
 * @param maxVerdicts How many decided traces are remembered for spans that end later.
 */
@ConfigurationProperties("fanlight.tracing.tail")
public record TailProperties(@DefaultValue("true") boolean enabled, @DefaultValue("10000") int maxTraces,
		@DefaultValue("1000") int maxSpansPerTrace, @DefaultValue("32MB") DataSize maxBytes,
		@DefaultValue("10m") Duration maxAge, @DefaultValue("30s") Duration deadline,
		@DefaultValue("16384") int maxVerdicts) {
}
