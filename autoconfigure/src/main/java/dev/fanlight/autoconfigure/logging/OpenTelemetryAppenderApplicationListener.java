package dev.fanlight.autoconfigure.logging;

import ch.qos.logback.classic.LoggerContext;
import dev.fanlight.logging.OpenTelemetryAppenderAttachment;
import dev.fanlight.logging.OpenTelemetryAppenderEarlyLines;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.context.event.ApplicationFailedEvent;
import org.springframework.boot.context.event.ApplicationPreparedEvent;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.boot.context.event.SpringApplicationEvent;
import org.springframework.boot.context.logging.LoggingApplicationListener;
import org.springframework.context.ApplicationListener;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;
import org.springframework.util.ClassUtils;

/**
 * Attaches the OTLP appender as soon as Boot has configured Logback, so that no line of
 * the start is missing, and hands the attachment to the context. Boot makes one listener
 * per application.
 */
final class OpenTelemetryAppenderApplicationListener implements ApplicationListener<SpringApplicationEvent>, Ordered {

	private static final boolean LOGBACK = ClassUtils.isPresent("ch.qos.logback.classic.LoggerContext", null);

	private static final boolean APPENDER = ClassUtils
		.isPresent("io.opentelemetry.instrumentation.logback.appender.v1_0.OpenTelemetryAppender", null);

	private @Nullable Attached attached;

	@Override
	public int getOrder() {
		return LoggingApplicationListener.DEFAULT_ORDER + 1;
	}

	@Override
	public void onApplicationEvent(SpringApplicationEvent event) {
		if (event instanceof ApplicationEnvironmentPreparedEvent prepared) {
			this.attached = LOGBACK ? Attached.of(prepared.getEnvironment()) : null;
		}
		else if (this.attached != null) {
			this.attached.onApplicationEvent(event);
		}
	}

	/**
	 * Keeps what needs Logback and the appender out of the listener, which is loaded
	 * without them too.
	 */
	private record Attached(OpenTelemetryAppenderAttachment attachment) {

		static @Nullable Attached of(Environment environment) {
			if (!(LoggerFactory.getILoggerFactory() instanceof LoggerContext context)) {
				return null;
			}
			if (!APPENDER || !OtlpLogExport.isExpected(environment)) {
				OpenTelemetryAppenderEarlyLines.forget(context);
				return null;
			}
			return new Attached(OpenTelemetryAppenderAttachment.attach(context));
		}

		void onApplicationEvent(SpringApplicationEvent event) {
			if (event instanceof ApplicationPreparedEvent prepared) {
				prepared.getApplicationContext()
					.getBeanFactory()
					.registerSingleton(OpenTelemetryAppenderAttachment.class.getName(), this.attachment);
			}
			else if (event instanceof ApplicationStartedEvent) {
				this.attachment.detachUnlessUsed();
			}
			else if (event instanceof ApplicationFailedEvent) {
				this.attachment.detach();
			}
		}

	}

}
