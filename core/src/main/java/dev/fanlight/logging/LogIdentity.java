package dev.fanlight.logging;

import org.jspecify.annotations.Nullable;

/**
 * Who writes the lines: constant for the life of the process.
 *
 * @param service name of the service
 * @param environment deployment environment
 * @param version version of the service, {@code null} when unknown
 */
public record LogIdentity(String service, String environment, @Nullable String version) {
}
