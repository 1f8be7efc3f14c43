package dev.fanlight.autoconfigure.tracing;

import dev.fanlight.autoconfigure.LogTextLimits;
import dev.fanlight.redaction.Redactor;
import dev.fanlight.tracing.RedactingLogRecordExporter;
import io.opentelemetry.sdk.logs.export.LogRecordExporter;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;

/**
 * Puts redaction in front of every exporter of log records.
 */
final class RedactLogRecordPostProcessor implements BeanPostProcessor {

	private final ObjectProvider<Redactor> redactor;

	private final ObjectProvider<LogTextLimits> limits;

	RedactLogRecordPostProcessor(ObjectProvider<Redactor> redactor, ObjectProvider<LogTextLimits> limits) {
		this.redactor = redactor;
		this.limits = limits;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (!(bean instanceof LogRecordExporter exporter) || bean instanceof RedactingLogRecordExporter) {
			return bean;
		}
		LogTextLimits known = this.limits.getIfAvailable();
		return (known != null) ? new RedactingLogRecordExporter(exporter, this.redactor.getObject(), known::message,
				known::value, known::stackTrace) : new RedactingLogRecordExporter(exporter, this.redactor.getObject());
	}

}
