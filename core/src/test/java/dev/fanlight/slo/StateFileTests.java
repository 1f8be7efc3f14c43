package dev.fanlight.slo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class StateFileTests {

	private static final byte[] CONTENT = { 1, 2, 3 };

	@TempDir
	Path directory;

	@Test
	void keepsTheLastContentForItsOwnerAlone() throws IOException {
		try (StateFile file = open()) {
			assertThat(file.read()).isNull();
			file.write(new byte[100]);
			file.write(CONTENT);
			assertThat(file.path()).isEqualTo(this.directory.resolve("a_b/slo-0.state"));
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
			Files.writeString(file.path().resolveSibling("slo-0.state.tmp"), "half");
			file.write(new byte[] { 9 });
			assertThat(file.read()).containsExactly(9);
		}
	}

	@Test
	void processesOfOneServiceDoNotMeet() throws IOException {
		try (StateFile first = open(); StateFile second = open()) {
			assertThat(second.path()).isNotEqualTo(first.path());
		}
	}

	@Test
	void linksAreNotFollowed() throws IOException {
		Path elsewhere = Files.createDirectory(this.directory.resolve("elsewhere"));
		Path link = Files.createSymbolicLink(this.directory.resolve("link"), elsewhere);
		assertThatThrownBy(() -> StateFile.open(link, "a")).isInstanceOf(IOException.class);
		Files.createSymbolicLink(this.directory.resolve("a_b"), elsewhere);
		assertThatThrownBy(this::open).isInstanceOf(IOException.class);
		assertThat(elsewhere).isEmptyDirectory();
	}

	private StateFile open() throws IOException {
		return StateFile.open(this.directory, "a/b");
	}

}
