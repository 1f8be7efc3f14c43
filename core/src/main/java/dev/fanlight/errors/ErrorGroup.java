package dev.fanlight.errors;

import java.time.Instant;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * What is known of one kind of error, at one moment. All text is redacted.
 *
 * @param fingerprint what makes it one kind, 16 hexadecimal digits
 * @param type class of the exception
 * @param place method of the application it came from, {@code null} if none was found
 * @param message message of the latest sample, at most {@value ErrorText#LONGEST_MESSAGE}
 * characters, {@code null} if it has none
 * @param stackTrace stack trace of that sample, at most {@value ErrorText#LONGEST_TRACE}
 * characters
 * @param count how many errors were seen
 * @param firstSeen when the first one was
 * @param lastSeen when the latest one was
 * @param firstRelease release that had the first one, {@code null} if unknown
 * @param lastRelease release that had the latest one, {@code null} if unknown
 * @param edges where they came to light
 * @param routes what was at work, the first {@value Group#MOST_ROUTES}
 * @param traceId trace of the latest error that had one
 * @param requestId request of the latest error that had one
 * @param resolvedAt when somebody declared it resolved, {@code null} if nobody has since
 * it was last seen
 * @param cameBackAt when it was first seen again after it was resolved
 * @param cameBackRelease release that had it again
 * @param muted whether somebody muted it
 */
public record ErrorGroup(String fingerprint, String type, @Nullable String place, @Nullable String message,
		String stackTrace, long count, Instant firstSeen, Instant lastSeen, @Nullable String firstRelease,
		@Nullable String lastRelease, Set<Edge> edges, Set<String> routes, @Nullable String traceId,
		@Nullable String requestId, @Nullable Instant resolvedAt, @Nullable Instant cameBackAt,
		@Nullable String cameBackRelease, boolean muted) {
}
