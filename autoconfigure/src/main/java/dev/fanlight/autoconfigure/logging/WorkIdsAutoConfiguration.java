package dev.fanlight.autoconfigure.logging;

import java.util.List;

import ch.qos.logback.classic.LoggerContext;
import dev.fanlight.autoconfigure.ConditionalOnFanlight;
import dev.fanlight.autoconfigure.RecentLines;
import dev.fanlight.autoconfigure.WorkIds;
import dev.fanlight.logging.gate.Recording;
import org.slf4j.MDC;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Auto-configuration that tells other rooms the ids under which work is logged, and what
 * its flight recorder holds.
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

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(LoggerContext.class)
	@ConditionalOnFanlight("logging.flight-recorder")
	static class RecorderConfiguration {

		@Bean
		@ConditionalOnMissingBean
		RecentLines fanlightRecentLines() {
			return () -> {
				Recording recording = Recording.current();
				return (recording != null) ? recording.recent()
					.stream()
					.map((line) -> new RecentLines.Line(line.instant(), line.level(), line.logger(), line.message()))
					.toList() : List.of();
			};
		}

	}

}
