package dev.fanlight.metrics;

import dev.fanlight.redaction.Exit;

/**
 * Which way out a key stands for: in URLs the bare word stays valid, and names that are
 * secret in queries only are secret there.
 */
final class RedactedKeys {

	private RedactedKeys() {
	}

	static Exit exit(String key, Exit otherwise) {
		return switch (key) {
			case "uri", "http.url", "http.target", "url.full", "url.query" -> Exit.HTTP;
			default -> otherwise;
		};
	}

}
