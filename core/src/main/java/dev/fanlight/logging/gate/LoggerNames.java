package dev.fanlight.logging.gate;

import java.util.List;

import org.slf4j.Logger;

/**
 * Names of loggers as a tree.
 */
final class LoggerNames {

	private LoggerNames() {
	}

	static boolean isBelow(String name, List<String> ancestors) {
		for (String each : ancestors) {
			if (each.equalsIgnoreCase(Logger.ROOT_LOGGER_NAME)) {
				return true;
			}
			if (name.startsWith(each) && (name.length() == each.length() || name.charAt(each.length()) == '.'
					|| name.charAt(each.length()) == '$')) {
				return true;
			}
		}
		return false;
	}

}
