package dev.fanlight.autoconfigure.logging;

import dev.fanlight.autoconfigure.ConditionalOnFanlight;
import dev.fanlight.autoconfigure.WorkIds;
import org.slf4j.MDC;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration that tells other rooms the ids under which work is logged.
 */
@AutoConfiguration
@ConditionalOnFanlight("logging")
@ConditionalOnClass(MDC.class)
@EnableConfigurationProperties(LoggingProperties.class)
public final class WorkIdsAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	WorkIds.Source fanlightWorkIds(ObjectProvider<ObservationTraces> traces, LoggingProperties properties) {
		return new LoggedWorkIds(ObservationTraces.from(traces), properties.requestId().headerIfEnabled());
	}

}
