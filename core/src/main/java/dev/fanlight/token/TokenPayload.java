package dev.fanlight.token;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

import dev.fanlight.token.Grant.LogScope;
import org.jspecify.annotations.Nullable;

/**
 * The text that is signed: entries separated by semicolons, {@code id}, {@code nbf},
 * {@code exp} (seconds since 1970), {@code log} and {@code trace}. An unknown or repeated
 * entry makes the whole unreadable, so that nobody is granted less or more than they
 * asked for.
 */
final class TokenPayload {

	private TokenPayload() {
	}

	static String write(Grant grant) {
		StringBuilder text = new StringBuilder("id=").append(grant.id());
		if (!grant.notBefore().equals(Instant.EPOCH)) {
			text.append(";nbf=").append(grant.notBefore().getEpochSecond());
		}
		text.append(";exp=").append(grant.expires().getEpochSecond());
		switch (grant.log()) {
			case DEBUG -> text.append(";log=debug");
			case TRACE -> text.append(";log=trace");
			case UNCHANGED -> {
			}
		}
		return (grant.trace() ? text.append(";trace") : text).toString();
	}

	static @Nullable Grant read(String text) {
		String id = null;
		Instant notBefore = Instant.EPOCH;
		Instant expires = null;
		LogScope log = LogScope.UNCHANGED;
		boolean trace = false;
		Set<String> seen = new HashSet<>();
		try {
			for (String entry : text.split(";", -1)) {
				int equals = entry.indexOf('=');
				String key = (equals < 0) ? entry : entry.substring(0, equals + 1);
				String value = entry.substring((equals < 0) ? 0 : equals + 1);
				if (!seen.add(key)) {
					return null;
				}
				switch (key) {
					case "id=" -> id = value;
					case "nbf=" -> notBefore = Instant.ofEpochSecond(Long.parseLong(value));
					case "exp=" -> expires = Instant.ofEpochSecond(Long.parseLong(value));
					case "log=" -> log = log(value);
					case "trace" -> trace = true;
					default -> {
						return null;
					}
				}
			}
			return (id != null && expires != null) ? new Grant(id, notBefore, expires, log, trace) : null;
		}
		catch (IllegalArgumentException | DateTimeException ex) {
			return null;
		}
	}

	private static LogScope log(String value) {
		return switch (value) {
			case "debug" -> LogScope.DEBUG;
			case "trace" -> LogScope.TRACE;
			default -> throw new IllegalArgumentException(value);
		};
	}

}
