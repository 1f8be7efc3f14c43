package dev.fanlight.logging;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * Writes instants as ISO 8601 in UTC with milliseconds. What all lines of a second share
 * is formatted once.
 */
final class Timestamp {

	private static final DateTimeFormatter TO_THE_SECOND = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.")
		.withZone(ZoneOffset.UTC);

	private static final int NANOS_PER_MILLI = 1_000_000;

	private volatile Second last = new Second(0, TO_THE_SECOND.format(Instant.EPOCH));

	String format(Instant instant) {
		Second second = this.last;
		if (second.epochSecond != instant.getEpochSecond()) {
			second = new Second(instant.getEpochSecond(), TO_THE_SECOND.format(instant));
			this.last = second;
		}
		int millis = instant.getNano() / NANOS_PER_MILLI;
		// Concatenated at once, for two objects less than with a builder
		return second.text + (char) ('0' + millis / 100) + (char) ('0' + millis / 10 % 10) + (char) ('0' + millis % 10)
				+ 'Z';
	}

	private record Second(long epochSecond, String text) {
	}

}
