package dev.fanlight.alerting;

import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.CRC32;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is due, and who was told, in a file that only its owner reads. It is written anew
 * and moved into place, and ends in a checksum: half a file, or somebody else's, counts
 * as none. One process has it at a time; another one with the same file remembers
 * nothing.
 */
final class StateFile {

	private static final Logger logger = LoggerFactory.getLogger(AlertEngine.class);

	private static final String HEADER = "fanlight-alerts 1";

	private static final String SUM = "sum ";

	private static final int FIELDS = 13;

	private static final long LARGEST = 4 * 1024 * 1024;

	private final Path path;

	private final FileChannel lock;

	private boolean warned;

	private StateFile(Path path, FileChannel lock) {
		this.path = path;
		this.lock = lock;
	}

	/**
	 * Take the file.
	 * @param path where it is
	 * @return the file, or {@code null} if it cannot be used, which is said
	 */
	static @Nullable StateFile open(Path path) {
		Path directory = path.toAbsolutePath().getParent();
		try {
			if (directory == null) {
				throw new IOException(path + " is in no directory");
			}
			Files.createDirectories(directory, permissions(directory, "rwx------"));
			if (Files.isSymbolicLink(directory) || !Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
				throw new IOException(directory + " is no directory of its own");
			}
			Path lockPath = path.resolveSibling(path.getFileName() + ".lock");
			FileChannel channel = FileChannel.open(lockPath,
					Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
					permissions(directory, "rw-------"));
			if (!Files.getOwner(directory).equals(Files.getOwner(lockPath))) {
				channel.close();
				throw new IOException(directory + " belongs to somebody else");
			}
			FileLock lock = tryLock(channel);
			if (lock == null) {
				channel.close();
				throw new IOException("another process uses " + path);
			}
			return new StateFile(path, channel);
		}
		catch (IOException | RuntimeException ex) {
			logger.info("The state of alerts does not survive a restart: {}", ex.getMessage());
			return null;
		}
	}

	private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
		try {
			return channel.tryLock();
		}
		catch (OverlappingFileLockException ex) {
			return null;
		}
	}

	private static FileAttribute<?>[] permissions(Path path, String permissions) {
		if (!path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
			return new FileAttribute<?>[0];
		}
		Set<PosixFilePermission> set = PosixFilePermissions.fromString(permissions);
		return new FileAttribute<?>[] { PosixFilePermissions.asFileAttribute(set) };
	}

	/**
	 * Go on where the last process ended. A rule whose condition changed begins anew.
	 * @param rules the rules
	 * @param source the process
	 * @param channels the channels that there are
	 */
	void load(List<Watched> rules, Source source, Set<String> channels) {
		try {
			if (!Files.exists(this.path)) {
				return;
			}
			if (Files.size(this.path) > LARGEST) {
				throw new IOException("it is too large");
			}
			List<String> lines = Files.readString(this.path).lines().toList();
			String sum = lines.isEmpty() ? "" : lines.get(lines.size() - 1);
			List<String> body = lines.isEmpty() ? lines : lines.subList(0, lines.size() - 1);
			if (body.isEmpty() || !body.get(0).equals(HEADER) || !sum.equals(sum(body))) {
				throw new IOException("it is torn or not ours");
			}
			for (String line : body.subList(1, body.size())) {
				String[] fields = line.split("\t", -1);
				Watched watched = rules.stream()
					.filter((rule) -> rule.rule.name().equals(text(fields, 0))
							&& rule.rule.condition().text().equals(text(fields, 1)))
					.findFirst()
					.orElse(null);
				if (watched != null && fields.length == FIELDS) {
					restore(watched, fields, source, channels);
				}
			}
		}
		catch (IOException | DateTimeException | IllegalArgumentException ex) {
			logger.info("The state of alerts in {} is forgotten: {}", this.path, ex.getMessage());
		}
	}

	private static void restore(Watched watched, String[] fields, Source source, Set<String> channels) {
		Instant startsAt = instant(text(fields, 4));
		Instant since = instant(text(fields, 3));
		AlertState state = new AlertState(Phase.valueOf(text(fields, 2)), (since != null) ? since : Instant.EPOCH,
				startsAt, instant(text(fields, 5)));
		Rule rule = watched.rule;
		Alert alert = null;
		if (startsAt != null) {
			alert = new Alert(rule.name() + "-" + startsAt.toEpochMilli(), true, rule.name(), rule.severity(),
					text(fields, 8), rule.condition().text(), Double.parseDouble(text(fields, 7)), text(fields, 9),
					orNull(text(fields, 10)), text(fields, 11), orNull(text(fields, 12)), rule.runbookUrl(), startsAt,
					null, Map.of(), source);
		}
		Arrays.stream(text(fields, 6).split(",")).filter((told) -> !told.isEmpty()).forEach((told) -> {
			int equals = told.lastIndexOf('=');
			String channel = told.substring(0, equals);
			Instant episode = instant(told.substring(equals + 1));
			if (channels.contains(channel) && episode != null) {
				watched.settled.put(channel, episode);
			}
		});
		watched.told.putAll(watched.settled);
		watched.state = state;
		watched.alert = alert;
	}

	void save(List<Watched> rules) {
		List<String> lines = new ArrayList<>(List.of(HEADER));
		rules.forEach((watched) -> lines.add(line(watched)));
		lines.add(sum(lines));
		Path fresh = this.path.resolveSibling(this.path.getFileName() + ".new");
		try {
			Files.deleteIfExists(fresh);
			try (FileChannel channel = FileChannel.open(fresh,
					Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), permissions(fresh, "rw-------"))) {
				channel.write(StandardCharsets.UTF_8.encode(String.join("\n", lines) + "\n"));
				channel.force(false);
			}
			Files.move(fresh, this.path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
		}
		catch (IOException | RuntimeException ex) {
			if (!this.warned) {
				this.warned = true;
				logger.warn("The state of alerts cannot be written: {}. Said once.", ex.toString());
			}
		}
	}

	private static String line(Watched watched) {
		AlertState state = watched.state;
		Alert alert = watched.alert;
		List<String> fields = new ArrayList<>(List.of(watched.rule.name(), watched.rule.condition().text(),
				state.phase().name(), state.since().toString(), text(state.startsAt()), text(state.endsAt()),
				watched.settled.entrySet()
					.stream()
					.map((told) -> told.getKey() + "=" + told.getValue())
					.collect(Collectors.joining(","))));
		if (alert == null) {
			fields.addAll(List.of("0", "", "", "", "", ""));
		}
		else {
			fields.addAll(List.of(Double.toString(alert.value()), alert.summary(), alert.valueText(),
					text(alert.route()), alert.subject(), text(alert.traceId())));
		}
		return fields.stream()
			.map((field) -> URLEncoder.encode(field, StandardCharsets.UTF_8))
			.collect(Collectors.joining("\t"));
	}

	private static String text(@Nullable Object value) {
		return (value != null) ? value.toString() : "";
	}

	private static String text(String[] fields, int index) {
		return (index < fields.length) ? URLDecoder.decode(fields[index], StandardCharsets.UTF_8) : "";
	}

	private static @Nullable Instant instant(String text) {
		return text.isEmpty() ? null : Instant.parse(text);
	}

	private static @Nullable String orNull(String text) {
		return text.isEmpty() ? null : text;
	}

	private static String sum(List<String> lines) {
		CRC32 sum = new CRC32();
		sum.update(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
		return SUM + Long.toHexString(sum.getValue());
	}

	void close() {
		try {
			this.lock.close();
		}
		catch (IOException ex) {
			// The lock ends with the process
		}
	}

}
