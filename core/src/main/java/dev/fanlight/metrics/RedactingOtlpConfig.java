package dev.fanlight.metrics;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Map;

import dev.fanlight.redaction.Redactor;
import io.micrometer.registry.otlp.OtlpConfig;

/**
 * The settings of the OTLP registry with the values of its resource attributes redacted.
 * The registry has no other place where they could be.
 */
public final class RedactingOtlpConfig {

	private RedactingOtlpConfig() {
	}

	/**
	 * Puts redaction in front of the settings.
	 * @param config the settings
	 * @param redactor what decides
	 * @return the same settings with redacted resource attributes
	 */
	public static OtlpConfig of(OtlpConfig config, Redactor redactor) {
		return (OtlpConfig) Proxy.newProxyInstance(OtlpConfig.class.getClassLoader(),
				new Class<?>[] { OtlpConfig.class }, (proxy, method, arguments) -> {
					try {
						Object result = method.invoke(config, arguments);
						return method.getName().equals("resourceAttributes")
								? RedactedResource.of((Map<?, ?>) result, redactor) : result;
					}
					catch (InvocationTargetException ex) {
						throw ex.getTargetException();
					}
				});
	}

}
