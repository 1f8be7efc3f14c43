package dev.fanlight.test;

import java.util.Map;

/**
 * What one test recorded on one series.
 *
 * @param name name of the meter, as the application registered it
 * @param tags its tags
 * @param count number of recordings of a timer or summary, the sum of increments of a
 * counter
 * @param total sum of what was recorded: seconds of a timer, otherwise the meter's own
 * unit
 */
public record CapturedMeter(String name, Map<String, String> tags, double count, double total) {
}
