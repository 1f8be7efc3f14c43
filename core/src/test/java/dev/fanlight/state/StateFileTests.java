package dev.fanlight.state;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Objects;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class StateFileTests {

	private static final String FORMAT = "test 1";

	private static final long LARGEST = 1024;

	private static final byte[] CONTENT = { 1, 2, 3 };

	@TempDir
	Path directory;

	@Test
	void keepsTheLastContentForItsOwnerAlone() throws IOException {
		try (StateFile file = open()) {
			assertThat(file.read()).isNull();
			file.write(new byte[100]);
			file.write(CONTENT);
			assertThat(file.path()).isEqualTo(this.directory.resolve("state/a.state"));
			assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.path())))
				.isEqualTo("rw-------");
			assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.path().getParent())))
				.isEqualTo("rwx------");
		}
		try (StateFile file = open()) {
			assertThat(file.read()).isEqualTo(CONTENT);
		}
	}

	@Test
	void tornAndForeignFilesAreToldAndReplaced() throws IOException {
		try (StateFile file = open()) {
			file.write(CONTENT);
			byte[] written = Files.readAllBytes(file.path());
			byte[] flipped = written.clone();
			flipped[written.length - 1] ^= 1;
			for (byte[] bad : new byte[][] { {}, Arrays.copyOf(written, 5), Arrays.copyOf(written, written.length - 1),
					flipped, "something else altogether, and longer".getBytes() }) {
				Files.write(file.path(), bad);
				assertThatThrownBy(file::read).isInstanceOf(IOException.class)
					.hasMessageContaining(file.path().toString());
			}
			file.write(CONTENT);
			assertThat(file.read()).isEqualTo(CONTENT);
		}
	}

	@Test
	void aLeftOverOfAWriteThatWasCutShortIsNoObstacle() throws IOException {
		try (StateFile file = open()) {
			file.write(CONTENT);
			Files.writeString(file.path().resolveSibling("a.state.new"), "half");
			file.write(new byte[] { 9 });
			assertThat(file.read()).containsExactly(9);
		}
	}

	@Test
	void reasonIsSaidInWords() throws IOException {
		Path file = Files.createFile(this.directory.resolve("state"));
		assertThatThrownBy(this::open).isInstanceOf(IOException.class).hasMessage(file + ": file already exists");
		Files.delete(file);
		try (StateFile open = open()) {
			Files.delete(file.resolve("a.state.lock"));
			Files.delete(file);
			assertThatThrownBy(() -> open.write(CONTENT)).hasMessage(file.resolve("a.state.new") + ": no such file");
		}
	}

	@Test
	void oneHasItAtATime() throws IOException {
		try (StateFile first = open()) {
			assertThat(first).isNotNull();
			assertThat(StateFile.open(first.path(), FORMAT, LARGEST)).isNull();
		}
		open().close();
	}

	@Test
	void aLaterVersionAndATooLargeFileAreForeign() throws IOException {
		try (StateFile file = open()) {
			file.write(CONTENT);
			try (StateFile later = Objects.requireNonNull(
					StateFile.open(Files.copy(file.path(), this.directory.resolve("state/b")), "test 2", LARGEST));
					StateFile small = Objects.requireNonNull(
							StateFile.open(Files.copy(file.path(), this.directory.resolve("state/c")), FORMAT, 8))) {
				assertThatThrownBy(later::read).isNotInstanceOf(TornFileException.class)
					.isInstanceOf(IOException.class);
				assertThatThrownBy(small::read).isInstanceOf(IOException.class);
			}
		}
	}

	@Test
	void aNameIsNoPath() {
		assertThat(StateFile.fileName("shop/../orders")).isEqualTo("shop_.._orders");
		assertThat(StateFile.fileName("..")).isEqualTo("_");
	}

	@Test
	void linksAreNotFollowed() throws IOException {
		Path elsewhere = Files.createDirectory(this.directory.resolve("elsewhere"));
		Path link = Files.createSymbolicLink(this.directory.resolve("link"), elsewhere);
		assertThatThrownBy(() -> StateFile.open(link.resolve("a"), FORMAT, LARGEST)).isInstanceOf(IOException.class);
		try (StateFile file = open()) {
			Files.createSymbolicLink(file.path(), Files.writeString(this.directory.resolve("target"), FORMAT + "\n"));
			assertThatThrownBy(file::read).isNotInstanceOf(TornFileException.class).isInstanceOf(IOException.class);
			file.write(CONTENT);
			assertThat(file.read()).isEqualTo(CONTENT);
		}
		assertThat(elsewhere).isEmptyDirectory();
		assertThat(this.directory.resolve("target")).hasContent(FORMAT + "\n");
	}

	private StateFile open() throws IOException {
		return Objects.requireNonNull(StateFile.open(this.directory.resolve("state/a.state"), FORMAT, LARGEST));
	}

}
