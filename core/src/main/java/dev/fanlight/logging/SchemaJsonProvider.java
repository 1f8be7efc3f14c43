package dev.fanlight.logging;

import java.util.List;
import java.util.Map;
import java.util.function.Function;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import net.logstash.logback.composite.AbstractJsonProvider;
import net.logstash.logback.composite.ObjectMapperAware;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.KeyValuePair;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.SerializableString;
import tools.jackson.core.io.SerializedString;
import tools.jackson.databind.ObjectMapper;

/**
 * Writes the fields of the log schema in their order.
 */
final class SchemaJsonProvider extends AbstractJsonProvider<ILoggingEvent> implements ObjectMapperAware {

	private static final boolean TRACING = Values.isPresent("io.opentelemetry.api.trace.Span");

	private static final int TRACE_ID_LENGTH = 32;

	private static final int SPAN_ID_LENGTH = 16;

	private static final SerializableString TRACE = new SerializedString("trace");

	private static final SerializableString DEBUG = new SerializedString("debug");

	private static final SerializableString INFO = new SerializedString("info");

	private static final SerializableString WARN = new SerializedString("warn");

	private static final SerializableString ERROR = new SerializedString("error");

	private final Timestamp timestamp = new Timestamp();

	private final SerializableString service;

	private final SerializableString environment;

	private final @Nullable SerializableString version;

	private final Function<IThrowableProxy, String> stackTrace;

	private final Function<IThrowableProxy, @Nullable String> fingerprint;

	private final LogLimits limits;

	private final boolean complete;

	private final Reused<@Nullable ExtraWriter> extras = new Reused<>(() -> null);

	@Nullable private ObjectMapper objectMapper;

	SchemaJsonProvider(LogIdentity identity, Function<IThrowableProxy, String> stackTrace,
			Function<IThrowableProxy, @Nullable String> fingerprint, LogLimits limits, boolean complete) {
		this.service = new SerializedString(identity.service());
		this.environment = new SerializedString(identity.environment());
		this.version = (identity.version() != null) ? new SerializedString(identity.version()) : null;
		this.stackTrace = stackTrace;
		this.fingerprint = fingerprint;
		this.limits = limits;
		this.complete = complete;
	}

	@Override
	public void setObjectMapper(ObjectMapper objectMapper) {
		this.objectMapper = objectMapper;
	}

	@Override
	public void writeTo(JsonGenerator generator, ILoggingEvent event) {
		generator.writeName(LogField.TIMESTAMP.serialized());
		this.timestamp.write(event.getInstant(), generator);
		write(generator, LogField.LEVEL, level(event.getLevel()));
		write(generator, LogField.SERVICE, this.service);
		write(generator, LogField.ENVIRONMENT, this.environment);
		write(generator, LogField.VERSION, this.version);
		write(generator, LogField.LOGGER, event.getLoggerName());
		write(generator, LogField.THREAD, event.getThreadName());
		write(generator, LogField.MESSAGE, Cut.text(message(event), this.limits.message()));
		Map<String, String> mdc = event.getMDCPropertyMap();
		boolean traced = writeCorrelation(generator, event, mdc);
		if (isReplayed(event.getKeyValuePairs())) {
			generator.writeName(LogField.REPLAYED.serialized());
			generator.writeBoolean(true);
		}
		if (this.complete) {
			writeExtra(generator, event, traced);
		}
		else {
			generator.writeName(LogField.EXTRA.serialized());
			generator.writeStartObject();
			write(generator, LogField.EXTRA_LOG_ERROR, "the arguments of this line could not be written");
			generator.writeEndObject();
		}
		if (event.getThrowableProxy() != null) {
			writeError(generator, event.getThrowableProxy());
		}
	}

	private void writeExtra(JsonGenerator generator, ILoggingEvent event, boolean traced) {
		ObjectMapper mapper = this.objectMapper;
		if (mapper == null || !ExtraWriter.hasExtras(event)) {
			return;
		}
		// The encoder keeps its generators, so a writer often finds its own again
		ExtraWriter writer = this.extras.take();
		if (writer == null || !writer.writesInto(generator)) {
			writer = new ExtraWriter(generator, mapper, this.limits);
		}
		writer.write(event, traced);
		this.extras.give(writer);
	}

