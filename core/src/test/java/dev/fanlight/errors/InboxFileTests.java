package dev.fanlight.errors;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

import dev.fanlight.redaction.RedactionPolicy;
import dev.fanlight.redaction.Redactor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link InboxFile}.
 */
class InboxFileTests {

	private static final String CARD = "4539578763621486";

	@TempDir
	private Path directory;

	private final ErrorInbox inbox = inbox();

	private static ErrorInbox inbox() {
		return new ErrorInbox(new Fingerprints(List.of("shop")), new InboxSettings(50, Duration.ofDays(14), "1.0"),
				Redactor.of(RedactionPolicy.defaults()), (error) -> false, Clock.systemUTC());
	}

	private InboxFile file(ErrorInbox inbox) {
		return new InboxFile(this.directory.resolve("state"), "shop/../orders", inbox);
	}

	@Test
	void keepsGroupsAcrossRestarts() throws IOException {
		see("pay");
		this.inbox.record(new Sighting(ErrorInboxTests.error("refund", "grüße"), Edge.SCHEDULED, "job", "t1", "r1"));
		this.inbox.judge(this.inbox.groups().get(1).fingerprint(), GroupState.RESOLVED);
		see("pay");
		this.inbox.judge(this.inbox.groups().get(1).fingerprint(), GroupState.MUTED);
		List<ErrorGroup> before = write();
		ErrorInbox next = inbox();
		try (InboxFile file = file(next)) {
			assertThat(file.sync()).isTrue();
			assertThat(file.isTorn()).isFalse();
		}
		// The file knows milliseconds, so two of the same one may change places
		assertThat(next.groups()).usingRecursiveComparison()
			.ignoringCollectionOrder()
			.withComparatorForType(Comparator.nullsFirst(Comparator.comparing(Instant::toEpochMilli)), Instant.class)
			.isEqualTo(before);
	}

	@Test
	void isForItsOwnerAlone() throws IOException {
		see("pay");
		write();
		assertThat(Files.list(this.directory.resolve("state"))).hasSize(2)
			.allSatisfy((path) -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
				.isEqualTo("rw-------"))
			.anySatisfy((path) -> assertThat(path).hasFileName("shop_.._orders.errors"));
		assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(this.directory.resolve("state"))))
			.isEqualTo("rwx------");
	}

	@Test
	void holdsNoSecret() throws IOException {
		this.inbox.record(new Sighting(
				new IllegalStateException("paid with " + CARD,
						ErrorInboxTests.error("pay", "password=hunter2 " + CARD)),
				Edge.REQUEST, "/cards/" + CARD, null, null));
		write();
		try (InboxFile file = file(inbox())) {
			assertThat(Files.readString(file.path(), java.nio.charset.StandardCharsets.ISO_8859_1))
				.contains("paid with")
				.doesNotContain(CARD)
				.doesNotContain("hunter2");
		}
	}

	@Test
	void writesOnlyWhatHasChanged() throws IOException {
		try (InboxFile file = file(this.inbox)) {
			file.sync();
			assertThat(file.path()).doesNotExist();
			see("pay");
			file.sync();
			Files.delete(file.path());
			file.sync();
			assertThat(file.path()).doesNotExist();
			see("pay");
			file.sync();
			assertThat(file.path()).exists();
		}
	}

	@Test
	void writesWhatWasSeenBeforeItWasOpened() throws IOException {
		see("pay");
		write();
		ErrorInbox next = inbox();
		next.record(new Sighting(ErrorInboxTests.error("pay", "early"), Edge.LOG, null, null, null));
		try (InboxFile file = file(next)) {
			file.sync();
		}
		ErrorInbox last = inbox();
		try (InboxFile file = file(last)) {
			file.sync();
		}
		assertThat(last.groups()).singleElement().extracting(ErrorGroup::count).isEqualTo(2L);
	}

	@Test
	void survivesEveryTear() throws IOException {
		see("pay");
		write();
		Path path = file(this.inbox).path();
		byte[] whole = Files.readAllBytes(path);
		for (int length = 0; length < whole.length; length += (length < 40) ? 1 : 37) {
			Files.write(path, Arrays.copyOf(whole, length));
			assertEmptyAndUsable(path);
		}
		byte[] flipped = whole.clone();
		flipped[whole.length / 2] ^= 1;
		Files.write(path, flipped);
		assertEmptyAndUsable(path);
	}

	private void assertEmptyAndUsable(Path path) throws IOException {
		ErrorInbox next = inbox();
		try (InboxFile file = file(next)) {
			file.sync();
			assertThat(file.isTorn()).isTrue();
			assertThat(next.groups()).isEmpty();
			next.record(new Sighting(ErrorInboxTests.error("pay", "x"), Edge.LOG, null, null, null));
			file.sync();
		}
		ErrorInbox last = inbox();
		try (InboxFile file = file(last)) {
			file.sync();
			assertThat(file.isTorn()).isFalse();
		}
		assertThat(last.groups()).hasSize(1);
		assertThat(path).exists();
	}

	@Test
	void leavesAFileOfSomebodyElseAlone() throws IOException {
		Files.createDirectory(this.directory.resolve("state"));
		for (String content : List.of("not ours", "fanlight errors 2\nlater")) {
			Path path = Files.writeString(file(this.inbox).path(), content);
			try (InboxFile file = file(this.inbox)) {
				assertThatExceptionOfType(IOException.class).isThrownBy(file::sync)
					.withMessageContaining(path.toString());
				assertThatExceptionOfType(IOException.class).isThrownBy(file::sync);
			}
			assertThat(path).hasContent(content);
		}
	}

	@Test
	void followsNoLink() throws IOException {
		Files.createDirectory(this.directory.resolve("state"));
		Path target = Files.writeString(this.directory.resolve("target"), "fanlight errors 1\n");
		try (InboxFile file = file(this.inbox)) {
			Files.createSymbolicLink(file.path(), target);
			assertThatExceptionOfType(IOException.class).isThrownBy(file::sync);
		}
		assertThat(target).hasContent("fanlight errors 1\n");
	}

	@Test
	void isTakenOverFromTheProcessBefore() throws IOException {
		InboxFile old = file(this.inbox);
		see("pay");
		old.sync();
		ErrorInbox next = inbox();
		try (InboxFile file = file(next)) {
			assertThat(file.sync()).isFalse();
			next.record(new Sighting(ErrorInboxTests.error("pay", "x"), Edge.LOG, null, null, null));
			see("pay");
			old.sync();
			old.close();
			assertThat(file.sync()).isTrue();
		}
		assertThat(next.groups()).singleElement().extracting(ErrorGroup::count).isEqualTo(3L);
	}

	@Test
	void saysWhyItCannotBeWritten() throws IOException {
		Files.writeString(this.directory.resolve("state"), "a file");
		try (InboxFile file = file(this.inbox)) {
			assertThatExceptionOfType(IOException.class).isThrownBy(file::sync).withMessageContaining("state");
		}
	}

	private List<ErrorGroup> write() throws IOException {
		try (InboxFile file = file(this.inbox)) {
			assertThat(file.sync()).isTrue();
			return this.inbox.groups();
		}
	}

	private void see(String method) {
		this.inbox.record(new Sighting(ErrorInboxTests.error(method, "x"), Edge.REQUEST, "/x", null, null));
	}

}
