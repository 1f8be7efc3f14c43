package dev.fanlight.autoconfigure.tracing.delivery;

import java.nio.file.Path;
import java.time.Duration;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How traces, logs and pushed metrics get to the collector.
 *
 * @param enabled Whether exporters send through queue, breaker and spool.
 * @param shutdownTimeout How long delivering what is left may take after the web server
 * has drained. Keep it below what the platform grants before it kills.
 * @param maxQueueSize How much each signal holds in memory while its collector is slow.
 * @param initialBackoff Pause after the first failed attempt, and how often the batch
 * processors are emptied until one succeeds. Later pauses grow by half.
 * @param maxBackoff Longest pause between attempts that the collector did not ask for.
 * @param spool Settings of the files in which telemetry waits while the collector is
 * away.
 */
@ConfigurationProperties("fanlight.delivery")
record DeliveryProperties(@DefaultValue("true") boolean enabled, @DefaultValue("5s") Duration shutdownTimeout,
		@DefaultValue("8MB") DataSize maxQueueSize, @DefaultValue("1s") Duration initialBackoff,
		@DefaultValue("30s") Duration maxBackoff, @DefaultValue Spool spool) {

	/**
	 * Settings of the spool.
	 *
	 * @param enabled Whether telemetry is written to disk while the collector is away. It
	 * is redacted before that.
	 * @param directory Directory of the spools of all services. The default is fanlight
	 * followed by the name of the user, below the directory for temporary files.
	 * @param maxSize How much disk all signals together may take. The oldest goes first.
	 * @param maxAge How long telemetry may wait on disk.
	 */
	record Spool(@DefaultValue("true") boolean enabled, @Nullable Path directory,
			@DefaultValue("64MB") DataSize maxSize, @DefaultValue("1d") Duration maxAge) {

		Path effectiveDirectory() {
			return (this.directory != null) ? this.directory : Path.of(System.getProperty("java.io.tmpdir"),
					"fanlight-" + System.getProperty("user.name").replaceAll("[^A-Za-z0-9._-]", "_"));
		}

	}

}
