package dev.fanlight.tracing.delivery;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * The place on disk that belongs to this process alone:
 * {@code <directory>/<service>/<slot>}. A slot is locked while its process lives, so that
 * processes of one service do not meet; what a dead one left in another slot is moved to
 * this one at start. All spools share one bound.
 */
final class SpoolDirectory implements AutoCloseable {

	private static final int SLOTS = 32;

	private static final long SMALLEST_SEGMENT = 16 * 1024;

	private static final long LARGEST_SEGMENT = 4 * 1024 * 1024;

	private final Path path;

	private final long maxBytes;

	private final long maxAge;

	private final SegmentFiles files;

	private final Lock lock;

	private final Map<String, Spool> spools = new HashMap<>();

	private SpoolDirectory(Lock lock, DeliverySettings.Spool settings, SegmentFiles files) {
		this.path = lock.path;
		this.maxBytes = settings.maxBytes();
		this.maxAge = settings.maxAge().toMillis();
		this.files = files;
		this.lock = lock;
	}

	/**
	 * Open the directory and check that it is ours.
	 * @param settings which directory
	 * @return the directory
	 * @throws IOException with the reason in words
	 */
	static SpoolDirectory open(DeliverySettings.Spool settings) throws IOException {
		return open(settings, SegmentFiles.OWNER_ONLY);
	}

	static SpoolDirectory open(DeliverySettings.Spool settings, SegmentFiles files) throws IOException {
		Path service = settings.directory()
			.toAbsolutePath()
			.resolve(settings.service().replaceAll("[^A-Za-z0-9._-]", "_").replaceAll("^\\.+", "_"));
		checked(settings.directory());
		checked(service);
		List<Lock> locks = new ArrayList<>();
		for (int slot = 0; slot < SLOTS; slot++) {
			Path path = service.resolve(Integer.toString(slot));
			if (!locks.isEmpty() && !Files.isDirectory(path)) {
				continue;
			}
			SegmentFiles.OwnerOnly.createDirectories(path);
			Lock lock = Lock.tryTake(path, files);
			if (lock != null) {
				locks.add(lock);
			}
		}
		if (locks.isEmpty()) {
			throw new IOException(SLOTS + " processes use " + service + " already");
		}
		Path lockFile = locks.get(0).path.resolve("lock");
		if (!Files.getOwner(service).equals(Files.getOwner(lockFile))) {
			locks.forEach(Lock::close);
			throw new IOException(service + " belongs to somebody else");
		}
		SegmentFiles.OwnerOnly.close(service);
		Lock own = locks.get(0);
		for (Lock other : locks.subList(1, locks.size())) {
			takeOver(other.path, own.path);
			// The next process needs a slot, too
			other.close();
		}
		return new SpoolDirectory(own, settings, files);
	}

	private static void takeOver(Path slot, Path own) {
		try {
			for (Path left : Spool.places(slot)) {
				Path place = own.resolve(left.getFileName());
				SegmentFiles.OwnerOnly.createDirectories(place);
				Spool.takeOver(left, place);
			}
		}
		catch (IOException ex) {
			// Whoever opens the directory next tries again
		}
	}

	/** Follows no link and makes nothing in what is not ours. */
	private static void checked(Path directory) throws IOException {
		SegmentFiles.OwnerOnly.createDirectories(directory);
		if (Files.isSymbolicLink(directory) || !Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
			throw new IOException(directory + " is no directory of its own");
		}
		if (!Files.isWritable(directory)) {
			throw new IOException(directory + " cannot be written");
		}
	}

	/**
	 * The spool of one pipeline, with what earlier processes left in it.
	 * @param name the name of the pipeline
	 * @param drops hears what is dropped
	 * @return the spool and how many bytes were torn off it
	 * @throws IOException if it cannot be read
	 */
	synchronized Opened spool(String name, Spool.Drops drops) throws IOException {
		Path place = this.path.resolve(name);
		SegmentFiles.OwnerOnly.createDirectories(place);
		SegmentFiles.OwnerOnly.close(place);
		Spool spool = new Spool(this, place, drops);
		long torn = spool.recover();
		this.spools.put(name, spool);
		return new Opened(spool, torn);
	}

	/**
	 * Drop the oldest segments until some bytes fit.
	 * @param bytes how many
	 * @throws IOException if they never will
	 */
	synchronized void makeRoom(long bytes) throws IOException {
		if (bytes > this.maxBytes) {
			throw new IOException("The batch is larger than the spool");
		}
		while (bytes() + bytes > this.maxBytes) {
			this.spools.values()
				.stream()
				.filter((spool) -> spool.bytes() > 0)
				.min(Comparator.comparingLong(Spool::oldest))
				.ifPresent(Spool::dropOldest);
		}
	}

	synchronized long bytes() {
		return this.spools.values().stream().mapToLong(Spool::bytes).sum();
	}

	long maxBytes() {
		return this.maxBytes;
	}

	Path path() {
		return this.path;
	}

	long segmentSize() {
		return Math.min(LARGEST_SEGMENT, Math.max(SMALLEST_SEGMENT, this.maxBytes / 16));
	}

	SegmentFiles files() {
		return this.files;
	}

	@Override
	public synchronized void close() {
		this.spools.values().forEach(Spool::close);
		try {
			deleteForgotten();
		}
		catch (IOException ex) {
			// The next process tries again
		}
		this.lock.close();
	}

	/** What is too old and waits for a pipeline that does not begin any more. */
	private void deleteForgotten() throws IOException {
		for (Path place : Spool.places(this.path)) {
			if (!this.spools.containsKey(place.getFileName().toString())) {
				for (Path file : Spool.files(place)) {
					if (System.currentTimeMillis() - Files.getLastModifiedTime(file).toMillis() > this.maxAge) {
						Files.delete(file);
					}
				}
			}
		}
	}

	record Opened(Spool spool, long torn) {

	}

	private record Lock(Path path, FileChannel channel, FileLock lock) {

		static @Nullable Lock tryTake(Path path, SegmentFiles files) throws IOException {
			FileChannel channel = files.open(path.resolve("lock"),
					Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE));
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
			return new Lock(path, channel, lock);
		}

		void close() {
			try {
				this.channel.close();
			}
			catch (IOException ex) {
				// The lock ends with the process
			}
		}

	}

}
