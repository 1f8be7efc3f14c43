package dev.fanlight.autoconfigure.errors;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How errors are grouped and kept.
 *
 * @param enabled Whether errors are grouped, counted and shown, and log lines name their
 * fingerprint.
 * @param maxGroups How many groups are kept, 1 to 2000. The least recently seen go first.
 * @param resolveAfter After how long unseen a group counts as resolved. When it is seen
 * again, it came back.
 * @param applicationPackages Packages of the application, with all below them. Their
 * methods tell errors apart. The default are those that Boot scans.
 * @param store Settings of the file that keeps the groups across restarts.
 */
@ConfigurationProperties("fanlight.errors")
record ErrorsProperties(@DefaultValue("true") boolean enabled, @DefaultValue("200") int maxGroups,
		@DefaultValue("14d") Duration resolveAfter, @DefaultValue List<String> applicationPackages,
		@DefaultValue Store store) {

	/**
	 * Settings of the file.
	 *
	 * @param enabled Whether groups are written to disk. They are redacted before that.
	 * @param directory Directory of the groups of all services. The default is fanlight
	 * followed by the name of the user, below the directory for temporary files.
	 * @param interval How often groups are written while they change, at least 1s. They
	 * are also written at the end.
	 */
	record Store(@DefaultValue("true") boolean enabled, @Nullable Path directory,
			@DefaultValue("30s") Duration interval) {

		Path effectiveDirectory() {
			return (this.directory != null) ? this.directory : Path.of(System.getProperty("java.io.tmpdir"),
					"fanlight-" + System.getProperty("user.name").replaceAll("[^A-Za-z0-9._-]", "_"));
		}

	}

}
