package dev.fanlight.autoconfigure.logging;

import java.time.Duration;
import java.util.List;

import dev.fanlight.logging.gate.RecorderLimits;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Settings of the flight recorder, which holds DEBUG and TRACE lines until their request
 * fails.
 *
 * @param enabled Whether DEBUG and TRACE lines that their level discards are held and
 * written when their request fails.
 * @param loggers Loggers whose lines are held, with all below them. The packages of the
 * application unless given.
 * @param slowThreshold Duration from which a request or message is slow and its held
 * lines are written. Zero for never.
 * @param slowJobThreshold Duration from which a scheduled run is slow and its held lines
 * are written. Zero for never.
 * @param maxLines Most lines held for one request. The oldest make room.
 * @param maxSize Most memory for the lines of one request. The oldest make room.
 * @param maxTotalSize Most memory for the lines of all requests. The oldest of the
 * request that holds the most make room.
 * @param maxAge Longest time a line is held.
 * @param maxReplayedLines Most held lines written per minute.
 * @param renderObjects Whether an argument or key-value of a type that is not known to be
 * immutable is held as its text at the call. Otherwise it is formatted when the line is
 * written, may have changed, and its memory is not counted.
 */
@ConfigurationProperties("fanlight.logging.flight-recorder")
public record FlightRecorderProperties(@DefaultValue("true") boolean enabled, @DefaultValue List<String> loggers,
		@DefaultValue("1s") Duration slowThreshold, @DefaultValue("1m") Duration slowJobThreshold,
		@DefaultValue("1000") int maxLines, @DefaultValue("256KB") DataSize maxSize,
		@DefaultValue("16MB") DataSize maxTotalSize, @DefaultValue("5m") Duration maxAge,
		@DefaultValue("60000") int maxReplayedLines, @DefaultValue("true") boolean renderObjects) {

	RecorderLimits limits() {
		return new RecorderLimits(this.maxLines, this.maxSize.toBytes(), this.maxTotalSize.toBytes(), this.maxAge,
				this.maxReplayedLines);
	}

}
