package dev.fanlight.logging.gate;

import java.time.Duration;

/**
 * Bounds of the flight recorder.
 *
 * @param maxLines most lines of one request; the oldest make room
 * @param maxBytes most memory of one request's lines, estimated; the oldest make room
 * @param maxTotalBytes most memory of all requests' lines, estimated; the oldest of the
 * request that holds the most make room
 * @param maxAge longest time a line is held
 * @param maxReplayedLines most lines written per minute
 */
public record RecorderLimits(int maxLines, long maxBytes, long maxTotalBytes, Duration maxAge, int maxReplayedLines) {
}
