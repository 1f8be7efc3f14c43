package dev.fanlight.tracing.delivery;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * The batches of one pipeline that wait on disk, as segment files in the order they came.
 * Every method is called with the lock of the {@link SpoolDirectory}.
 */
final class Spool {

	private static final String SUFFIX = ".otlp";

	private final SpoolDirectory directory;

	private final Path path;

	private final Drops drops;

	private final Deque<Segment> segments = new ArrayDeque<>();

	private long nextSequence = 1;

	private @Nullable Segment appending;

	private @Nullable Stored out;

	private int recoveredItems;

	Spool(SpoolDirectory directory, Path path, Drops drops) {
		this.directory = directory;
		this.path = path;
		this.drops = drops;
	}

	/**
	 * Read what earlier processes left.
	 * @return how many bytes had to be cut off
	 * @throws IOException if the directory cannot be read
	 */
	long recover() throws IOException {
		long torn = 0;
		for (Path file : files(this.path)) {
			Path target = segment(this.path, this.nextSequence);
			if (!file.equals(target)) {
				Files.move(file, target);
			}
			Segment segment = new Segment(target, this.nextSequence++, this.directory.files());
			torn += segment.recover();
			if (segment.waitingBatches() > 0) {
				this.segments.add(segment);
				this.recoveredItems += segment.waitingItems();
			}
			else {
				segment.delete();
			}
		}
		return torn;
	}

	/**
	 * Move segments behind those that are in another place.
	 * @param from where they are
	 * @param to where they shall be
	 * @throws IOException if one cannot be moved; then it and those behind it stay
	 */
	static void takeOver(Path from, Path to) throws IOException {
		long sequence = files(to).stream()
			.map((file) -> file.getFileName().toString())
			.filter((name) -> name.matches("\\d{16}" + SUFFIX))
			.mapToLong((name) -> Long.parseLong(name.substring(0, 16)))
			.max()
			.orElse(0);
		for (Path file : files(from)) {
			Files.move(file, segment(to, ++sequence));
		}
	}

	private static Path segment(Path place, long sequence) {
		return place.resolve("%016d".formatted(sequence) + SUFFIX);
	}

	/**
	 * The places of pipelines in a slot, also of those that no longer begin.
	 * @param slot the slot
	 * @return the places
	 * @throws IOException if the slot cannot be read
	 */
	static List<Path> places(Path slot) throws IOException {
		try (Stream<Path> places = Files.list(slot)) {
			return places.filter((place) -> Files.isDirectory(place, LinkOption.NOFOLLOW_LINKS)).toList();
		}
	}

	static List<Path> files(Path place) throws IOException {
		try (Stream<Path> files = Files.list(place)) {
			return files.filter((file) -> file.getFileName().toString().endsWith(SUFFIX)).sorted().toList();
		}
	}

	/**
	 * Add a batch behind all others; the oldest segments of all pipelines make room.
	 * @param batch the batch
	 * @throws IOException if it cannot be written; then it is not there
	 */
	void append(Batch batch) throws IOException {
		long size = Segment.sizeOf(batch);
		this.directory.makeRoom(size);
		Segment segment = this.appending;
		if (segment == null || segment.size() + size > this.directory.segmentSize()) {
			seal();
			segment = new Segment(segment(this.path, this.nextSequence), this.nextSequence++, this.directory.files());
		}
		if (!Files.isDirectory(this.path)) {
			SegmentFiles.OwnerOnly.createDirectories(this.path);
		}
		segment.append(batch);
		if (this.appending != segment) {
			this.appending = segment;
			this.segments.add(segment);
		}
	}

	private void seal() throws IOException {
		if (this.appending != null) {
			Segment sealed = this.appending;
			this.appending = null;
			if (this.segments.contains(sealed)) {
				sealed.force();
			}
		}
	}

	/**
	 * Give out the oldest batch. It stays until {@link #finish} says what became of it.
	 * @param expiry batches from before that time are dropped, in milliseconds since the
	 * epoch
	 * @return the batch, {@code null} when there is none
	 */
	@Nullable Stored take(long expiry) {
		while (!this.segments.isEmpty()) {
			Segment segment = this.segments.getFirst();
			try {
				Segment.Entry entry = (segment.waitingBatches() > 0) ? segment.next() : null;
				if (entry == null) {
					remove(segment, DropReason.UNREADABLE);
				}
				else if (entry.batch().createdAt() < expiry) {
					segment.done(entry);
					this.drops.dropped(entry.batch().items(), DropReason.EXPIRED);
				}
				else {
					this.out = new Stored(segment, entry);
					return this.out;
				}
			}
			catch (IOException ex) {
				remove(segment, DropReason.UNREADABLE);
			}
		}
		return null;
	}

	/**
	 * End what {@link #take} began.
	 * @param stored the batch
	 * @param done whether it is done with, rather than to be given out again
	 */
	void finish(Stored stored, boolean done) {
		this.out = null;
		if (!this.segments.contains(stored.segment)) {
			if (!done) {
				this.drops.dropped(stored.batch().items(), DropReason.SPOOL_FULL);
			}
			return;
		}
		if (done) {
			try {
				stored.segment.done(stored.entry);
			}
			catch (IOException ex) {
				// This process knows that it is done; a later one may send it again
			}
			if (stored.segment.waitingBatches() == 0) {
				remove(stored.segment, DropReason.UNREADABLE);
			}
		}
	}

	/**
	 * Drop the oldest segment.
	 */
	void dropOldest() {
		Segment segment = this.segments.getFirst();
		remove(segment, DropReason.SPOOL_FULL);
	}

	private void remove(Segment segment, DropReason reason) {
		this.segments.remove(segment);
		if (this.appending == segment) {
			this.appending = null;
		}
		int lost = segment.waitingItems();
		if (this.out != null && this.out.segment == segment) {
			// Its fate is still open
			lost -= this.out.batch().items();
		}
		if (lost > 0) {
			this.drops.dropped(lost, reason);
		}
		try {
			segment.delete();
		}
		catch (IOException ex) {
			// Whoever opens the directory next tries again
		}
	}

	void close() {
		try {
			seal();
		}
		catch (IOException ex) {
			// The operating system has it all the same
		}
	}

	boolean isEmpty() {
		return batches() == 0;
	}

	int batches() {
		return this.segments.stream().mapToInt(Segment::waitingBatches).sum();
	}

	int items() {
		return this.segments.stream().mapToInt(Segment::waitingItems).sum();
	}

	long bytes() {
		return this.segments.stream().mapToLong(Segment::size).sum();
	}

	long oldest() {
		return this.segments.isEmpty() ? Long.MAX_VALUE : this.segments.getFirst().oldest();
	}

	int recoveredItems() {
		return this.recoveredItems;
	}

	/**
	 * Hears what was dropped.
	 */
	interface Drops {

		void dropped(int items, DropReason reason);

	}

	/**
	 * A batch that was given out.
	 */
	record Stored(Segment segment, Segment.Entry entry) {

		Batch batch() {
			return this.entry.batch();
		}

	}

}
