package dev.fanlight.autoconfigure.tracing;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the tracer of this application stands to others in the same JVM.
 *
 * @param registerGlobal Whether libraries that ask GlobalOpenTelemetry get the tracer of
 * this application, until it ends.
 * @param yieldToAgent Whether Boot's tracer stays away while the OpenTelemetry Java agent
 * is attached.
 */
@ConfigurationProperties("fanlight.tracing")
record GlobalTracingProperties(@DefaultValue("false") boolean registerGlobal,
		@DefaultValue("true") boolean yieldToAgent) {

}
