package dev.fanlight.logging;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

import tools.jackson.core.JsonGenerator;

/**
 * Writes instants as ISO 8601 in UTC with milliseconds. What all lines of a second share
 * is formatted once.
 */
final class Timestamp {

	private static final DateTimeFormatter TO_THE_SECOND = DateTimeFormatter.ofPattern("'\"'uuuu-MM-dd'T'HH:mm:ss.")
		.withZone(ZoneOffset.UTC);

	private static final int NANOS_PER_MILLI = 1_000_000;

	private volatile Second last = new Second(0, TO_THE_SECOND.format(Instant.EPOCH));

	/**
	 * Write an instant as a string, without making one.
	 * @param instant the instant
	 * @param generator what a value is due in
	 */
	void write(Instant instant, JsonGenerator generator) {
		int millis = instant.getNano() / NANOS_PER_MILLI;
		generator.writeRawValue(second(instant));
		generator.writeRaw((char) ('0' + millis / 100));
		generator.writeRaw((char) ('0' + millis / 10 % 10));
		generator.writeRaw((char) ('0' + millis % 10));
		generator.writeRaw("Z\"");
	}

	void write(Instant instant, LineBuffer line) {
		int millis = instant.getNano() / NANOS_PER_MILLI;
		line.ascii(second(instant))
			.json((char) ('0' + millis / 100))
			.json((char) ('0' + millis / 10 % 10))
			.json((char) ('0' + millis % 10))
			.ascii("Z\"");
	}

	private String second(Instant instant) {
		Second second = this.last;
		if (second.epochSecond != instant.getEpochSecond()) {
			second = new Second(instant.getEpochSecond(), TO_THE_SECOND.format(instant));
			this.last = second;
		}
		return second.text;
	}

	private record Second(long epochSecond, String text) {
	}

}
