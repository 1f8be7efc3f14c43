package dev.fanlight.tracing.delivery;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.zip.CRC32C;

import org.jspecify.annotations.Nullable;

/**
 * One file of a spool. Each record is
 *
 * <pre>
 * 0   magic             4
 * 4   state             1   0 waits, 1 is done; the only byte that ever changes
 * 5   encoding length   1
 * 6   items             4
 * 10  created at        8   milliseconds since the epoch
 * 18  body length       4
 * 22  check sum         4   CRC-32C of bytes 5 to 22, the encoding and the body
 * 26  encoding, body
 * </pre>
 *
 * The first record that is incomplete or fails its check sum ends the file: what a crash
 * tore is cut off. Not thread-safe.
 */
final class Segment {

	static final int HEADER = 26;

	private static final int MAGIC = 0x464C4431;

	private static final byte WAITS = 0;

	private static final byte DONE = 1;

	final Path path;

	final long sequence;

	private final SegmentFiles files;

	private long size;

	private long cursor;

	private int waitingItems;

	private int waitingBatches;

	private long oldest = Long.MAX_VALUE;

	Segment(Path path, long sequence, SegmentFiles files) {
		this.path = path;
		this.sequence = sequence;
		this.files = files;
	}

	/**
	 * Read what an earlier process left, and cut off what it did not finish.
	 * @return how many bytes were cut off
	 * @throws IOException if the file cannot be read
	 */
	long recover() throws IOException {
		try (FileChannel channel = this.files.open(this.path,
				Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE))) {
			long length = channel.size();
			Entry entry = read(channel, 0, length);
			while (entry != null) {
				if (entry.waits) {
					this.waitingItems += entry.batch.items();
					this.waitingBatches++;
					this.oldest = Math.min(this.oldest, entry.batch.createdAt());
				}
				this.size = entry.end;
				entry = read(channel, entry.end, length);
			}
			if (this.size < length) {
				channel.truncate(this.size);
			}
			return length - this.size;
		}
	}

	static long sizeOf(Batch batch) {
		return HEADER + encoding(batch).length + batch.body().length;
	}

	/**
	 * Add a batch. After a failure the segment is as before.
	 * @param batch the batch
	 * @throws IOException if it cannot be written wholly
	 */
	void append(Batch batch) throws IOException {
		byte[] encoding = encoding(batch);
		ByteBuffer record = ByteBuffer.allocate((int) sizeOf(batch))
			.putInt(MAGIC)
			.put(WAITS)
			.put((byte) encoding.length)
			.putInt(batch.items())
			.putLong(batch.createdAt())
			.putInt(batch.body().length)
			.putInt(0)
			.put(encoding)
			.put(batch.body());
		record.putInt(22, checkSum(record)).flip();
		try (FileChannel channel = this.files.open(this.path,
				Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE))) {
			try {
				channel.position(this.size);
				while (record.hasRemaining()) {
					channel.write(record);
				}
			}
			catch (IOException ex) {
				channel.truncate(this.size);
				throw ex;
			}
		}
		this.size += record.limit();
		this.waitingItems += batch.items();
		this.waitingBatches++;
		this.oldest = Math.min(this.oldest, batch.createdAt());
	}

	/**
	 * The oldest batch that waits.
	 * @return the batch with its place, {@code null} when none waits or the rest cannot
	 * be read
	 * @throws IOException if the file cannot be read
	 */
	@Nullable Entry next() throws IOException {
		try (FileChannel channel = this.files.open(this.path, Set.of(StandardOpenOption.READ))) {
			Entry entry = read(channel, this.cursor, this.size);
			while (entry != null && !entry.waits) {
				this.cursor = entry.end;
				entry = read(channel, this.cursor, this.size);
			}
			return entry;
		}
	}

	/**
	 * Never give an entry out again, also not to a later process.
	 * @param entry the entry that {@link #next()} returned
	 * @throws IOException if that cannot be written; this process keeps to it all the
	 * same
	 */
	void done(Entry entry) throws IOException {
		this.cursor = entry.end;
		this.waitingItems -= entry.batch.items();
		this.waitingBatches--;
		this.oldest = (this.waitingBatches > 0) ? Math.max(this.oldest, entry.batch.createdAt()) : Long.MAX_VALUE;
		try (FileChannel channel = this.files.open(this.path, Set.of(StandardOpenOption.WRITE))) {
			channel.write(ByteBuffer.wrap(new byte[] { DONE }), entry.start + 4);
		}
	}

	void force() throws IOException {
		try (FileChannel channel = this.files.open(this.path, Set.of(StandardOpenOption.WRITE))) {
			channel.force(false);
		}
	}

	void delete() throws IOException {
		Files.deleteIfExists(this.path);
	}

	private static @Nullable Entry read(FileChannel channel, long start, long limit) throws IOException {
		ByteBuffer header = ByteBuffer.allocate(HEADER);
		if (start + HEADER > limit || !fill(channel, header, start) || header.getInt(0) != MAGIC) {
			return null;
		}
		int encodingLength = header.get(5) & 0xFF;
		int bodyLength = header.getInt(18);
		long end = start + HEADER + encodingLength + bodyLength;
		if (bodyLength < 0 || end > limit) {
			return null;
		}
		ByteBuffer record = ByteBuffer.allocate((int) (end - start));
		if (!fill(channel, record, start) || record.getInt(22) != checkSum(record)) {
			return null;
		}
		byte[] encoding = new byte[encodingLength];
		byte[] body = new byte[bodyLength];
		record.position(HEADER).get(encoding).get(body);
		Batch batch = new Batch(body, (encodingLength > 0) ? new String(encoding, StandardCharsets.US_ASCII) : null,
				record.getInt(6), record.getLong(10));
		return new Entry(start, end, record.get(4) == WAITS, batch);
	}

	private static boolean fill(FileChannel channel, ByteBuffer buffer, long start) throws IOException {
		while (buffer.hasRemaining()) {
			if (channel.read(buffer, start + buffer.position()) < 0) {
				return false;
			}
		}
		return true;
	}

	private static int checkSum(ByteBuffer record) {
		CRC32C sum = new CRC32C();
		sum.update(record.array(), 5, 17);
		sum.update(record.array(), HEADER, record.capacity() - HEADER);
		return (int) sum.getValue();
	}

	private static byte[] encoding(Batch batch) {
		return (batch.encoding() != null) ? batch.encoding().getBytes(StandardCharsets.US_ASCII) : new byte[0];
	}

	long size() {
		return this.size;
	}

	int waitingItems() {
		return this.waitingItems;
	}

	int waitingBatches() {
		return this.waitingBatches;
	}

	/**
	 * When the oldest batch that waits was created.
	 * @return a lower bound in milliseconds since the epoch
	 */
	long oldest() {
		return this.oldest;
	}

	/**
	 * A batch and its place in the file.
	 */
	record Entry(long start, long end, boolean waits, Batch batch) {

	}

}
