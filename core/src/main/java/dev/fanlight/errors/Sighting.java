package dev.fanlight.errors;

import org.jspecify.annotations.Nullable;

/**
 * An error at an edge.
 *
 * @param error the error
 * @param edge where it came to light
 * @param route what was at work: the route of a request, the name of a job; of few
 * values, {@code null} if unknown
 * @param traceId the trace, {@code null} outside of one
 * @param requestId the request, {@code null} outside of one
 */
public record Sighting(Throwable error, Edge edge, @Nullable String route, @Nullable String traceId,
		@Nullable String requestId) {
}
