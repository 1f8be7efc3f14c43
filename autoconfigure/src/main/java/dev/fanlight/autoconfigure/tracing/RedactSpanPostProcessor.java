package dev.fanlight.autoconfigure.tracing;

import java.util.List;
import java.util.stream.StreamSupport;

import dev.fanlight.redaction.Redactor;
import dev.fanlight.tracing.RedactingSpanExporter;
import dev.fanlight.tracing.RedactingSpanProcessor;
import io.micrometer.tracing.exporter.FinishedSpan;
import io.micrometer.tracing.exporter.SpanReporter;
import io.micrometer.tracing.otel.bridge.CompositeSpanExporter;
import io.micrometer.tracing.otel.bridge.OtelFinishedSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.SpanExporters;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.SpanProcessors;
import org.springframework.core.Ordered;

/**
 * Puts redaction in front of every exporter and reporter of Boot's span processor, and in
 * front of every other processor, which may export by itself. Exporter and processor
 * beans keep their type; only Boot's collections of them change.
 */
final class RedactSpanPostProcessor implements BeanPostProcessor, Ordered {

	private final ObjectProvider<Redactor> redactor;

	RedactSpanPostProcessor(ObjectProvider<Redactor> redactor) {
		this.redactor = redactor;
	}

	/** Before what decides which spans the processors see. */
	@Override
	public int getOrder() {
		return 0;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (bean instanceof SpanExporters exporters) {
			return SpanExporters.of(exporters.list().stream().map(this::redacting).toList());
		}
		if (bean instanceof SpanProcessors processors) {
			List<SpanProcessor> redacting = StreamSupport.stream(processors.spliterator(), false)
				.map(this::redacting)
				.toList();
			return SpanProcessors.of(redacting);
		}
		return (bean instanceof SpanReporter reporter) ? new RedactingReporter(reporter, this.redactor.getObject())
				: bean;
	}

	private SpanExporter redacting(SpanExporter exporter) {
		return (exporter instanceof RedactingSpanExporter) ? exporter
				: new RedactingSpanExporter(exporter, this.redactor.getObject());
	}

	private SpanProcessor redacting(SpanProcessor processor) {
		boolean covered = processor instanceof BatchSpanProcessor batch
				&& (batch.getSpanExporter() instanceof CompositeSpanExporter
						|| batch.getSpanExporter() instanceof RedactingSpanExporter);
		return (covered || !processor.isEndRequired()) ? processor
				: new RedactingSpanProcessor(processor, this.redactor.getObject());
	}

	/**
	 * Shows a reporter spans without their secrets.
	 */
	private record RedactingReporter(SpanReporter reporter, Redactor redactor) implements SpanReporter {

		@Override
		public void report(FinishedSpan span) {
			this.reporter.report(OtelFinishedSpan
				.fromOtel(RedactingSpanExporter.redact(OtelFinishedSpan.toOtel(span), this.redactor)));
		}

		@Override
		public void close() throws Exception {
			this.reporter.close();
		}

	}

}
