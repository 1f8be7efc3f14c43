package dev.fanlight.slo;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Set;
import java.util.zip.CRC32;

import org.jspecify.annotations.Nullable;

/**
 * A file that survives the process, readable by its owner alone, replaced as a whole and
 * checked when it is read. Each process of a service has one of its own, the first that
 * no living process holds. At most 16 MB are read. Not thread-safe.
 */
public final class StateFile implements AutoCloseable {

	private static final byte[] MAGIC = "fanlight-slo-1\n".getBytes(StandardCharsets.US_ASCII);

	private static final int CHECKSUM = Long.BYTES;

	private static final long LARGEST = 16 * 1024 * 1024;

	private static final int SLOTS = 32;

	private final Path path;

	private final FileChannel lock;

	private StateFile(Path path, FileChannel lock) {
		this.path = path;
		this.lock = lock;
	}

	/**
	 * Take a file.
	 * @param directory the directory of all services
	 * @param service the name of the service
	 * @return the file, which need not be there yet
	 * @throws IOException with the reason in words, if it cannot be ours
	 */
	public static StateFile open(Path directory, String service) throws IOException {
		Path place = directory.toAbsolutePath()
			.resolve(service.replaceAll("[^A-Za-z0-9._-]", "_").replaceAll("^\\.+", "_"));
		for (Path path : new Path[] { place.getParent(), place }) {
			if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
				Files.createDirectories(path, ownerOnly("rwx------"));
			}
			if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
				throw new IOException(path + " is no directory of its own");
			}
		}
		for (int slot = 0; slot < SLOTS; slot++) {
			Path path = place.resolve("slo-" + slot + ".state");
			FileChannel lock = tryLock(place.resolve("slo-" + slot + ".lock"));
			if (lock != null) {
				if (!Files.getOwner(place).equals(Files.getOwner(place.resolve("slo-" + slot + ".lock")))) {
					lock.close();
					throw new IOException(place + " belongs to somebody else");
				}
				return new StateFile(path, lock);
			}
		}
		throw new IOException(SLOTS + " processes use " + place + " already");
	}

	private static @Nullable FileChannel tryLock(Path path) throws IOException {
		FileChannel channel = FileChannel.open(path,
				Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
				ownerOnly("rw-------"));
		FileLock lock = null;
		try {
			lock = channel.tryLock();
		}
		catch (OverlappingFileLockException ex) {
			// Another application of this JVM has it
		}
		if (lock == null) {
			channel.close();
			return null;
		}
		return channel;
	}

	/**
	 * Read what was written last.
	 * @return the content, or {@code null} if there is no file yet
	 * @throws IOException if it cannot be read, is torn, or something else
	 */
	public byte @Nullable [] read() throws IOException {
		if (!Files.exists(this.path, LinkOption.NOFOLLOW_LINKS)) {
			return null;
		}
		if (!Files.isRegularFile(this.path, LinkOption.NOFOLLOW_LINKS) || Files.size(this.path) > LARGEST) {
			throw new IOException(this.path + " is no state of error budgets");
		}
		ByteBuffer file = ByteBuffer.wrap(Files.readAllBytes(this.path));
		if (file.remaining() < MAGIC.length + CHECKSUM
				|| !Arrays.equals(MAGIC, 0, MAGIC.length, file.array(), 0, MAGIC.length)) {
			throw new IOException(this.path + " is no state of error budgets");
		}
		file.position(MAGIC.length);
		long checksum = file.getLong();
		byte[] content = new byte[file.remaining()];
		file.get(content);
		if (checksum != checksum(content)) {
			throw new IOException(this.path + " is damaged");
		}
		return content;
	}

	/**
	 * Replace the file as a whole: who reads it sees what was there before or this.
	 * @param content what to write
	 * @throws IOException if it cannot be written; the file is as before
	 */
	public void write(byte[] content) throws IOException {
		Path fresh = this.path.resolveSibling(this.path.getFileName() + ".tmp");
		Files.deleteIfExists(fresh);
		ByteBuffer file = ByteBuffer.allocate(MAGIC.length + CHECKSUM + content.length);
		file.put(MAGIC).putLong(checksum(content)).put(content).flip();
		try (FileChannel channel = FileChannel.open(fresh,
				Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly("rw-------"))) {
			while (file.hasRemaining()) {
				channel.write(file);
			}
			channel.force(true);
		}
		try {
			Files.move(fresh, this.path, StandardCopyOption.ATOMIC_MOVE);
		}
		catch (AtomicMoveNotSupportedException ex) {
			Files.move(fresh, this.path, StandardCopyOption.REPLACE_EXISTING);
		}
	}

	/**
	 * Where it is.
	 * @return the path
	 */
	public Path path() {
		return this.path;
	}

	private static long checksum(byte[] content) {
		CRC32 checksum = new CRC32();
		checksum.update(content);
		return checksum.getValue();
	}

	private static FileAttribute<?>[] ownerOnly(String permissions) {
		return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
				? new FileAttribute<?>[] {
						PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions)) }
				: new FileAttribute<?>[0];
	}

	@Override
	public void close() {
		try {
			this.lock.close();
		}
		catch (IOException ex) {
			// The lock ends with the process
		}
	}

}
