package dev.fanlight.errors;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * Bounds and identity of an {@link ErrorInbox}.
 *
 * @param maxGroups how many groups are kept, the least recently seen go first
 * @param resolveAfter after how long unseen a group counts as resolved
 * @param release the release that runs, {@code null} if unknown: then the run of the
 * process stands in for it
 */
public record InboxSettings(int maxGroups, Duration resolveAfter, @Nullable String release) {
}
