package dev.fanlight.autoconfigure.logging;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.springframework.boot.logging.LogLevel;

/**
 * What the settings of the lines about jobs, messages and calls have in common.
 */
interface CanonicalWorkProperties {

	boolean started();

	Duration slowThreshold();

	LogLevel level();

	Map<String, LogLevel> levels();

	List<String> exclude();

}
