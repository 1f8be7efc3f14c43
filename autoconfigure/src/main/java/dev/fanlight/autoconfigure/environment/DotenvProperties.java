package dev.fanlight.autoconfigure.environment;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where variables are read from before any configuration file. Taken from the command
 * line, system properties and the environment only, since the application's configuration
 * is not there yet.
 *
 * @param enabled Whether a .env file is read.
 * @param location File to read. A location other than the default must exist.
 */
@ConfigurationProperties("fanlight.dotenv")
record DotenvProperties(@DefaultValue("true") boolean enabled, @DefaultValue(DEFAULT_LOCATION) String location) {

	static final String DEFAULT_LOCATION = ".env";

}
