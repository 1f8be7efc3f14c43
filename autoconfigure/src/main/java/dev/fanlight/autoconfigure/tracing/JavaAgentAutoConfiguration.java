package dev.fanlight.autoconfigure.tracing;

import dev.fanlight.autoconfigure.ConditionalOnFanlight;
import dev.fanlight.autoconfigure.Diagnosis;
import dev.fanlight.autoconfigure.Diagnosis.Finding;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
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

	private final String words;

	JavaAgentAutoConfiguration(GlobalTracingProperties properties) {
		this.words = (properties.yieldToAgent()
				? "The OpenTelemetry Java agent is attached: it makes the spans and Boot's tracer stays away "
						+ "(fanlight.tracing.yield-to-agent). Log lines, metrics and redaction go on; what the agent "
						+ "exports by itself is not redacted."
				: "The OpenTelemetry Java agent is attached and Boot's tracer makes spans as well.");
		logger.warn(this.words);
	}

	@Bean
	@ConditionalOnMissingBean(name = "fanlightJavaAgentDiagnosis")
	Diagnosis fanlightJavaAgentDiagnosis() {
		return Diagnosis.notAtStart((findings) -> findings
			.accept(new Finding("traces", this.words, "Detach the agent if Fanlight's own tracing is to be used.")));
	}

}
