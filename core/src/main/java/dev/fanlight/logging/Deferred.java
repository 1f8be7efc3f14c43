package dev.fanlight.logging;

import java.util.Arrays;
import java.util.Map;

import ch.qos.logback.classic.spi.ILoggingEvent;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import net.logstash.logback.argument.StructuredArgument;
import org.jspecify.annotations.Nullable;

/**
 * What a line that another thread will write has to keep: what is known on this thread
 * alone, and no object that only its message has shown.
 */
public final class Deferred {

	/** A longer text is in the message, as far as that may be long. */
	private static final int LONGEST_ARGUMENT = 256;

	private static final boolean STRUCTURED = Values.isPresent("net.logstash.logback.argument.StructuredArgument");

	private static final boolean TRACING = Values.isPresent("io.opentelemetry.api.trace.Span");

	private Deferred() {
	}

	/**
	 * Prepare an event on the thread that logs it.
	 * @param event the event, redacted
	 * @param callerData whether class, method and line of the call are found out
	 * @return {@code event} itself if it has nothing to lose and nothing to gain
	 */
	public static ILoggingEvent of(ILoggingEvent event, boolean callerData) {
		if (callerData) {
			event.getCallerData();
		}
		event.prepareForDeferredProcessing();
		Map<String, String> mdc = event.getMDCPropertyMap();
		if (TRACING && mdc.get(MdcKey.TRACE_ID) == null) {
			mdc = CurrentSpan.in(mdc);
		}
		@Nullable Object @Nullable [] arguments = event.getArgumentArray();
		@Nullable Object @Nullable [] kept = (arguments != null) ? withoutObjects(arguments) : null;
		if (kept == arguments && mdc == event.getMDCPropertyMap()) {
			if (event instanceof RedactedEvent redacted) {
				redacted.letGo();
			}
			return event;
		}
		RedactedEvent deferred = new RedactedEvent(event, event.getMessage(), event.getFormattedMessage(), kept,
				event.getKeyValuePairs(), event.getMarkerList(), mdc, event.getThrowableProxy());
		deferred.letGo();
		return deferred;
	}

	private static @Nullable Object[] withoutObjects(@Nullable Object[] arguments) {
		@Nullable Object[] result = arguments;
		for (int i = 0; i < arguments.length; i++) {
			Object argument = arguments[i];
			Object kept = kept(argument);
			if (kept != argument) {
				result = (result == arguments) ? Arrays.copyOf(arguments, arguments.length, Object[].class) : result;
				result[i] = kept;
			}
		}
		return result;
	}

	private static @Nullable Object kept(@Nullable Object argument) {
		if (argument instanceof String text) {
			return Cut.text(text, LONGEST_ARGUMENT);
		}
		return (argument == null || PlainValue.isScalar(argument)
				|| (STRUCTURED && argument instanceof StructuredArgument)) ? argument : Values.className(argument);
	}

	/**
	 * Keeps OpenTelemetry, which need not be there, out of the class.
	 */
	private static final class CurrentSpan {

		/** The application may have cleared the MDC; the span is still there. */
		static Map<String, String> in(Map<String, String> mdc) {
			SpanContext span = MdcContextStorage.isActive() ? Span.current().getSpanContext()
					: SpanContext.getInvalid();
			return span.isValid() ? new TracedMdc(mdc, span.getTraceId(), span.getSpanId(), span.isSampled()) : mdc;
		}

	}

}
