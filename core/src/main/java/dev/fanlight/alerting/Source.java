package dev.fanlight.alerting;

import org.jspecify.annotations.Nullable;

/**
 * The process that an alert is about.
 *
 * @param service the name of the service
 * @param environment the deployment environment
 * @param version the version of the service, or {@code null}
 * @param instance tells the process from others of the service, or {@code null}
 */
public record Source(String service, String environment, @Nullable String version, @Nullable String instance) {
}
