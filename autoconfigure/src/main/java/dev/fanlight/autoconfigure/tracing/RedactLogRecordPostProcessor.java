package dev.fanlight.autoconfigure.tracing;

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

	RedactLogRecordPostProcessor(ObjectProvider<Redactor> redactor) {
		this.redactor = redactor;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		return (bean instanceof LogRecordExporter exporter && !(bean instanceof RedactingLogRecordExporter))
				? new RedactingLogRecordExporter(exporter, this.redactor.getObject()) : bean;
	}

}
