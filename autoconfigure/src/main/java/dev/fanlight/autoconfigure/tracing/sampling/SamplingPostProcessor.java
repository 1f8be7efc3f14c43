package dev.fanlight.autoconfigure.tracing.sampling;

import dev.fanlight.tracing.sampling.SamplingControl;
import io.opentelemetry.sdk.trace.samplers.Sampler;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;

/**
 * Stands in front of the sampler, whoever contributed it, and behind what keeps traces
 * that it does not take.
 */
final class SamplingPostProcessor implements BeanPostProcessor, Ordered {

	/** The key that the ratio is read from. */
	static final String PROBABILITY = "management.tracing.sampling.probability";

	/** The default of Boot. */
	private static final float TENTH = 0.1F;

	private final ObjectProvider<SamplingControl> control;

	private final Environment environment;

	SamplingPostProcessor(ObjectProvider<SamplingControl> control, Environment environment) {
		this.control = control;
		this.environment = environment;
	}

	@Override
	public int getOrder() {
		return LOWEST_PRECEDENCE - 100;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (!(bean instanceof Sampler sampler)) {
			return bean;
		}
		float probability = Binder.get(this.environment).bind(PROBABILITY, Float.class).orElse(TENTH);
		return this.control.getObject().inFrontOf(sampler, probability);
	}

}