	private boolean writeCorrelation(JsonGenerator generator, ILoggingEvent event, Map<String, String> mdc) {
		String traceId = mdc.get(MdcKey.TRACE_ID);
		String spanId = mdc.get(MdcKey.SPAN_ID);
		boolean traced = isTrace(traceId, spanId);
		if (traced) {
			writeTrace(generator, traceId, spanId, Boolean.parseBoolean(mdc.get(MdcKey.TRACE_SAMPLED)));
		}
		else if (TRACING && Thread.currentThread().getName().equals(event.getThreadName())) {
			// The application cleared the MDC; the span is still there
			traced = CurrentSpan.write(generator);
		}
		String requestId = mdc.get(MdcKey.REQUEST_ID);
		write(generator, LogField.REQUEST_ID, RequestIds.fits(requestId) ? requestId : null);
		return traced;
	}

	private static boolean isReplayed(@Nullable List<KeyValuePair> pairs) {
		return pairs != null && !pairs.isEmpty() && pairs.get(0) == Replayed.MARK;
	}

	private static void writeTrace(JsonGenerator generator, @Nullable String traceId, @Nullable String spanId,
			boolean sampled) {
		write(generator, LogField.TRACE_ID, traceId);
		write(generator, LogField.SPAN_ID, spanId);
		generator.writeName(LogField.TRACE_SAMPLED.serialized());
		generator.writeBoolean(sampled);
	}

	private void writeError(JsonGenerator generator, IThrowableProxy throwable) {
		generator.writeName(LogField.ERROR.serialized());
		generator.writeStartObject();
		write(generator, LogField.ERROR_TYPE, throwable.getClassName());
		String message = throwable.getMessage();
		write(generator, LogField.ERROR_MESSAGE, (message != null) ? Cut.text(message, this.limits.message()) : null);
		write(generator, LogField.ERROR_STACK_TRACE, stackTrace(throwable));
		write(generator, LogField.ERROR_FINGERPRINT, this.fingerprint.apply(throwable));
		generator.writeEndObject();
	}

	private String stackTrace(IThrowableProxy throwable) {
		try {
			return this.stackTrace.apply(throwable);
		}
		catch (Throwable ex) {
			return throwable.getClassName();
		}
	}

	private static String message(ILoggingEvent event) {
		try {
			return String.valueOf(event.getFormattedMessage());
		}
		catch (Throwable ex) {
			return String.valueOf(event.getMessage());
		}
	}

	private static void write(JsonGenerator generator, LogField field, @Nullable String value) {
		if (value != null) {
			generator.writeName(field.serialized());
			generator.writeString(value);
		}
	}

	private static void write(JsonGenerator generator, LogField field, @Nullable SerializableString value) {
		if (value != null) {
			generator.writeName(field.serialized());
			generator.writeString(value);
		}
	}

	static SerializableString level(Level level) {
		return switch (level.levelInt) {
			case Level.TRACE_INT -> TRACE;
			case Level.DEBUG_INT -> DEBUG;
			case Level.WARN_INT -> WARN;
			case Level.ERROR_INT -> ERROR;
			default -> INFO;
		};
	}

	static boolean isTrace(@Nullable String traceId, @Nullable String spanId) {
		return isHex(traceId, TRACE_ID_LENGTH) && isHex(spanId, SPAN_ID_LENGTH);
	}

	/**
	 * Without branches, which nobody can foresee: digits and letters follow at random.
	 */
	private static boolean isHex(@Nullable String value, int length) {
		if (value == null || value.length() != length) {
			return false;
		}
		int signs = 0;
		for (int i = 0; i < length; i++) {
			int digit = value.charAt(i) - '0';
			int letter = value.charAt(i) - 'a';
			// Negative where it is neither
			signs |= (digit | 9 - digit) & (letter | 5 - letter);
		}
		return signs >= 0;
	}

	/**
	 * Keeps OpenTelemetry, which need not be there, out of the provider.
	 */
	private static final class CurrentSpan {

		static boolean write(JsonGenerator generator) {
			SpanContext span = MdcContextStorage.isActive() ? Span.current().getSpanContext()
					: SpanContext.getInvalid();
			if (span.isValid()) {
				writeTrace(generator, span.getTraceId(), span.getSpanId(), span.isSampled());
			}
			return span.isValid();
		}

	}

}
