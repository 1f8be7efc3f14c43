package dev.fanlight.test;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import dev.fanlight.logging.JsonLineEncoder;
import dev.fanlight.logging.LogIdentity;
import dev.fanlight.logging.MdcKey;
import org.slf4j.ILoggerFactory;
import org.slf4j.LoggerFactory;

/**
 * Hands each line to the test it belongs to, as any other appender of the root logger
 * sees it.
 */
final class CapturingAppender extends AppenderBase<ILoggingEvent> {

	private static final String NAME = "FANLIGHT_TEST";

	private final JsonLineEncoder encoder;

	private CapturingAppender(LoggerContext context) {
		setContext(context);
		setName(NAME);
		this.encoder = new JsonLineEncoder(context, new LogIdentity("test", "test", null),
				ThrowableProxyUtil::asString);
		start();
	}

	/**
	 * Attach one to the root logger unless there is one. Boot resets Logback when an
	 * application starts, so that this is asked again and again.
	 */
	static void attach() {
		ILoggerFactory factory = LoggerFactory.getILoggerFactory();
		if (factory instanceof LoggerContext context) {
			Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
			synchronized (CapturingAppender.class) {
				if (root.getAppender(NAME) == null) {
					root.addAppender(new CapturingAppender(context));
				}
			}
		}
	}

	@Override
	protected void append(ILoggingEvent event) {
		Map<String, String> mdc = event.getMDCPropertyMap();
		// A context without an application around it has nobody who fills the MDC
		String trace = mdc.getOrDefault(MdcKey.TRACE_ID, CapturingMeterRegistry.trace());
		Telemetry telemetry = Sessions.find(null, trace);
		if (telemetry != null) {
			telemetry.line(captured(event, mdc));
		}
	}

	private CapturedLine captured(ILoggingEvent event, Map<String, String> mdc) {
		Map<String, Object> pairs = new LinkedHashMap<>();
		if (event.getKeyValuePairs() != null) {
			event.getKeyValuePairs().forEach((pair) -> pairs.put(pair.key, pair.value));
		}
		IThrowableProxy throwable = event.getThrowableProxy();
		return new CapturedLine(event.getInstant(), event.getLevel().toString(), event.getLoggerName(),
				event.getThreadName(), event.getFormattedMessage(), Map.copyOf(mdc), pairs,
				(throwable != null) ? ThrowableProxyUtil.asString(throwable) : "",
				new String(this.encoder.encode(event), StandardCharsets.UTF_8).strip());
	}

}
