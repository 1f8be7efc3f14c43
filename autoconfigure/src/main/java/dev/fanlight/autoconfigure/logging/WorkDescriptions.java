package dev.fanlight.autoconfigure.logging;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

import dev.fanlight.logging.CanonicalField;
import dev.fanlight.logging.CanonicalLine;
import io.micrometer.common.KeyValue;
import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;

import org.springframework.scheduling.support.ScheduledTaskObservationContext;
import org.springframework.util.ClassUtils;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientRequestObservationContext;
import org.springframework.web.reactive.function.client.WebClient;

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

		private static final int STATUS_LENGTH = 3;

		private static final boolean WEB_CLIENT = ClassUtils
			.isPresent("org.springframework.web.reactive.function.client.ClientRequestObservationContext", null);

		/** What Spring's conventions say where there is no host or no template. */
		private static final String NONE = "none";

		/** The host. */
		@Override
		public @Nullable String first(Observation.Context context) {
			return present(context, "client.name");
		}

		/** The template. What is no HTTP has the name of its observation. */
		@Override
		public @Nullable String second(Observation.Context context) {
			String template = template(context);
			return (template == null && first(context) == null) ? context.getName() : template;
		}

		@Override
		public List<String> names(Observation.Context context) {
			return List.of(name(context));
		}

		@Override
		public String subject(Observation.Context context, UnaryOperator<String> shortened) {
			String method = RequestLines.value(context, "method");
			return "Call " + ((method != null) ? method + ' ' : "") + shortened.apply(name(context));
		}

		@Override
		public String ended(Observation.Context context) {
			String status = RequestLines.value(context, "status");
			return (status != null) ? ' ' + status : failedOr(context, " done");
		}

		@Override
		public void describe(Observation.Context context, CanonicalLine line) {
			line.with(CanonicalField.METHOD, RequestLines.value(context, "method"))
				.with(CanonicalField.SERVER_ADDRESS, first(context))
				.with(CanonicalField.URL_TEMPLATE, template(context))
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

		private String name(Observation.Context context) {
			return Objects.toString(first(context), "") + Objects.toString(second(context), "");
		}

		private static @Nullable String template(Observation.Context context) {
			String template = present(context, "uri");
			return (template == null && WEB_CLIENT) ? WebClientCall.template(context) : template;
		}

		private static @Nullable String present(Observation.Context context, String key) {
			String value = RequestLines.value(context, key);
			return NONE.equals(value) ? null : value;
		}

		private static int number(@Nullable String status) {
			if (status == null || status.length() != STATUS_LENGTH) {
				return -1;
			}
			int number = 0;
			for (int i = 0; i < STATUS_LENGTH; i++) {
				int digit = status.charAt(i) - '0';
				if (digit < 0 || digit > 9) {
					return -1;
				}
				number = number * 10 + digit;
			}
			return number;
		}

	}

	/**
	 * WebClient tells its observation the template after the start, but knows it then.
	 * Keeps what need not be there out of the class.
	 */
	private static final class WebClientCall {

		private static final String TEMPLATE = WebClient.class.getName() + ".uriTemplate";

		static @Nullable String template(Observation.Context context) {
			ClientRequest.Builder request = (context instanceof ClientRequestObservationContext call)
					? call.getCarrier() : null;
			if (request == null) {
				return null;
			}
			AtomicReference<@Nullable Object> template = new AtomicReference<>();
			request.attributes((attributes) -> template.set(attributes.get(TEMPLATE)));
			// As Spring's convention has it
			return (template.get() instanceof String text)
					? text.replaceFirst("^https?://[^/]+/?", "/").replaceFirst("^(?!/)", "/") : null;
		}

	}

	/** A run of a scheduled job. */
	static final class Job implements WorkLineHandler.Description {

		/** The class. */
		@Override
		public String first(Observation.Context context) {
			return ((ScheduledTaskObservationContext) context).getTargetClass().getName();
		}

		/** The method. */
		@Override
		public String second(Observation.Context context) {
			return ((ScheduledTaskObservationContext) context).getMethod().getName();
		}

		@Override
		public List<String> names(Observation.Context context) {
			return List.of(subject(context, UnaryOperator.identity()), function(context));
		}

		@Override
		public String subject(Observation.Context context, UnaryOperator<String> shortened) {
			return ((ScheduledTaskObservationContext) context).getTargetClass().getSimpleName() + '.' + second(context);
		}

		@Override
		public String ended(Observation.Context context) {
			return failedOr(context, " ran");
		}

		@Override
		public void describe(Observation.Context context, CanonicalLine line) {
			line.with(CanonicalField.FUNCTION, function(context));
		}

		private String function(Observation.Context context) {
			return first(context) + '.' + second(context);
		}

	}

	/** A message that a listener received. */
	static final class Message implements WorkLineHandler.Description {

		/** The destination. */
		@Override
		public @Nullable String first(Observation.Context context) {
			String name = RequestLines.value(context, "messaging.destination.name");
			return (name != null) ? name : RequestLines.value(context, "messaging.source.name");
		}

		@Override
		public @Nullable String second(Observation.Context context) {
			return null;
		}

		@Override
		public List<String> names(Observation.Context context) {
			String destination = first(context);
			return (destination != null) ? List.of(destination) : List.of();
		}

		@Override
		public String subject(Observation.Context context, UnaryOperator<String> shortened) {
			String destination = first(context);
			KeyValue count = count(context);
			return ((count != null && !count.getValue().equals("1")) ? count.getValue() + " messages" : "Message")
					+ ((destination != null) ? " of " + destination : "");
		}

		@Override
		public String begun() {
			return " received";
		}

		@Override
		public String ended(Observation.Context context) {
			return failedOr(context, " handled");
		}

		@Override
		public void describe(Observation.Context context, CanonicalLine line) {
			KeyValue count = count(context);
			line.with(CanonicalField.DESTINATION, first(context))
				.with(CanonicalField.MESSAGE_COUNT, (count != null) ? Long.parseLong(count.getValue()) : -1);
		}

		private static @Nullable KeyValue count(Observation.Context context) {
			return context.getHighCardinalityKeyValue(BatchContext.COUNT);
		}

	}

}
