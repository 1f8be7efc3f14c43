package dev.fanlight.autoconfigure.logging;

import java.util.function.UnaryOperator;

import dev.fanlight.logging.CanonicalField;
import dev.fanlight.logging.CanonicalLine;
import io.micrometer.common.KeyValue;
import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;

import org.springframework.scheduling.support.ScheduledTaskObservationContext;

/**
 * What the lines about calls, jobs and messages say, from the key-values of Spring's own
 * conventions.
 */
final class WorkDescriptions {

	private WorkDescriptions() {
	}

	private static String failedOr(Observation.Context context, String done) {
		return (context.getError() != null) ? " failed" : done;
	}

	/** An outgoing call. */
	static final class Call implements WorkLineHandler.Description {

		private static final int SERVER_ERRORS = 500;

		@Override
		public String of(Observation.Context context, UnaryOperator<String> shortened) {
			String method = RequestLines.value(context, "method");
			String template = RequestLines.value(context, "uri");
			String host = RequestLines.value(context, "client.name");
			return "Call " + ((method != null) ? method : context.getName()) + ' ' + ((host != null) ? host : "")
					+ shortened.apply((template != null) ? template : "") + ' ' + RequestLines.value(context, "status");
		}

		@Override
		public void describe(Observation.Context context, CanonicalLine line) {
			line.with(CanonicalField.METHOD, RequestLines.value(context, "method"))
				.with(CanonicalField.SERVER_ADDRESS, RequestLines.value(context, "client.name"))
				.with(CanonicalField.URL_TEMPLATE, RequestLines.value(context, "uri"))
				.with(CanonicalField.STATUS, number(RequestLines.value(context, "status")));
		}

		/**
		 * Some clients throw for an answer that is an error, others leave that to you.
		 */
		@Override
		public @Nullable String failure(Observation.Context context) {
			String thrown = WorkLineHandler.Description.super.failure(context);
			String status = RequestLines.value(context, "status");
			return (thrown != null || number(status) < SERVER_ERRORS) ? thrown : status;
		}

		private static int number(@Nullable String status) {
			return (status != null && status.matches("[1-5]\\d{2}")) ? Integer.parseInt(status) : -1;
		}

	}

	/** A run of a scheduled job. */
	static final class Job implements WorkLineHandler.Description {

		@Override
		public String of(Observation.Context context, UnaryOperator<String> shortened) {
			ScheduledTaskObservationContext job = (ScheduledTaskObservationContext) context;
			return job.getTargetClass().getSimpleName() + '.' + job.getMethod().getName() + failedOr(context, " ran");
		}

		@Override
		public void describe(Observation.Context context, CanonicalLine line) {
			ScheduledTaskObservationContext job = (ScheduledTaskObservationContext) context;
			line.with(CanonicalField.FUNCTION, job.getTargetClass().getName() + '.' + job.getMethod().getName());
		}

	}

	/** A message that a listener received. */
	static final class Message implements WorkLineHandler.Description {

		@Override
		public String of(Observation.Context context, UnaryOperator<String> shortened) {
			String destination = destination(context);
			KeyValue count = count(context);
			return ((count != null && !count.getValue().equals("1")) ? count.getValue() + " messages" : "Message")
					+ ((destination != null) ? " of " + destination : "") + failedOr(context, " handled");
		}

		@Override
		public void describe(Observation.Context context, CanonicalLine line) {
			KeyValue count = count(context);
			line.with(CanonicalField.DESTINATION, destination(context))
				.with(CanonicalField.MESSAGE_COUNT, (count != null) ? Long.parseLong(count.getValue()) : -1);
		}

		private static @Nullable KeyValue count(Observation.Context context) {
			return context.getHighCardinalityKeyValue(BatchContext.COUNT);
		}

		private static @Nullable String destination(Observation.Context context) {
			String name = RequestLines.value(context, "messaging.destination.name");
			return (name != null) ? name : RequestLines.value(context, "messaging.source.name");
		}

	}

}
