package dev.fanlight.autoconfigure.tracing.sampling;

import java.util.List;
import java.util.stream.Stream;

import dev.fanlight.autoconfigure.ConditionalOnFanlight;
import dev.fanlight.autoconfigure.EndpointSection;
import dev.fanlight.autoconfigure.FanlightProperties;
import dev.fanlight.autoconfigure.MappedRoutes;
import dev.fanlight.token.CurrentGrant;
import dev.fanlight.tracing.sampling.HeadSampler;
import dev.fanlight.tracing.sampling.SamplingControl;
import dev.fanlight.tracing.sampling.SamplingPlan;
import dev.fanlight.tracing.sampling.SamplingRule;
import dev.fanlight.tracing.sampling.Verdict;
import dev.fanlight.tracing.tail.TraceKeeper;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.SpanExporters;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/**
 * Auto-configuration that lets rules, rates and thresholds decide which traces are taken,
 * in front of the sampler of Boot or of the application.
 */
@AutoConfiguration
@ConditionalOnFanlight("tracing.sampling")
@ConditionalOnClass({ Sampler.class, SpanExporters.class })
@EnableConfigurationProperties(SamplingProperties.class)
public final class SamplingAutoConfiguration {

	private static final String PROPAGATION = "fanlight.tracing.propagation.enabled";

	private static final Logger logger = LoggerFactory.getLogger(SamplingAutoConfiguration.class);

	@Bean
	@ConditionalOnMissingBean
	SamplingControl fanlightSamplingControl(SamplingProperties properties, ObjectProvider<SamplingRule> rules) {
		List<SamplingRule> all = Stream
			.concat(rules.orderedStream(),
					properties.rules().stream().map((rule) -> new ConfiguredRule(rule, System::nanoTime)))
			.toList();
		Verdict rate = (properties.tracesPerSecond() > 0)
				? Verdict.perSecond(properties.tracesPerSecond(), System::nanoTime) : null;
		return new SamplingControl(
				new SamplingPlan(all, rate, true, properties.minTracesPerRoute(), properties.maxRoutes()),
				() -> CurrentGrant.get().trace(), System::nanoTime);
	}

	@Bean
	static SamplingPostProcessor fanlightSamplingPostProcessor(ObjectProvider<SamplingControl> control,
			Environment environment) {
		return new SamplingPostProcessor(control, environment);
	}

	@Bean
	SmartInitializingSingleton fanlightSamplingReport(SamplingControl control, ObjectProvider<MappedRoutes> routes) {
		return () -> {
			HeadSampler sampler = control.sampler();
			if (sampler != null) {
				logger.info("Traces taken from their start: {}", sampler.getDescription());
				sampler.plan().rules().forEach((rule) -> reportUnmapped(rule, routes));
			}
		};
	}

	private static void reportUnmapped(SamplingRule rule, ObjectProvider<MappedRoutes> routes) {
		String route = (rule instanceof ConfiguredRule configured) ? configured.route() : null;
		if (route != null && routes.stream().noneMatch((mapped) -> mapped.has(route))) {
			logger.warn("A sampling rule never matches, since nothing is mapped to its route {}", route);
		}
	}

	@Bean
	@ConditionalOnWebApplication
	SmartInitializingSingleton fanlightUnreadRequestsReport(SamplingProperties properties, Environment environment) {
		return () -> {
			List<String> keys = FanlightProperties.isOff(environment, PROPAGATION) ? properties.keysAboutRequests()
					: List.of();
			if (!keys.isEmpty()) {
				logger.warn("No request is sampled by {}: that needs {}=true", String.join(", ", keys), PROPAGATION);
			}
		};
	}

	@Bean
	@ConditionalOnMissingBean(name = "fanlightSamplingSection")
	EndpointSection fanlightSamplingSection(SamplingControl control, ObjectProvider<TraceKeeper> keeper) {
		return new SamplingSection(control, keeper.getIfAvailable());
	}

}
