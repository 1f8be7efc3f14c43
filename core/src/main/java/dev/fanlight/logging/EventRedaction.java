package dev.fanlight.logging;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import dev.fanlight.redaction.RedactionPolicy;
import dev.fanlight.redaction.Redactor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.KeyValuePair;

/**
 * Redacts an event: message, arguments, key-values, markers, MDC and the messages of the
 * throwable. A clean event passes by identity; what fails costs the values of the event,
 * never the line. Without a redactor only the length of the message is looked at.
 */
final class EventRedaction {

	static final String FAILED = "[REDACTED:error]";

	/** An argument whose place in the message was redacted. */
	private static final String HIDDEN = "[REDACTED:argument]";

	private static final String PLACEHOLDER = "{}";

	private static final String EXCEPTION_TYPE = "exception.type";

	private final Supplier<@Nullable Redactor> redactor;

	private final MdcRedaction mdc = new MdcRedaction();

	private volatile @Nullable Values values;

	private volatile LogLimits limits = LogLimits.DEFAULTS;

	EventRedaction(Supplier<@Nullable Redactor> redactor) {
		this.redactor = redactor;
	}

	ILoggingEvent redact(ILoggingEvent event) {
		if (event instanceof RedactedEvent) {
			return event;
		}
		try {
			Redactor redactor = this.redactor.get();
			LogLimits limits = this.limits;
			return (redactor != null) ? redact(event, values(redactor, limits), limits) : shorten(event, limits);
		}
		catch (Throwable ex) {
			return failed(event);
		}
	}

	void limit(LogLimits limits) {
		this.limits = limits;
	}

	/**
	 * Redact an event for OpenTelemetry's appender, which makes attributes of what it
	 * carries. Without a redactor only arguments that are too long for their message are
	 * cut.
	 * @param event the event
	 * @return {@code event} itself when clean
	 */
	ILoggingEvent forOpenTelemetry(ILoggingEvent event) {
		if (this.redactor.get() == null) {
			return shortenArguments(event);
		}
		return (redact(event) instanceof RedactedEvent safe) ? safe.withPairs(attributes(safe)) : event;
	}

	private static List<KeyValuePair> attributes(ILoggingEvent event) {
		List<KeyValuePair> pairs = event.getKeyValuePairs();
		List<KeyValuePair> result = (pairs != null) ? new ArrayList<>(pairs) : new ArrayList<>();
		result.replaceAll((pair) -> new KeyValuePair(pair.key, Values.attribute(pair.value)));
		if (event.getThrowableProxy() instanceof RedactedThrowableProxy proxy) {
			// The class of what stands for the throwable would be told instead
			Throwable throwable = RedactedThrowableProxy.unwrap(proxy);
			String type = (throwable != null) ? throwable.getClass().getCanonicalName() : null;
			result.add(new KeyValuePair(EXCEPTION_TYPE, (type != null) ? type : proxy.getClassName()));
		}
		return result;
	}

	private ILoggingEvent shortenArguments(ILoggingEvent event) {
		@Nullable Object @Nullable [] arguments = event.getArgumentArray();
		if (arguments == null || event instanceof RedactedEvent) {
			return event;
		}
		int longest = this.limits.value();
		LongArguments cut = LongArguments.ofTexts(arguments, longest, null);
		String message = (cut == null) ? event.getFormattedMessage() : LongArguments.format(event, cut.shown());
		if (message != null && message.length() > longest) {
			LongArguments all = LongArguments.ofAll((cut != null) ? cut.carried() : arguments, longest, null, cut);
			message = (all != null && all != cut) ? LongArguments.format(event, all.shown()) : message;
			cut = all;
		}
		return (cut == null) ? event : new RedactedEvent(event, event.getMessage(), message, cut.carried(),
				event.getKeyValuePairs(), event.getMarkerList(), event.getMDCPropertyMap(), event.getThrowableProxy());
	}

	private ILoggingEvent shorten(ILoggingEvent event, LogLimits limits) {
		ILoggingEvent shorter = shortenArguments(event);
		String message = shorter.getFormattedMessage();
		if (message == null || message.length() <= limits.message()) {
			return shorter;
		}
		String cut = Cut.text(message, limits.message());
		return new RedactedEvent(event, cut, cut, shorter.getArgumentArray(), event.getKeyValuePairs(),
				event.getMarkerList(), event.getMDCPropertyMap(), event.getThrowableProxy());
	}

	private Values values(Redactor current, LogLimits limits) {
		Values known = this.values;
		if (known == null || !known.isOf(current, limits)) {
			known = new Values(current, limits);
			this.values = known;
		}
		return known;
	}

