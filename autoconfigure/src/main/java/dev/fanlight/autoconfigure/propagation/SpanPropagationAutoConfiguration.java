package dev.fanlight.autoconfigure.propagation;

import dev.fanlight.autoconfigure.ConditionalOnFanlight;
import io.micrometer.context.ContextRegistry;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.contextpropagation.ObservationAwareSpanThreadLocalAccessor;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration that carries spans which the application opened on the
 * {@link Tracer} itself, too. Context propagation alone carries observations.
 */
@AutoConfiguration(afterName = {
		"org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration",
		"org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration" })
@ConditionalOnFanlight("context-propagation.executors")
@ConditionalOnClass({ ContextRegistry.class, ObservationAwareSpanThreadLocalAccessor.class })
@ConditionalOnBean({ Tracer.class, ObservationRegistry.class })
public final class SpanPropagationAutoConfiguration {

	@Bean
	Registration fanlightSpanPropagation(Tracer tracer, ObservationRegistry observations) {
		return new Registration(new ObservationAwareSpanThreadLocalAccessor(observations, tracer));
	}

	/**
	 * Keeps the accessor registered while its tracer lives.
	 *
	 * @param accessor the accessor
	 */
	record Registration(
			ObservationAwareSpanThreadLocalAccessor accessor) implements SmartInitializingSingleton, DisposableBean {

		@Override
		public void afterSingletonsInstantiated() {
			ContextRegistry.getInstance().registerThreadLocalAccessor(this.accessor);
		}

		@Override
		public void destroy() {
			ContextRegistry registry = ContextRegistry.getInstance();
			if (registry.getThreadLocalAccessors().contains(this.accessor)) {
				registry.removeThreadLocalAccessor(ObservationAwareSpanThreadLocalAccessor.KEY);
			}
		}

	}

}
