package dev.fanlight.autoconfigure.logging;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import java.util.function.UnaryOperator;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import dev.fanlight.autoconfigure.EarlySettings;
import dev.fanlight.autoconfigure.FanlightProperties;
import dev.fanlight.logging.JsonLineEncoder;
import dev.fanlight.logging.LogIdentity;
import dev.fanlight.logging.LogLimits;
import dev.fanlight.logging.LogRedaction;
import dev.fanlight.logging.StackTraceText;
import dev.fanlight.logging.StackTraces;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.boot.logging.StackTracePrinter;
import org.springframework.boot.logging.structured.StructuredLogFormatter;
import org.springframework.core.env.Environment;

/**
 * Writes the log schema where Boot asks for a structured format. Chosen by default for
 * console and file, or by name in {@code logging.structured.format.*}. Stack traces
 * follow {@code logging.structured.json.stacktrace.*}.
 */
public final class FanlightStructuredLogFormatter implements StructuredLogFormatter<ILoggingEvent> {

	private final JsonLineEncoder encoder;

	/**
	 * Created by Boot's logging system.
	 * @param environment the environment, for the identity of the service
	 * @param stackTracePrinter the printer that Boot's properties ask for, if they do
	 */
	public FanlightStructuredLogFormatter(Environment environment, @Nullable StackTracePrinter stackTracePrinter) {
		LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
		LogLimits limits = EarlySettings.read(environment, "fanlight.logging.limits", LogLimitsProperties.class)
			.toLimits();
		LogRedaction redaction = LogRedaction.find(context);
		UnaryOperator<String> safe = (redaction != null) ? redaction::redactStackTrace : UnaryOperator.identity();
		Function<IThrowableProxy, String> trace = (stackTracePrinter != null) ? printed(stackTracePrinter, safe)
				: new StackTraceText(safe);
		this.encoder = new JsonLineEncoder(context, identity(environment), new StackTraces(trace, safe, limits),
				(redaction != null) ? redaction::fingerprint : (throwable) -> null, limits);
	}

	private static LogIdentity identity(Environment environment) {
		FanlightProperties properties = EarlySettings.read(environment, "fanlight", FanlightProperties.class);
		return new LogIdentity(properties.service().name(), properties.environment(), properties.service().version());
	}

	/** A printer may print more of a throwable than its message. */
	private static Function<IThrowableProxy, String> printed(StackTracePrinter printer, UnaryOperator<String> safe) {
		return (proxy) -> safe.apply((proxy instanceof ThrowableProxy throwableProxy)
				? printer.printStackTraceToString(throwableProxy.getThrowable()) : ThrowableProxyUtil.asString(proxy));
	}

	@Override
	public String format(ILoggingEvent event) {
		return new String(this.encoder.encode(event), StandardCharsets.UTF_8);
	}

	@Override
	public byte[] formatAsBytes(ILoggingEvent event, Charset charset) {
		return (charset.equals(StandardCharsets.UTF_8)) ? this.encoder.encode(event) : format(event).getBytes(charset);
	}

	/**
	 * Lets Boot create it by its name in a native image.
	 */
	static final class Hints implements RuntimeHintsRegistrar {

		@Override
		public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
			hints.reflection()
				.registerType(FanlightStructuredLogFormatter.class, MemberCategory.INVOKE_PUBLIC_CONSTRUCTORS);
		}

	}

}