	private ILoggingEvent redact(ILoggingEvent event, Values values, LogLimits limits) {
		@Nullable Object @Nullable [] arguments = event.getArgumentArray();
		@Nullable Object @Nullable [] safeArguments = (arguments != null) ? values.arguments(arguments) : null;
		LongArguments cut = (safeArguments != null) ? LongArguments.ofTexts(safeArguments, limits.value(), values)
				: null;
		safeArguments = (cut != null) ? cut.carried() : safeArguments;
		String message = (safeArguments == arguments) ? event.getFormattedMessage()
				: LongArguments.format(event, safeArguments);
		if (safeArguments != null && message != null && message.length() > limits.value()) {
			LongArguments all = LongArguments.ofAll(safeArguments, limits.value(), values, cut);
			if (all != null && all != cut) {
				cut = all;
				safeArguments = all.carried();
				message = LongArguments.format(event, all.shown());
			}
		}
		Echoes echoes = (cut != null) ? cut.echoes() : Echoes.NONE;
		KnownPair known = (event instanceof CanonicalLogger.Event line) ? line.line().message() : null;
		boolean clean = known != null && known.isClean(values.redactor().policy());
		String safeMessage = (message != null && !clean) ? values.text(message) : message;
		// What was redacted in an argument by itself may stand in another one
		safeMessage = (cut != null && safeMessage != null) ? echoes.mask(safeMessage) : safeMessage;
		String safeTemplate = event.getMessage();
		if (message != null && safeMessage != null && safeMessage != message) {
			echoes = echoes.and(Echoes.of(message, safeMessage));
			safeTemplate = (safeTemplate == null || arguments == null) ? safeMessage : values.text(safeTemplate);
			if (safeArguments != null) {
				safeArguments = hide(safeArguments, 0, placeholders(event.getMessage()), message, safeMessage, values,
						echoes);
			}
		}
		else if (known != null) {
			known.markClean(values.redactor().policy());
		}
		else if (safeArguments != null) {
			int shown = placeholders(safeTemplate);
			safeArguments = hide(safeArguments, shown, shown, "", "", values, echoes);
		}
		List<KeyValuePair> pairs = event.getKeyValuePairs();
		List<KeyValuePair> safePairs = (pairs != null) ? keyValues(pairs, values) : null;
		List<Marker> markers = event.getMarkerList();
		List<Marker> safeMarkers = (markers != null) ? values.markers(markers) : null;
		Map<String, String> mdc = event.getMDCPropertyMap();
		Map<String, String> safeMdc = mdc.isEmpty() ? mdc : this.mdc.redact(mdc, values.redactor());
		IThrowableProxy throwable = event.getThrowableProxy();
		IThrowableProxy safeThrowable = (throwable != null)
				? RedactedThrowableProxy.redact(throwable, values.throwableMessages(echoes)) : null;
		if (safeMessage != null && safeMessage.length() > limits.message()) {
			// Only now: what is cut may be all that tells a secret
			safeMessage = Cut.text(safeMessage, limits.message());
			safeTemplate = safeMessage;
		}
		if (cut == null && safeMessage == message && safeArguments == arguments && safePairs == pairs
				&& safeMarkers == markers && safeMdc == mdc && safeThrowable == throwable) {
			return event;
		}
		return new RedactedEvent(event, safeTemplate, safeMessage, safeArguments, safePairs, safeMarkers, safeMdc,
				safeThrowable);
	}

	private static int placeholders(@Nullable String template) {
		int count = 0;
		for (int at = -1; template != null && (at = template.indexOf(PLACEHOLDER, at + 1)) >= 0;) {
			count++;
		}
		return count;
	}

	/**
	 * Replace the arguments that the redacted message no longer shows, and redact those
	 * it never showed. An object among these may load or fail when asked for its text:
	 * who wants it has to ask.
	 */
	private static @Nullable Object[] hide(@Nullable Object[] arguments, int from, int shown, @Nullable String message,
			@Nullable String safeMessage, Values values, Echoes echoes) {
		@Nullable Object[] result = arguments;
		for (int i = from; i < arguments.length; i++) {
			Object argument = arguments[i];
			if (argument == null || Values.isStructured(argument)) {
				continue;
			}
			boolean asked = i < shown || PlainValue.isScalar(argument) || argument instanceof CharSequence;
			String text = asked ? Values.string(argument) : "";
			Object safe = asked ? values.text(text) : values.unasked(argument, echoes);
			if (safe == text && text != Values.FAILED) {
				boolean hidden = !text.isEmpty() && message != null && safeMessage != null && message.contains(text)
						&& !safeMessage.contains(text);
				safe = hidden ? HIDDEN : argument;
			}
			if (safe != argument) {
				result = (result == arguments) ? Arrays.copyOf(arguments, arguments.length, Object[].class) : result;
				result[i] = safe;
			}
		}
		return result;
	}

	private static List<KeyValuePair> keyValues(List<KeyValuePair> pairs, Values values) {
		List<KeyValuePair> result = pairs;
		RedactionPolicy policy = values.redactor().policy();
		for (int i = 0, removed = 0; i < pairs.size(); i++) {
			KeyValuePair pair = pairs.get(i);
			if (pair instanceof KnownPair known && known.isClean(policy)) {
				continue;
			}
			Object safe = values.value(String.valueOf(pair.key), pair.value);
			if (safe != pair.value) {
				result = (result == pairs) ? new ArrayList<>(pairs) : result;
				if (safe == Redactor.DROPPED) {
					result.remove(i - removed++);
				}
				else {
					result.set(i - removed, new KeyValuePair(pair.key, safe));
				}
			}
			else if (pair instanceof KnownPair known) {
				known.markClean(policy);
			}
		}
		return result;
	}

	private static ILoggingEvent failed(ILoggingEvent event) {
		IThrowableProxy throwable = event.getThrowableProxy();
		return new RedactedEvent(event, FAILED, FAILED, null, null, null, Map.of(),
				(throwable != null) ? RedactedThrowableProxy.failed(throwable, FAILED) : null);
	}

}
