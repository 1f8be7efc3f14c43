package dev.fanlight.tracing.delivery;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.fanlight.tracing.delivery.Spool.Stored;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assumptions.assumeThat;

class SpoolTests {

	private static final long NEVER = 0;

	@TempDir
	Path temp;

	private final Map<DropReason, Integer> dropped = new EnumMap<>(DropReason.class);

	private final Spool.Drops drops = (items, reason) -> this.dropped.merge(reason, items, Integer::sum);

	/**
	 * Random appends, deliveries, failures and restarts against a queue in memory. Half
	 * of the restarts are crashes that tear the last file at a random byte.
	 */
	@ParameterizedTest
	@ValueSource(longs = { 1, 2, 3, 4 })
	void behavesLikeAQueueWhateverCrashes(long seed) throws IOException {
		Random random = new Random(seed);
		Deque<Batch> reference = new ArrayDeque<>();
		SpoolDirectory directory = open(64 * 1024 * 1024L);
		Spool spool = directory.spool("traces", this.drops).spool();
		for (int step = 0; step < 500; step++) {
			int action = random.nextInt(100);
			if (action < 50) {
				Batch batch = batch(random, step);
				spool.append(batch);
				reference.add(batch);
			}
			else if (action < 90) {
				Stored stored = spool.take(NEVER);
				assertThat(stored == null).isEqualTo(reference.isEmpty());
				if (stored != null) {
					assertSame(stored.batch(), reference.getFirst());
					boolean done = random.nextInt(4) > 0;
					spool.finish(stored, done);
					if (done) {
						reference.removeFirst();
					}
				}
			}
			else if (action < 98) {
				assertThat(spool.batches()).isEqualTo(reference.size());
				assertThat(spool.items()).isEqualTo(reference.stream().mapToInt(Batch::items).sum());
			}
			else {
				directory.close();
				if (random.nextBoolean()) {
					tear(random, reference);
				}
				directory = open(64 * 1024 * 1024L);
				spool = directory.spool("traces", this.drops).spool();
				assertThat(spool.recoveredItems()).isEqualTo(reference.stream().mapToInt(Batch::items).sum());
			}
		}
		for (Batch expected : reference) {
			Stored stored = spool.take(NEVER);
			assertThat(stored).isNotNull();
			assertSame(stored.batch(), expected);
			spool.finish(stored, true);
		}
		assertThat(spool.take(NEVER)).isNull();
		assertThat(spool.bytes()).isZero();
		assertThat(this.dropped).isEmpty();
		directory.close();
	}

