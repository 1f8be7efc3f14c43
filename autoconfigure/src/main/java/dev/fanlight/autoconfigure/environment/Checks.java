package dev.fanlight.autoconfigure.environment;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import dev.fanlight.autoconfigure.ValueCheck;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.convert.DurationStyle;

import org.springframework.core.env.PropertyResolver;
import org.springframework.util.PlaceholderResolutionException;
import org.springframework.util.unit.DataSize;

/**
 * What a value must look like. Each check answers with the sentence that mends the value,
 * or with nothing.
 */
final class Checks {

	private Checks() {
	}

	/**
	 * Whether every variable that a value refers to is there. The binder of Boot leaves a
	 * placeholder as it stands otherwise, and a long name passes for a long secret.
	 * @param value the value as written
	 * @param environment resolves it
	 * @return the sentence that mends it, or {@code null}
	 */
	static @Nullable String placeholder(String value, PropertyResolver environment) {
		try {
			if (value.contains("${")) {
				environment.resolveRequiredPlaceholders(value);
			}
			return null;
		}
		catch (PlaceholderResolutionException ex) {
			// Of one that refers to itself Boot speaks
			boolean circular = String.valueOf(ex.getMessage()).startsWith("Circular");
			return circular ? null : "needs " + ex.getPlaceholder()
					+ ", which nobody has set: set it, or write a default behind a colon";
		}
	}

	static @Nullable String ratio(String value) {
		try {
			double ratio = Double.parseDouble(value.strip());
			return (ratio >= 0.0 && ratio <= 1.0) ? null
					: "must be between 0.0 and 1.0, for example 0.1 for one in ten";
		}
		catch (NumberFormatException ex) {
			return "must be a number between 0.0 and 1.0, for example 0.1 for one in ten";
		}
	}

	static @Nullable String size(String value) {
		return ValueCheck
			.of((text) -> DataSize.parse(text).toBytes() > 0, "must be a size of at least a byte such as 32MB")
			.complaint(value);
	}

	static @Nullable String endpoint(String value) {
		String fix = "must be an absolute URL such as http://collector:4318";
		try {
			URI uri = new URI(value.strip());
			boolean http = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
			return (http && uri.getHost() != null) ? null : fix;
		}
		catch (URISyntaxException ex) {
			return fix;
		}
	}

	static @Nullable String headerName(String value) {
		return value.matches("[!#$%&'*+.^_`|~0-9A-Za-z-]+") ? null
				: "must be the name of an HTTP header, for example" + " X-Request-ID";
	}

	static @Nullable String tokenKey(String value) {
		return (value.getBytes(StandardCharsets.UTF_8).length >= 32) ? null
				: "must have at least 32 bytes, for example the output of: openssl rand -hex 32";
	}

	/**
	 * A directory that can be written, or that can be made.
	 * @param value the directory
	 * @return the sentence that mends it, or {@code null}
	 */
	static @Nullable String directory(String value) {
		try {
			Path path = Path.of(value.strip()).toAbsolutePath();
			if (Files.exists(path) && !Files.isDirectory(path)) {
				return "must be a directory, not a file";
			}
			Path existing = path;
			while (existing != null && !Files.exists(existing)) {
				existing = existing.getParent();
			}
			return (existing != null && Files.isDirectory(existing) && Files.isWritable(existing)) ? null
					: "must be a directory that this process may write to";
		}
		catch (InvalidPathException ex) {
			return "must be a path of this system";
		}
	}

	static @Nullable String dataSize(String value) {
		try {
			return (DataSize.parse(value.strip()).toBytes() > 0) ? null : "must be larger than zero";
		}
		catch (IllegalArgumentException | ArithmeticException ex) {
			return "must be a size such as 256KB or 16MB";
		}
	}

	static @Nullable String milliseconds(String value) {
		return isWhole(value, 0, Integer.MAX_VALUE) ? null
				: "must be a whole number of milliseconds, without a unit, for example 10000";
	}

	static @Nullable String positive(String value) {
		return ValueCheck.whole(1, Integer.MAX_VALUE).complaint(value);
	}

	static @Nullable String queueSize(String value) {
		return ValueCheck.whole(1, 1 << 24).complaint(value);
	}

	static @Nullable String linger(String value) {
		return ValueCheck.DURATION.and(ValueCheck.of((text) -> DurationStyle.detectAndParse(text).toSeconds() < 10,
				"must be shorter than 10s, since lines wait so long"))
			.complaint(value);
	}

	static @Nullable String limit(String value) {
		return ValueCheck.whole(0, Integer.MAX_VALUE).complaint(value);
	}

	static @Nullable String port(String value) {
		return isWhole(value, 0, 65535) ? null : "must be a port from 0 to 65535, for example 9464";
	}

	static @Nullable String managementPort(String value) {
		return isWhole(value, -1, 65535) ? null : "must be a port from 0 to 65535, or -1 for none";
	}

	static @Nullable String booleanValue(String value) {
		return List.of("true", "false", "on", "off", "yes", "no", "1", "0")
			.contains(value.strip().toLowerCase(Locale.ROOT)) ? null : "must be true or false";
	}

	static @Nullable String logLevel(String value) {
		// YAML reads off as false
		return value.strip().equalsIgnoreCase("false") ? null
				: oneOf("trace", "debug", "info", "warn", "error", "fatal", "off").complaint(value);
	}

	/**
	 * One of some values, in the relaxed spelling that Boot binds.
	 * @param allowed the values
	 * @return the check
	 */
	static ValueCheck oneOf(String... allowed) {
		List<String> plain = Arrays.stream(allowed).map(Checks::plain).toList();
		return (value) -> plain.contains(plain(value)) ? null : "must be one of " + String.join(", ", allowed);
	}

	/**
	 * Any number of some values, separated by commas.
	 * @param allowed the values
	 * @return the check
	 */
	static ValueCheck listOf(String... allowed) {
		ValueCheck one = oneOf(allowed);
		return (value) -> Arrays.stream(value.split(","))
			.filter((part) -> !part.isBlank())
			.allMatch((part) -> one.complaint(part) == null) ? null : "must be a list of " + String.join(", ", allowed);
	}

	private static String plain(String value) {
		return value.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
	}

	private static boolean isWhole(String value, int least, int most) {
		return ValueCheck.whole(least, most).complaint(value) == null;
	}

}
