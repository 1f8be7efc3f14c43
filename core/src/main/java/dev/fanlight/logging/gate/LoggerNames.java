package dev.fanlight.logging.gate;

import java.util.List;

/**
 * Names of loggers as a tree.
 */
final class LoggerNames {

	private LoggerNames() {
	}

	static boolean isBelow(String name, List<String> ancestors) {
		for (String each : ancestors) {
			if (name.startsWith(each) && (name.length() == each.length() || name.charAt(each.length()) == '.'
					|| name.charAt(each.length()) == '$')) {
				return true;
			}
		}
		return false;
	}

}
