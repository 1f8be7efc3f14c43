package dev.fanlight.autoconfigure.endpoint;

import java.util.List;

import dev.fanlight.autoconfigure.ConditionalOnFanlight;
import dev.fanlight.autoconfigure.Diagnosis;
import dev.fanlight.autoconfigure.Diagnosis.Finding;
import dev.fanlight.autoconfigure.EndpointSection;
import dev.fanlight.autoconfigure.FanlightProperties;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/**
 * Auto-configuration for the doctor, who says whether telemetry really flows and what to
 * do when it does not.
 */
@AutoConfiguration
@ConditionalOnFanlight("doctor")
@EnableConfigurationProperties(DoctorProperties.class)
public final class DoctorAutoConfiguration {

	private static final Log logger = LogFactory.getLog(DoctorAutoConfiguration.class);

	@Bean
	@ConditionalOnMissingBean
	Doctor fanlightDoctor(ObjectProvider<Diagnosis> diagnoses, DoctorProperties properties) {
		return new Doctor(diagnoses.orderedStream().toList(), properties.timeout());
	}

	@Bean
	@ConditionalOnMissingBean(name = "fanlightDoctorSection")
	EndpointSection fanlightDoctorSection(Doctor doctor) {
		return new DoctorSection(doctor);
	}

	@Bean
	ApplicationListener<ApplicationReadyEvent> fanlightDoctorAtStart(Doctor doctor, DoctorProperties properties) {
		return (event) -> {
			List<Finding> findings = properties.atStart() ? doctor.glance() : List.of();
			if (!findings.isEmpty()) {
				logger.warn("The doctor found at first glance: "
						+ String.join(" ", findings.stream().map(Finding::toString).toList()));
			}
		};
	}

	/** Decided when it starts: a condition would be settled ahead of time. */
	@Bean
	DoctorCommand fanlightDoctorCommand(Doctor doctor, Environment environment) {
		String asked = environment.getProperty("fanlight.doctor");
		return new DoctorCommand(doctor, asked != null && !FanlightProperties.isOff(environment, "fanlight.doctor"),
				System.out, System::exit);
	}

}
