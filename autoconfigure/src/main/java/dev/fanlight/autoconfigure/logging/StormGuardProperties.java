package dev.fanlight.autoconfigure.logging;

import java.time.Duration;
import java.util.List;

import dev.fanlight.logging.gate.StormLimits;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the storm guard, which counts a line that repeats too often and sums it up.
 *
 * @param enabled Whether a line that repeats too often is counted instead of written.
 * @param interval Time for which repetitions are counted and after which they are summed
 * up.
 * @param limit How many times a line below ERROR is written per interval.
 * @param errorLimit How many times an ERROR line is written per interval.
 * @param maxKeys How many different lines are told apart per interval. Further ones are
 * written without being counted.
 * @param exemptLoggers Loggers whose lines are always written, with all below them.
 */
@ConfigurationProperties("fanlight.logging.storm-guard")
public record StormGuardProperties(@DefaultValue("true") boolean enabled, @DefaultValue("60s") Duration interval,
		@DefaultValue("10000") int limit, @DefaultValue("1000") int errorLimit, @DefaultValue("1024") int maxKeys,
		@DefaultValue("dev.fanlight.audit") List<String> exemptLoggers) {

	StormLimits limits() {
		return new StormLimits(this.limit, this.errorLimit, this.maxKeys);
	}

}
