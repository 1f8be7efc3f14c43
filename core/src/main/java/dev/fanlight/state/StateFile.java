package dev.fanlight.state;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.zip.CRC32;

import org.jspecify.annotations.Nullable;

/**
 * A file that survives the process, for its owner alone, that one process has at a time
 * (a lock file stands beside it). It is replaced as a whole, so that a reader finds the
 * old or the new content, and ends nowhere unnoticed: a checksum stands before the
 * content. Links are not followed. Not thread-safe.
 */
public final class StateFile implements AutoCloseable {

	private static final int CHECKSUM = "00000000\n".length();

	private final Path path;

	private final byte[] format;

	private final long largest;

	private final FileChannel lock;

	private StateFile(Path path, byte[] format, long largest, FileChannel lock) {
		this.path = path;
		this.format = format;
		this.largest = largest;
		this.lock = lock;
	}

	/**
	 * Take a file. Its directory is made when it is missing.
	 * @param path where it is, or will be
	 * @param format name and version of the content, ASCII, the file's first line
	 * @param largest the most bytes that are read
	 * @return the file, or {@code null} if another process or application has it
	 * @throws IOException with the reason in words, if it cannot be ours
	 */
	public static @Nullable StateFile open(Path path, String format, long largest) throws IOException {
		try {
			return take(path, format, largest);
		}
		catch (FileSystemException ex) {
			throw inWords(ex);
		}
	}

	private static @Nullable StateFile take(Path path, String format, long largest) throws IOException {
		Path file = path.toAbsolutePath();
		Path directory = file.getParent();
		if (directory == null) {
			throw new IOException(path + " is in no directory");
		}
		Files.createDirectories(directory, ownerOnly(directory, "rwx------"));
		if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS) || !Files.isWritable(directory)) {
			throw new IOException(directory + " cannot be written or is no directory of its own");
		}
		Path lockPath = file.resolveSibling(file.getFileName() + ".lock");
		FileChannel lock = FileChannel.open(lockPath,
				Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
				ownerOnly(directory, "rw-------"));
		boolean taken = false;
		try {
			if (!Files.getOwner(directory).equals(Files.getOwner(lockPath))) {
				throw new IOException(directory + " belongs to somebody else");
			}
			taken = lock.tryLock() != null;
		}
		catch (OverlappingFileLockException ex) {
			// Another application of this JVM has it
		}
		finally {
			if (!taken) {
				lock.close();
			}
		}
		return taken ? new StateFile(file, (format + "\n").getBytes(StandardCharsets.US_ASCII), largest, lock) : null;
	}

	/**
	 * Make a name fit for a file.
	 * @param service any name
	 * @return the name without what means something to a file system
	 */
	public static String fileName(String service) {
		return service.replaceAll("[^A-Za-z0-9._-]", "_").replaceAll("^\\.+", "_");
	}

	/**
	 * Read what was written last.
	 * @return the content, or {@code null} if there is no file yet
	 * @throws TornFileException if the content is lost
	 * @throws IOException if it cannot be read, or is something else
	 */
	public byte @Nullable [] read() throws IOException {
		if (!Files.exists(this.path, LinkOption.NOFOLLOW_LINKS)) {
			return null;
		}
		boolean ours = Files.isRegularFile(this.path, LinkOption.NOFOLLOW_LINKS)
				&& Files.size(this.path) <= this.largest;
		byte[] bytes = ours ? Files.readAllBytes(this.path) : new byte[0];
		// One that was cut off within its first line may still be ours
		int known = Math.min(bytes.length, this.format.length);
		if (!ours || !Arrays.equals(bytes, 0, known, this.format, 0, known)) {
			throw new IOException(this.path + " is not a file of ours, or one of a later version");
		}
		int header = this.format.length + CHECKSUM;
		byte[] content = (bytes.length < header) ? new byte[0] : Arrays.copyOfRange(bytes, header, bytes.length);
		if (!Arrays.equals(bytes, 0, Math.min(bytes.length, header), header(content), 0, header)) {
			throw new TornFileException(this.path + " is damaged");
		}
		return content;
	}

	/**
	 * Replace the content.
	 * @param content what to write
	 * @throws IOException with the reason in words, if it cannot be written; the file is
	 * as before
	 */
	public void write(byte[] content) throws IOException {
		try {
			replace(content);
		}
		catch (FileSystemException ex) {
			throw inWords(ex);
		}
	}

	private void replace(byte[] content) throws IOException {
		Path fresh = this.path.resolveSibling(this.path.getFileName() + ".new");
		Files.deleteIfExists(fresh);
		try (FileChannel channel = FileChannel.open(fresh,
				Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly(fresh, "rw-------"))) {
			for (byte[] part : new byte[][] { header(content), content }) {
				ByteBuffer buffer = ByteBuffer.wrap(part);
				while (buffer.hasRemaining()) {
					channel.write(buffer);
				}
			}
			channel.force(true);
		}
		Files.move(fresh, this.path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
	}

	private byte[] header(byte[] content) {
		CRC32 checksum = new CRC32();
		checksum.update(content);
		byte[] sum = "%08x\n".formatted(checksum.getValue()).getBytes(StandardCharsets.US_ASCII);
		byte[] header = Arrays.copyOf(this.format, this.format.length + CHECKSUM);
		System.arraycopy(sum, 0, header, this.format.length, CHECKSUM);
		return header;
	}

	/**
	 * Where it is.
	 * @return the path
	 */
	public Path path() {
		return this.path;
	}

	/** The most frequent ones have nothing but the path as their message. */
	private static IOException inWords(FileSystemException ex) {
		return (ex.getReason() != null) ? ex
				: new IOException(ex.getMessage() + ": "
						+ ex.getClass()
							.getSimpleName()
							.replaceFirst("Exception$", "")
							.replaceAll("(?<=[a-z])(?=[A-Z])", " ")
							.toLowerCase(Locale.ROOT),
						ex);
	}

	private static FileAttribute<?>[] ownerOnly(Path path, String permissions) {
		return path.getFileSystem().supportedFileAttributeViews().contains("posix")
				? new FileAttribute<?>[] {
						PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions)) }
				: new FileAttribute<?>[0];
	}

	/** Let others have the file. */
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
