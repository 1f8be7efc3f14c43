package dev.fanlight.slo;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Duration;

/**
 * What happened to a goal over its window: by the minute as long as pages need it, by the
 * hour for the rest. A window is short of its length by what is missing of its first
 * bucket. Not thread-safe.
 */
final class History {

	private static final long MINUTE = 60;

	private static final long HOUR = 3600;

	private final Ring minutes;

	private final Ring hours;

	History(Duration window) {
		long page = BurnWindow.of(window).get(1).longWindow().toSeconds();
		this.minutes = new Ring(MINUTE, (int) (page / MINUTE));
		this.hours = new Ring(HOUR, (int) (window.toSeconds() / HOUR));
	}

	void add(long second, long requests, long misses) {
		this.minutes.add(second, requests, misses);
		this.hours.add(second, requests, misses);
	}

	Tally over(Duration window, long second) {
		long seconds = window.toSeconds();
		return ((seconds <= this.minutes.span()) ? this.minutes : this.hours).sum(second, seconds);
	}

	void writeTo(DataOutput output) throws IOException {
		this.minutes.writeTo(output);
		this.hours.writeTo(output);
	}

	void readFrom(DataInput input, long second) throws IOException {
		this.minutes.readFrom(input, second);
		this.hours.readFrom(input, second);
	}

}
