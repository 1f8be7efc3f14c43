package dev.fanlight.errors;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
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
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32;

import org.jspecify.annotations.Nullable;

/**
 * The inbox on disk, {@code <directory>/<service>.errors}, for its owner alone. Written
 * as a whole to a second file that then takes its place, so that a reader finds the old
 * or the new one. A torn file counts as empty; one that is not ours, or of a later
 * format, is left alone.
 * <p>
 * Of the processes of one service on a machine one writes. The next one takes over what
 * it left as soon as it is gone. Not thread-safe.
 */
public final class InboxFile implements AutoCloseable {

	/** More groups than that do not fit into any inbox. */
	private static final long LARGEST = 64L * 1024 * 1024;

	private static final byte[] MAGIC = "fanlight errors 1\n".getBytes(StandardCharsets.US_ASCII);

	private static final int HEADER = MAGIC.length + Long.BYTES;

	private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");

	private static final Set<PosixFilePermission> DIRECTORY = PosixFilePermissions.fromString("rwx------");

	private final Path directory;

	private final Path file;

	private final ErrorInbox inbox;

	private @Nullable FileChannel lock;

	private long saved;

	private boolean torn;

	/**
	 * Create the file of an inbox. Nothing is touched yet.
	 * @param directory the directory, made when it is missing
	 * @param service the name of the service
	 * @param inbox the inbox
	 */
	public InboxFile(Path directory, String service, ErrorInbox inbox) {
		this.directory = directory.toAbsolutePath();
		this.file = this.directory
			.resolve(service.replaceAll("[^A-Za-z0-9._-]", "_").replaceAll("^\\.+", "_") + ".errors");
		this.inbox = inbox;
	}

	/**
	 * Take what is on disk into the inbox, once, and write the inbox if it has changed.
	 * @return {@code false} if another process has the file
	 * @throws IOException if it cannot be read or written, with the reason in words
	 */
	public boolean sync() throws IOException {
		if (this.lock == null) {
			if (!open()) {
				return false;
			}
			boolean untouched = this.inbox.changes() == 0;
			this.inbox.merge(load());
			this.saved = untouched ? this.inbox.changes() : 0;
		}
		long changes = this.inbox.changes();
		if (changes != this.saved) {
			save(this.inbox.groups());
			this.saved = changes;
		}
		return true;
	}

	/**
	 * Whether the file was torn or damaged when it was read.
	 * @return {@code true} if what it held is lost
	 */
	public boolean isTorn() {
		return this.torn;
	}

	/**
	 * Where it is.
	 * @return the path
	 */
	public Path path() {
		return this.file;
	}

	private boolean open() throws IOException {
		boolean posix = this.directory.getFileSystem().supportedFileAttributeViews().contains("posix");
		Files.createDirectories(this.directory, posix
				? new FileAttribute<?>[] { PosixFilePermissions.asFileAttribute(DIRECTORY) } : new FileAttribute<?>[0]);
		if (Files.isSymbolicLink(this.directory) || !Files.isWritable(this.directory)) {
			throw new IOException(this.directory + " cannot be written or is no directory of its own");
		}
		Path lockFile = this.file.resolveSibling(this.file.getFileName() + ".lock");
		FileChannel channel = FileChannel.open(lockFile,
				Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
				attributes(posix));
		try {
			FileLock taken = channel.tryLock();
			if (taken != null) {
				this.lock = channel;
				return true;
			}
		}
		catch (OverlappingFileLockException ex) {
			// Another application of this JVM has it
		}
		channel.close();
		return false;
	}

	private static FileAttribute<?>[] attributes(boolean posix) {
		return posix ? new FileAttribute<?>[] { PosixFilePermissions.asFileAttribute(FILE) } : new FileAttribute<?>[0];
	}

	private List<ErrorGroup> load() throws IOException {
		if (!Files.exists(this.file, LinkOption.NOFOLLOW_LINKS)) {
			return List.of();
		}
		boolean ours = Files.isRegularFile(this.file, LinkOption.NOFOLLOW_LINKS) && Files.size(this.file) <= LARGEST;
		byte[] bytes = ours ? Files.readAllBytes(this.file) : new byte[0];
		if (!ours || !startsAsOurs(bytes)) {
			close();
			throw new IOException(this.file + " is not a file of errors, or one of a later version");
		}
		try {
			return read(bytes);
		}
		catch (IOException | RuntimeException ex) {
			this.torn = true;
			return List.of();
		}
	}

