package dev.fanlight.autoconfigure.endpoint;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the doctor.
 *
 * @param enabled Whether the doctor is there: at start, at the endpoint and on the
 * command line.
 * @param atStart Whether what the doctor finds without sending anything is said in one
 * line once the application is ready.
 * @param timeout Time for one examination, in which a canary has to arrive.
 */
@ConfigurationProperties("fanlight.doctor")
record DoctorProperties(@DefaultValue("true") boolean enabled, @DefaultValue("true") boolean atStart,
		@DefaultValue("10s") Duration timeout) {
}