	/** Tear the end of the newest file as a crash would, and the reference with it. */
	private void tear(Random random, Deque<Batch> reference) throws IOException {
		List<Path> files = segments();
		if (files.isEmpty()) {
			return;
		}
		Path newest = files.get(files.size() - 1);
		long keep = random.nextLong(Files.size(newest) + 1);
		Deque<Long> ends = new ArrayDeque<>();
		long end = 0;
		ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(newest));
		while (end < bytes.capacity()) {
			boolean waits = bytes.get((int) end + 4) == 0;
			end += Segment.HEADER + bytes.get((int) end + 5) + bytes.getInt((int) end + 18);
			if (waits) {
				ends.add(end);
			}
		}
		for (long waiting : ends) {
			if (waiting > keep) {
				reference.removeLast();
			}
		}
		try (FileChannel channel = FileChannel.open(newest, StandardOpenOption.WRITE)) {
			channel.truncate(keep);
			if (random.nextBoolean()) {
				// A block that was allocated but never written
				channel.write(ByteBuffer.allocate(random.nextInt(100)), keep);
			}
		}
	}

	@Test
	void oldestSegmentsGoFirstWhenItIsFullAndAreCounted() throws IOException {
		SpoolDirectory directory = open(256 * 1024);
		Spool traces = directory.spool("traces", this.drops).spool();
		Spool logs = directory.spool("logs", this.drops).spool();
		for (int i = 0; i < 200; i++) {
			((i % 2 == 0) ? traces : logs).append(new Batch(new byte[4000], null, 1, i));
			assertThat(directory.bytes()).isLessThanOrEqualTo(256 * 1024);
		}
		int kept = traces.items() + logs.items();
		assertThat(kept).isGreaterThan(50);
		assertThat(this.dropped).containsExactly(Map.entry(DropReason.SPOOL_FULL, 200 - kept));
		Stored oldest = traces.take(NEVER);
		assertThat(oldest).isNotNull();
		assertThat(oldest.batch().createdAt()).isGreaterThan(200 - kept - 20);
		directory.close();
	}

	@Test
	void segmentInFlightThatMadeRoomIsCountedByItsFate() throws IOException {
		SpoolDirectory directory = open(64 * 1024);
		Spool spool = directory.spool("traces", this.drops).spool();
		spool.append(new Batch(new byte[10_000], null, 7, 1));
		Stored delivered = spool.take(NEVER);
		assertThat(delivered).isNotNull();
		IntStream.range(0, 10).forEach((i) -> append(spool, new Batch(new byte[10_000], null, 1, 2 + i)));
		int before = this.dropped.get(DropReason.SPOOL_FULL);
		spool.finish(delivered, true);
		assertThat(before + spool.items()).isEqualTo(10);
		assertThat(this.dropped.get(DropReason.SPOOL_FULL)).isEqualTo(before);
		Stored failed = spool.take(NEVER);
		assertThat(failed).isNotNull();
		IntStream.range(0, 10).forEach((i) -> append(spool, new Batch(new byte[10_000], null, 1, 20 + i)));
		spool.finish(failed, false);
		assertThat(this.dropped.get(DropReason.SPOOL_FULL) + spool.items()).isEqualTo(20);
		directory.close();
	}

	@Test
	void whatIsTooOldIsDroppedAndCounted() throws IOException {
		SpoolDirectory directory = open(1024 * 1024);
		Spool spool = directory.spool("traces", this.drops).spool();
		spool.append(new Batch(new byte[10], null, 3, 1000));
		spool.append(new Batch(new byte[10], null, 4, 2000));
		Stored stored = spool.take(1500);
		assertThat(stored).isNotNull();
		assertThat(stored.batch().items()).isEqualTo(4);
		assertThat(this.dropped).containsExactly(Map.entry(DropReason.EXPIRED, 3));
		directory.close();
	}

	@Test
	void damageWithinAFileCostsTheRestOfThatFileAlone() throws IOException {
		SpoolDirectory directory = open(256 * 1024);
		Spool spool = directory.spool("traces", this.drops).spool();
		for (int i = 0; i < 20; i++) {
			spool.append(new Batch(new byte[4000], null, 1, i));
		}
		Path first = segments().get(0);
		try (FileChannel channel = FileChannel.open(first, StandardOpenOption.WRITE)) {
			channel.write(ByteBuffer.wrap(new byte[] { 1 }), 4026 + 100);
		}
		List<Long> seen = new ArrayList<>();
		for (Stored stored = spool.take(NEVER); stored != null; stored = spool.take(NEVER)) {
			seen.add(stored.batch().createdAt());
			spool.finish(stored, true);
		}
		int unreadable = this.dropped.get(DropReason.UNREADABLE);
		assertThat(unreadable).isPositive();
		assertThat(seen).hasSize(20 - unreadable).startsWith(0L).endsWith(19L);
		directory.close();
	}

	@Test
	void fullDiskLosesNothingThatWasThereAndRecovers() throws IOException {
		AtomicInteger room = new AtomicInteger(10_000);
		SegmentFiles files = (path, options) -> (path.toString().endsWith("lock")) ? FileChannel.open(path, options)
				: new FullDisk(FileChannel.open(path, options), room);
		SpoolDirectory directory = SpoolDirectory.open(settings(1024 * 1024), files);
		Spool spool = directory.spool("traces", this.drops).spool();
		spool.append(new Batch(new byte[6000], null, 1, 1));
		assertThatIOException().isThrownBy(() -> spool.append(new Batch(new byte[6000], null, 1, 2)))
			.withMessage("No space left on device");
		assertThat(spool.batches()).isEqualTo(1);
		room.set(100_000);
		spool.append(new Batch(new byte[6000], null, 1, 3));
		directory.close();
		SpoolDirectory reopened = open(1024 * 1024);
		SpoolDirectory.Opened opened = reopened.spool("traces", this.drops);
		assertThat(opened.torn()).isZero();
		assertThat(opened.spool().batches()).isEqualTo(2);
		reopened.close();
	}

	/** Asks for root, whom the build does not need to be. */
	@Test
	void fullDiskOfTheSystemIsOneToo() throws Exception {
		Path disk = Files.createDirectory(this.temp.resolve("disk"));
		assumeThat(run("mount", "-t", "tmpfs", "-o", "size=64k", "fanlight", disk.toString())).isZero();
		try {
			SpoolDirectory directory = SpoolDirectory
				.open(new DeliverySettings.Spool(disk.resolve("spool"), "shop", 1024 * 1024, Duration.ofDays(1)));
			Spool spool = directory.spool("traces", this.drops).spool();
			int[] fitted = { 0 };
			assertThatIOException().isThrownBy(() -> {
				for (; fitted[0] < 100; fitted[0]++) {
					spool.append(new Batch(new byte[6000], null, 1, fitted[0]));
				}
			}).withMessageContaining("No space left");
			assertThat(fitted[0]).isBetween(5, 12);
			assertThat(spool.batches()).isEqualTo(fitted[0]);
			for (int i = 0; i < fitted[0]; i++) {
				Stored stored = spool.take(NEVER);
				assertThat(stored.batch().body()).hasSize(6000);
				spool.finish(stored, true);
			}
			spool.append(new Batch(new byte[6000], null, 1, 101));
			directory.close();
			SpoolDirectory reopened = SpoolDirectory
				.open(new DeliverySettings.Spool(disk.resolve("spool"), "shop", 1024 * 1024, Duration.ofDays(1)));
			assertThat(reopened.spool("traces", this.drops).spool().batches()).isOne();
			reopened.close();
			assertThat(this.dropped).isEmpty();
		}
		finally {
			run("umount", disk.toString());
		}
	}

	private static int run(String... command) throws Exception {
		try {
			return new ProcessBuilder(command).redirectErrorStream(true)
				.redirectOutput(ProcessBuilder.Redirect.DISCARD)
				.start()
				.waitFor();
		}
		catch (IOException ex) {
			return -1;
		}
	}

	@Test
	void directoryThatVanishesIsMadeAgainAndTheLossIsCounted() throws IOException {
		SpoolDirectory directory = open(1024 * 1024);
		Spool spool = directory.spool("traces", this.drops).spool();
		spool.append(new Batch(new byte[10], null, 5, 1));
		delete(this.temp.resolve("spool"));
		assertThat(spool.take(NEVER)).isNull();
		assertThat(this.dropped).containsExactly(Map.entry(DropReason.UNREADABLE, 5));
		spool.append(new Batch(new byte[10], null, 6, 1));
		Stored stored = spool.take(NEVER);
		assertThat(stored).isNotNull();
		assertThat(stored.batch().items()).isEqualTo(6);
		directory.close();
	}

	@Test
	void twoProcessesDoNotMeetAndTheRemainsOfADeadOneAreTakenOver() throws IOException {
		SpoolDirectory one = open(1024 * 1024);
		SpoolDirectory two = open(1024 * 1024);
		assertThat(one.path()).isNotEqualTo(two.path());
		one.spool("traces", this.drops).spool().append(new Batch(new byte[10], null, 1, 1));
		two.spool("traces", this.drops).spool().append(new Batch(new byte[10], null, 2, 2));
		one.close();
		two.close();
		SpoolDirectory next = open(1024 * 1024);
		assertThat(next.spool("traces", this.drops).spool().recoveredItems()).isEqualTo(3);
		next.close();
	}

	@Test
	void twoProcessesThatStartAgainAndAgainNeedTwoSlots() throws IOException {
		SpoolDirectory one = open(1024 * 1024);
		SpoolDirectory two = open(1024 * 1024);
		for (int round = 0; round < 40; round++) {
			two.spool("traces", this.drops).spool().append(new Batch(new byte[10], null, 1, round));
			one.close();
			two.close();
			one = open(1024 * 1024);
			assertThat(one.spool("traces", this.drops).spool().recoveredItems()).isEqualTo(round + 1);
			two = open(1024 * 1024);
		}
		one.close();
		two.close();
		assertThat(this.temp.resolve("spool/orders").toFile().list()).containsExactlyInAnyOrder("0", "1");
		assertThat(segments()).hasSize(40);
	}

	@Test
	void whatWaitsForAPipelineThatIsGoneDoesNotStayForEver() throws IOException {
		SpoolDirectory one = open(1024 * 1024);
		SpoolDirectory two = open(1024 * 1024);
		one.spool("traces-2", this.drops).spool().append(new Batch(new byte[10], null, 1, 1));
		two.spool("traces-2", this.drops).spool().append(new Batch(new byte[10], null, 1, 1));
		one.close();
		two.close();
		open(1024 * 1024).close();
		assertThat(segments()).hasSize(2);
		for (Path segment : segments()) {
			Files.setLastModifiedTime(segment, FileTime.from(Instant.now().minus(Duration.ofHours(25))));
		}
		open(1024 * 1024).close();
		assertThat(segments()).isEmpty();
	}

	@Test
	void onlyTheOwnerCanReadIt() throws IOException {
		Path spool = Files.createDirectory(this.temp.resolve("spool"));
		Path service = Files.createDirectory(spool.resolve("orders"),
				PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
		SpoolDirectory directory = open(1024 * 1024);
		directory.spool("traces", this.drops).spool().append(new Batch(new byte[10], null, 1, 1));
		try (Stream<Path> paths = Files.walk(service)) {
			assertThat(paths).hasSize(5)
				.allSatisfy((path) -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
					.isEqualTo(Files.isDirectory(path) ? "rwx------" : "rw-------"));
		}
		directory.close();
	}

	@Test
	void linkInsteadOfADirectoryIsRefused() throws IOException {
		Path elsewhere = Files.createDirectory(this.temp.resolve("elsewhere"));
		Files.createDirectory(this.temp.resolve("spool"));
		Files.createSymbolicLink(this.temp.resolve("spool").resolve("orders"), elsewhere);
		assertThatIOException().isThrownBy(() -> open(1024 * 1024)).withMessageContaining("no directory of its own");
	}

	@Test
	void nothingIsMadeBehindALink() throws IOException {
		Path elsewhere = Files.createDirectory(this.temp.resolve("elsewhere"));
		Files.createSymbolicLink(this.temp.resolve("spool"), elsewhere);
		assertThatIOException().isThrownBy(() -> open(1024 * 1024)).withMessageContaining("no directory of its own");
		assertThat(elsewhere).isEmptyDirectory();
	}

	private SpoolDirectory open(long maxBytes) throws IOException {
		return SpoolDirectory.open(settings(maxBytes));
	}

	private DeliverySettings.Spool settings(long maxBytes) {
		return new DeliverySettings.Spool(this.temp.resolve("spool"), "orders", maxBytes, Duration.ofDays(1));
	}

	private List<Path> segments() throws IOException {
		try (Stream<Path> files = Files.walk(this.temp)) {
			return files.filter((file) -> file.toString().endsWith(".otlp")).sorted().toList();
		}
	}

	private static void append(Spool spool, Batch batch) {
		try {
			spool.append(batch);
		}
		catch (IOException ex) {
			throw new AssertionError(ex);
		}
	}

	private static void delete(Path directory) throws IOException {
		try (Stream<Path> files = Files.walk(directory)) {
			for (Path file : files.sorted((one, other) -> other.compareTo(one)).toList()) {
				Files.delete(file);
			}
		}
	}

	private static Batch batch(Random random, long createdAt) {
		byte[] body = new byte[random.nextInt(3000)];
		random.nextBytes(body);
		return new Batch(body, random.nextBoolean() ? "gzip" : null, random.nextInt(10), createdAt);
	}

	private static void assertSame(Batch actual, Batch expected) {
		assertThat(actual.body()).isEqualTo(expected.body());
		assertThat(new Batch(expected.body(), actual.encoding(), actual.items(), actual.createdAt()))
			.isEqualTo(expected);
	}

	/** Writes what fits, in part, and then fails. */
	private static final class FullDisk extends FileChannelWrapper {

		private final AtomicInteger room;

		FullDisk(FileChannel delegate, AtomicInteger room) {
			super(delegate);
			this.room = room;
		}

		@Override
		public int write(ByteBuffer source) throws IOException {
			if (this.room.get() <= 0) {
				throw new IOException("No space left on device");
			}
			ByteBuffer part = source.duplicate();
			part.limit(part.position() + Math.min(part.remaining(), this.room.get()));
			int written = super.write(part);
			source.position(source.position() + written);
			this.room.addAndGet(-written);
			return written;
		}

	}

}