	/** One that was cut off within its first line may still be ours. */
	private static boolean startsAsOurs(byte[] bytes) {
		int length = Math.min(bytes.length, MAGIC.length);
		return Arrays.equals(bytes, 0, length, MAGIC, 0, length);
	}

	private static List<ErrorGroup> read(byte[] bytes) throws IOException {
		if (bytes.length < HEADER
				|| ByteBuffer.wrap(bytes).getLong(MAGIC.length) != checksum(bytes, HEADER, bytes.length - HEADER)) {
			throw new IOException("torn");
		}
		DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes, HEADER, bytes.length - HEADER));
		List<ErrorGroup> groups = new ArrayList<>();
		for (int left = in.readInt(); left > 0; left--) {
			groups.add(new ErrorGroup(in.readUTF(), in.readUTF(), text(in), text(in), in.readUTF(), in.readLong(),
					Instant.ofEpochMilli(in.readLong()), Instant.ofEpochMilli(in.readLong()), text(in), text(in),
					edges(in.readInt()), routes(in), text(in), text(in), instant(in), instant(in), text(in),
					in.readBoolean()));
		}
		return groups;
	}

	private void save(List<ErrorGroup> groups) throws IOException {
		ByteArrayOutputStream body = new ByteArrayOutputStream();
		DataOutputStream out = new DataOutputStream(body);
		out.writeInt(groups.size());
		for (ErrorGroup group : groups) {
			out.writeUTF(group.fingerprint());
			out.writeUTF(group.type());
			text(out, group.place());
			text(out, group.message());
			out.writeUTF(group.stackTrace());
			out.writeLong(group.count());
			out.writeLong(group.firstSeen().toEpochMilli());
			out.writeLong(group.lastSeen().toEpochMilli());
			text(out, group.firstRelease());
			text(out, group.lastRelease());
			out.writeInt(group.edges().stream().mapToInt((edge) -> 1 << edge.ordinal()).sum());
			out.writeInt(group.routes().size());
			for (String route : group.routes()) {
				out.writeUTF(route);
			}
			text(out, group.traceId());
			text(out, group.requestId());
			instant(out, group.resolvedAt());
			instant(out, group.cameBackAt());
			text(out, group.cameBackRelease());
			out.writeBoolean(group.muted());
		}
		write(body.toByteArray());
	}

	private void write(byte[] body) throws IOException {
		Path fresh = this.file.resolveSibling(this.file.getFileName() + ".new");
		Files.deleteIfExists(fresh);
		try (FileChannel channel = FileChannel.open(fresh,
				Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
				attributes(fresh.getFileSystem().supportedFileAttributeViews().contains("posix")))) {
			ByteBuffer all = ByteBuffer.allocate(HEADER + body.length)
				.put(MAGIC)
				.putLong(checksum(body, 0, body.length))
				.put(body)
				.flip();
			while (all.hasRemaining()) {
				channel.write(all);
			}
			channel.force(true);
		}
		Files.move(fresh, this.file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
	}

	private static long checksum(byte[] bytes, int offset, int length) {
		CRC32 checksum = new CRC32();
		checksum.update(bytes, offset, length);
		return checksum.getValue();
	}

	private static void text(DataOutputStream out, @Nullable String text) throws IOException {
		out.writeBoolean(text != null);
		if (text != null) {
			out.writeUTF(text);
		}
	}

	private static @Nullable String text(DataInputStream in) throws IOException {
		return in.readBoolean() ? in.readUTF() : null;
	}

	private static void instant(DataOutputStream out, @Nullable Instant instant) throws IOException {
		out.writeLong((instant != null) ? instant.toEpochMilli() : Long.MIN_VALUE);
	}

	private static @Nullable Instant instant(DataInputStream in) throws IOException {
		long millis = in.readLong();
		return (millis != Long.MIN_VALUE) ? Instant.ofEpochMilli(millis) : null;
	}

	private static Set<Edge> edges(int bits) {
		Set<Edge> edges = EnumSet.noneOf(Edge.class);
		for (Edge edge : Edge.values()) {
			if ((bits & (1 << edge.ordinal())) != 0) {
				edges.add(edge);
			}
		}
		return edges;
	}

	private static Set<String> routes(DataInputStream in) throws IOException {
		Set<String> routes = new LinkedHashSet<>();
		for (int left = in.readInt(); left > 0; left--) {
			routes.add(in.readUTF());
		}
		return routes;
	}

	/**
	 * Let others have the file.
	 * @throws IOException if it cannot be let go
	 */
	@Override
	public void close() throws IOException {
		FileChannel held = this.lock;
		if (held != null) {
			this.lock = null;
			held.close();
		}
	}

}
