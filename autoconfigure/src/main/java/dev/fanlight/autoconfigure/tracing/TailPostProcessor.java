package dev.fanlight.autoconfigure.tracing;

import java.util.List;
import java.util.stream.StreamSupport;

import dev.fanlight.tracing.propagation.LinkingSpanProcessor;
import dev.fanlight.tracing.tail.TraceKeeper;
import io.micrometer.tracing.exporter.SpanReporter;
import io.micrometer.tracing.otel.bridge.CompositeSpanExporter;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.SpanExporters;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.SpanProcessors;
import org.springframework.core.Ordered;

/**
 * Puts the keeper around the sampler and in front of the span processors, whoever
 * contributed them, after redaction was put in front of each. Where nothing could leave
 * the process, nothing is recorded for it.
 */
final class TailPostProcessor implements BeanPostProcessor, Ordered {

	private final ObjectProvider<TraceKeeper> keeper;

	private final ObjectProvider<SpanExporters> exporters;

	private final ObjectProvider<SpanReporter> reporters;

	TailPostProcessor(ObjectProvider<TraceKeeper> keeper, ObjectProvider<SpanExporters> exporters,
			ObjectProvider<SpanReporter> reporters) {
		this.keeper = keeper;
		this.exporters = exporters;
		this.reporters = reporters;
	}

	@Override
	public int getOrder() {
		return LOWEST_PRECEDENCE;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (bean instanceof Sampler sampler) {
			return this.keeper.getObject().sampler(sampler);
		}
		if (bean instanceof SpanProcessors processors) {
			List<SpanProcessor> list = StreamSupport.stream(processors.spliterator(), false).toList();
			return list.stream().allMatch(this::leadsNowhere) ? processors
					: SpanProcessors.of(this.keeper.getObject().processor(list));
		}
		return bean;
	}

	/** Whether it only adds links, or is Boot's own processor without an exporter. */
	private boolean leadsNowhere(SpanProcessor processor) {
		return processor instanceof LinkingSpanProcessor || processor instanceof BatchSpanProcessor batch
				&& batch.getSpanExporter() instanceof CompositeSpanExporter
				&& this.exporters.stream().allMatch((exporters) -> exporters.list().isEmpty())
				&& this.reporters.stream().findAny().isEmpty();
	}

}
