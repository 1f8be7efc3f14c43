package dev.fanlight.autoconfigure;

import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/**
 * Reads settings ahead of the context and of the checks of settings. Stateless.
 */
public final class EarlySettings {

	private EarlySettings() {
	}

	/**
	 * Read a record of settings. If a value cannot be meant, all have their defaults: the
	 * start ends soon after, with that mistake and all others in one report.
	 * @param <T> the type of the record
	 * @param environment the environment so far
	 * @param prefix the prefix of the keys
	 * @param type the record
	 * @return the settings
	 */
	public static <T> T read(Environment environment, String prefix, Class<T> type) {
		try {
			return Binder.get(environment).bindOrCreate(prefix, type);
		}
		catch (BindException ex) {
			return new Binder().bindOrCreate(prefix, type);
		}
	}

}
