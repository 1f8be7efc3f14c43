package dev.fanlight.autoconfigure.logging;

import java.util.function.Supplier;

import dev.fanlight.logging.OpenTelemetryAppenderAttachment;
import io.opentelemetry.api.OpenTelemetry;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.config.DestructionAwareBeanPostProcessor;

/**
 * Brings the SDK to the appender the moment it is there and takes the appender away right
 * before the SDK closes, so that the lines of the shutdown are still exported.
 */
final class OpenTelemetryAppenderPostProcessor implements DestructionAwareBeanPostProcessor {

	private final Supplier<OpenTelemetryAppenderAttachment> attachments;

	private @Nullable OpenTelemetryAppenderAttachment attachment;

	OpenTelemetryAppenderPostProcessor(Supplier<OpenTelemetryAppenderAttachment> attachments) {
		this.attachments = attachments;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (bean instanceof OpenTelemetry openTelemetry) {
			this.attachment = this.attachments.get();
			this.attachment.install(openTelemetry);
		}
		return bean;
	}

	@Override
	public boolean requiresDestruction(Object bean) {
		return bean instanceof OpenTelemetry;
	}

	@Override
	public void postProcessBeforeDestruction(Object bean, String beanName) {
		if (this.attachment != null) {
			this.attachment.detach();
		}
	}

}
