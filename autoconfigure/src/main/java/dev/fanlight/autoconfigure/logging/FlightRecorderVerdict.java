package dev.fanlight.autoconfigure.logging;

import java.time.Duration;

import dev.fanlight.autoconfigure.HandledException;
import dev.fanlight.logging.gate.ReplayReason;
import io.micrometer.observation.Observation;
import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.ReceiverContext;
import org.jspecify.annotations.Nullable;

import org.springframework.http.server.observation.ServerRequestObservationContext;
import org.springframework.scheduling.support.ScheduledTaskObservationContext;
import org.springframework.util.ClassUtils;

/**
 * Whether a request, job or message that has ended failed, or took too long.
 */
final class FlightRecorderVerdict {

	private static final boolean SERVLET = isPresent(
			"org.springframework.http.server.observation.ServerRequestObservationContext")
			&& isPresent("jakarta.servlet.http.HttpServletResponse");

	private static final boolean REACTIVE = isPresent(
			"org.springframework.http.server.reactive.observation.ServerRequestObservationContext")
			&& isPresent("reactor.core.publisher.Mono");

	private static final int UNKNOWN = 0;

	private final long slowNanos;

	private final long slowJobNanos;

	FlightRecorderVerdict(FlightRecorderProperties properties) {
		this.slowNanos = nanos(properties.slowThreshold());
		this.slowJobNanos = nanos(properties.slowJobThreshold());
	}

	private static long nanos(Duration threshold) {
		return threshold.isZero() ? Long.MAX_VALUE : threshold.toNanos();
	}

	private static boolean isPresent(String name) {
		return ClassUtils.isPresent(name, null);
	}

	/**
	 * Judge.
	 * @param context the observation that ends
	 * @param nanos how long it took
	 * @return why its lines are wanted, {@code null} if they are not
	 */
	@Nullable ReplayReason of(Observation.Context context, long nanos) {
		int status = SERVLET ? Servlet.status(context) : UNKNOWN;
		if (status == UNKNOWN && REACTIVE) {
			status = Reactive.status(context);
		}
		// A 4xx is the client's fault, whatever was thrown to say so
		if (status >= 500 || (status < 400 && hasThrown(context))) {
			return ReplayReason.FAILED;
		}
		long threshold = (context instanceof ScheduledTaskObservationContext) ? this.slowJobNanos : this.slowNanos;
		return (nanos >= threshold) ? ReplayReason.SLOW : null;
	}

	/**
	 * An exception counts that somebody handled, too, unless it refused the client or
	 * that had hung up.
	 */
	private static boolean hasThrown(Observation.Context context) {
		HandledException handled = context.get(HandledException.class);
		return context.getError() != null || (handled != null && !handled.isRefusal()
				&& !RequestLines.CLIENT_ABORTED.equals(RequestLines.value(context, "outcome")));
	}

	/**
	 * Whether an observation is judged although it is part of another.
	 * @param context the observation
	 * @return whether it is that of a received message
	 */
	static boolean isMessage(Observation.Context context) {
		return context instanceof ReceiverContext<?> receiver && receiver.getKind() == Kind.CONSUMER;
	}

	/**
	 * The scope of a request about which the container may still make a page.
	 * @param context the observation of what has ended
	 * @return the scope, {@code null} if there will be no page
	 */
	static @Nullable RequestScope withErrorPage(Observation.Context context) {
		return SERVLET ? Servlet.withErrorPage(context) : null;
	}

	/**
	 * Keeps servlets, which need not be there, out of the verdict.
	 */
	private static final class Servlet {

		static int status(Observation.Context context) {
			return (context instanceof ServerRequestObservationContext server && server.getResponse() != null)
					? server.getResponse().getStatus() : UNKNOWN;
		}

		static @Nullable RequestScope withErrorPage(Observation.Context context) {
			if (status(context) < 400 || !(context instanceof ServerRequestObservationContext server)
					|| server.getCarrier() == null) {
				return null;
			}
			return RequestScope.of(server.getCarrier());
		}

	}

	/**
	 * Keeps the reactive stack, which need not be there, out of the verdict.
	 */
	private static final class Reactive {

		static int status(Observation.Context context) {
			if (context instanceof org.springframework.http.server.reactive.observation.ServerRequestObservationContext server
					&& server.getResponse() != null && server.getResponse().getStatusCode() != null) {
				return server.getResponse().getStatusCode().value();
			}
			return UNKNOWN;
		}

	}

}
