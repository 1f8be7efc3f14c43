package dev.fanlight.autoconfigure.tracing;

import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.env.Environment;

/**
 * Leaves tracing to the Java agent of OpenTelemetry when that is attached: Boot's tracer
 * would make a second span for the same request. Without it Boot supplies a tracer that
 * does nothing, so that code which asks for one still gets one.
 */
final class JavaAgentImportFilter implements AutoConfigurationImportFilter, EnvironmentAware {

	private static final String PACKAGE = "org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.";

	private static final Set<String> TRACERS = Set.of(PACKAGE + "OpenTelemetryTracingAutoConfiguration",
			PACKAGE + "otlp.OtlpTracingAutoConfiguration");

	private boolean yields;

	@Override
	public void setEnvironment(Environment environment) {
		this.yields = OnJavaAgentCondition.isAttached()
				&& environment.getProperty("fanlight.enabled", Boolean.class, true)
				&& environment.getProperty("fanlight.tracing.yield-to-agent", Boolean.class, true);
	}

	@Override
	public boolean[] match(@Nullable String[] autoConfigurationClasses, AutoConfigurationMetadata metadata) {
		boolean[] matches = new boolean[autoConfigurationClasses.length];
		for (int i = 0; i < matches.length; i++) {
			String name = autoConfigurationClasses[i];
			matches[i] = !this.yields || name == null || !TRACERS.contains(name);
		}
		return matches;
	}

}
