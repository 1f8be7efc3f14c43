package dev.fanlight.autoconfigure.logging;

import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/**
 * Foresees from the properties, before there is any bean, whether Boot will export logs
 * over OTLP.
 */
final class OtlpLogExport {

	private OtlpLogExport() {
	}

	static boolean isExpected(Environment environment) {
		boolean exports = isOn(environment, "management.logging.export.enabled", true);
		return StringUtils.hasText(environment.getProperty("management.opentelemetry.logging.export.otlp.endpoint"))
				&& isOn(environment, "management.opentelemetry.enabled", true)
				&& isOn(environment, "management.logging.export.otlp.enabled", exports)
				&& isOn(environment, "fanlight.enabled", true) && isOn(environment, "fanlight.logging.enabled", true)
				&& isOn(environment, "fanlight.logging.otlp.enabled", true);
	}

	private static boolean isOn(Environment environment, String property, boolean otherwise) {
		return environment.getProperty(property, Boolean.class, otherwise);
	}

}
