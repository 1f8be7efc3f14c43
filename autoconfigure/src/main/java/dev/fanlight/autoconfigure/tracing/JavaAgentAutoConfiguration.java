package dev.fanlight.autoconfigure.tracing;

import dev.fanlight.autoconfigure.ConditionalOnFanlight;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Conditional;

/**
 * Auto-configuration that says what the Java agent of OpenTelemetry changes.
 */
@AutoConfiguration
@ConditionalOnFanlight({})
@Conditional(OnJavaAgentCondition.class)
@EnableConfigurationProperties(GlobalTracingProperties.class)
public final class JavaAgentAutoConfiguration {

	private static final Log logger = LogFactory.getLog(JavaAgentAutoConfiguration.class);

	JavaAgentAutoConfiguration(GlobalTracingProperties properties) {
		logger.warn(properties.yieldToAgent()
				? "The OpenTelemetry Java agent is attached: it makes the spans and Boot's tracer stays away "
						+ "(fanlight.tracing.yield-to-agent). Log lines, metrics and redaction go on; what the agent "
						+ "exports by itself is not redacted."
				: "The OpenTelemetry Java agent is attached and Boot's tracer makes spans as well.");
	}

}
