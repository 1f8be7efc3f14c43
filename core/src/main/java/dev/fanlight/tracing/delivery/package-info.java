/**
 * Carries what was kept to the collector: queue, attempts, breaker and spool below the
 * exporters of OpenTelemetry and Micrometer. Leaves choosing and redacting telemetry to
 * the rooms around it, and marshalling to the exporters.
 */
@NullMarked
package dev.fanlight.tracing.delivery;

import org.jspecify.annotations.NullMarked;
