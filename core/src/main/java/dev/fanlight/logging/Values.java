package dev.fanlight.logging;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import dev.fanlight.redaction.Exit;
import dev.fanlight.redaction.Redactor;
import net.logstash.logback.argument.StructuredArgument;
import net.logstash.logback.marker.LogstashMarker;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.MarkerFactory;

/**
 * Redacts the values an event carries. What is not a plain value is wrapped, so that it
 * is redacted as it is written: an object may show members to a serialiser that its text
 * does not.
 */
final class Values {

	/** What SLF4J writes for it. */
	static final String FAILED = "[FAILED toString()]";

	private static final boolean STRUCTURED = isPresent("net.logstash.logback.argument.StructuredArgument")
			&& isPresent("tools.jackson.core.util.JsonGeneratorDelegate");

	private final Redactor redactor;

	private final LogLimits limits;

	private final ThrowableMessages throwableMessages = new ThrowableMessages(this, Echoes.NONE, false);

	Values(Redactor redactor, LogLimits limits) {
		this.redactor = redactor;
		this.limits = limits;
	}

	/** The text of a value, whatever it throws. */
	static String string(Object value) {
		try {
			return String.valueOf(value.toString());
		}
		catch (Throwable ex) {
			return FAILED;
		}
	}

	static boolean isPresent(String className) {
		try {
			Class.forName(className, false, Values.class.getClassLoader());
			return true;
		}
		catch (ClassNotFoundException | LinkageError ex) {
			return false;
		}
	}

	Redactor redactor() {
		return this.redactor;
	}

	boolean isOf(Redactor redactor, LogLimits limits) {
		return this.redactor == redactor && this.limits == limits;
	}

	ThrowableMessages throwableMessages(Echoes echoes) {
		return (echoes == Echoes.NONE) ? this.throwableMessages : new ThrowableMessages(this, echoes, false);
	}

	String text(String text) {
		return text(text, Exit.LOG);
	}

	String exceptionText(String text) {
		String safe = text(text, Exit.EXCEPTION);
		// Inside a stack trace nobody would know any more how long it was
		return (safe != text && Redactor.leftOut(safe) > 0) ? Cut.text(safe, this.limits.message()) : safe;
	}

	private String text(String text, Exit exit) {
		String safe = this.redactor.redact(text, exit);
		return (safe == text) ? text : Echoes.of(text, safe).mask(safe);
	}

	static boolean isStructured(Object argument) {
		return STRUCTURED && argument instanceof StructuredArgument;
	}

	@Nullable Object[] arguments(@Nullable Object[] arguments) {
		@Nullable Object[] result = arguments;
		for (int i = 0; i < arguments.length; i++) {
			Object argument = arguments[i];
			if (argument == null || argument instanceof String || argument instanceof Number) {
				continue;
			}
			Object safe = isStructured(argument) ? StructuredRedaction.argument((StructuredArgument) argument, this)
					: PlainValue.isScalar(argument) ? argument : this.redactor.redactArgument(argument, Exit.LOG);
			if (safe != argument) {
				result = (result == arguments) ? Arrays.copyOf(arguments, arguments.length, Object[].class) : result;
				result[i] = safe;
			}
		}
		return result;
	}

	/**
	 * Redact a value under a key.
	 * @param key the key
	 * @param value the value, of any type
	 * @return {@code value} itself when clean, or {@link Redactor#DROPPED}
	 */
	@Nullable Object value(String key, @Nullable Object value) {
		Object safe = scalar(key, value);
		if (safe == null || PlainValue.isScalar(safe) || PlainValue.isPlain(safe, (name) -> text(name) == name)) {
			return safe;
		}
		return STRUCTURED ? new StructuredRedaction.Value(key, safe, this.redactor, Echoes.NONE)
				: this.redactor.redact(key, string(safe), Exit.LOG);
	}

	/** Stands for an object until somebody asks it for its text or writes it. */
	Object unasked(Object object, Echoes echoes) {
		return STRUCTURED ? new StructuredRedaction.Value("", object, this.redactor, echoes)
				: object.getClass().getName();
	}

	/** The name of the class of a value, also of one that is wrapped. */
	static String className(Object value) {
		return ((STRUCTURED && value instanceof StructuredRedaction.Value wrapped) ? wrapped.value() : value).getClass()
			.getName();
	}

	/** A redacted value as OpenTelemetry takes it. */
	static @Nullable Object attribute(@Nullable Object safe) {
		return (STRUCTURED && safe instanceof StructuredRedaction.Value value) ? value.attribute() : safe;
	}

	/** The two most usual types by the short way. */
	private @Nullable Object scalar(String key, @Nullable Object value) {
		if (value instanceof String text) {
			return this.redactor.redact(key, text, Exit.LOG);
		}
		if (value instanceof Integer && !this.redactor.isSensitive(key)) {
			return value;
		}
		return this.redactor.redactValue(key, value, Exit.LOG);
	}

	List<Marker> markers(List<Marker> markers) {
		List<Marker> result = markers;
		for (int i = 0; i < markers.size(); i++) {
			Marker marker = markers.get(i);
			Marker safe = marker(marker);
			if (safe != marker) {
				result = (result == markers) ? new ArrayList<>(markers) : result;
				result.set(i, safe);
			}
		}
		return result;
	}

	Marker marker(Marker marker) {
		if (STRUCTURED && marker instanceof LogstashMarker logstashMarker) {
			return StructuredRedaction.marker(logstashMarker, this);
		}
		String name = text(marker.getName());
		if (name == marker.getName() && !marker.hasReferences()) {
			return marker;
		}
		Marker copy = MarkerFactory.getDetachedMarker(name);
		boolean changed = name != marker.getName();
		for (var references = marker.iterator(); references.hasNext();) {
			Marker reference = references.next();
			Marker safe = marker(reference);
			changed |= safe != reference;
			copy.add(safe);
		}
		return changed ? copy : marker;
	}

}
