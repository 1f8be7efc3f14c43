package dev.fanlight.autoconfigure.endpoint;

import java.time.Clock;

import dev.fanlight.autoconfigure.ConditionalOnFanlight;
import dev.fanlight.autoconfigure.EndpointDocument;
import dev.fanlight.autoconfigure.EndpointSection;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.autoconfigure.endpoint.expose.EndpointExposure;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.logging.LoggerGroups;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration for the actuator endpoint {@code fanlight}, where Actuator exposes
 * it.
 */
@AutoConfiguration
@ConditionalOnFanlight("endpoint")
@ConditionalOnClass({ Endpoint.class, ConditionalOnAvailableEndpoint.class })
@ConditionalOnAvailableEndpoint(FanlightEndpoint.class)
@EnableConfigurationProperties(EndpointProperties.class)
public final class EndpointAutoConfiguration {

	@Bean
	ThreadTimer fanlightEndpointTimer() {
		return new ThreadTimer();
	}

	@Bean
	LiveChanges fanlightLiveChanges(ThreadTimer timer) {
		return new LiveChanges(Clock.systemUTC(), timer);
	}

	@Bean
	Sections fanlightEndpointSections(ObjectProvider<EndpointSection> sections,
			ObjectProvider<EndpointDocument> documents, LiveChanges changes, EndpointProperties properties) {
		return new Sections(sections.orderedStream().toList(), documents.orderedStream().toList(), changes, properties);
	}

	@Bean
	@ConditionalOnMissingBean
	FanlightEndpoint fanlightEndpoint(Sections sections) {
		return new FanlightEndpoint(sections);
	}

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnAvailableEndpoint(exposure = EndpointExposure.WEB)
	FanlightWebEndpointExtension fanlightWebEndpointExtension(Sections sections) {
		return new FanlightWebEndpointExtension(sections);
	}

	@Bean
	@ConditionalOnBean(LoggingSystem.class)
	@ConditionalOnMissingBean(name = "fanlightLoggersSection")
	EndpointSection fanlightLoggersSection(LoggingSystem loggingSystem, ObjectProvider<LoggerGroups> groups) {
		return new LoggersSection(loggingSystem, groups.getIfAvailable(LoggerGroups::new));
	}

}
