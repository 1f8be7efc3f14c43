package dev.fanlight.tracing.delivery;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Opens the files of a spool, readable by their owner alone.
 */
interface SegmentFiles {

	SegmentFiles OWNER_ONLY = (path, options) -> FileChannel.open(path, options, OwnerOnly.file(path));

	FileChannel open(Path path, Set<OpenOption> options) throws IOException;

	/**
	 * Permissions where the file system knows them.
	 */
	final class OwnerOnly {

		private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");

		private static final Set<PosixFilePermission> DIRECTORY = PosixFilePermissions.fromString("rwx------");

		private OwnerOnly() {
		}

		static FileAttribute<?>[] file(Path path) {
			return isPosix(path) ? new FileAttribute<?>[] { PosixFilePermissions.asFileAttribute(FILE) }
					: new FileAttribute<?>[0];
		}

		static void createDirectories(Path path) throws IOException {
			if (isPosix(path)) {
				Files.createDirectories(path, PosixFilePermissions.asFileAttribute(DIRECTORY));
			}
			else {
				Files.createDirectories(path);
			}
		}

		/**
		 * Take a directory away from everybody else.
		 * @param path the directory
		 * @throws IOException if it belongs to somebody else
		 */
		static void close(Path path) throws IOException {
			if (isPosix(path) && !Files.getPosixFilePermissions(path).equals(DIRECTORY)) {
				Files.setPosixFilePermissions(path, DIRECTORY);
			}
		}

		private static boolean isPosix(Path path) {
			return path.getFileSystem().supportedFileAttributeViews().contains("posix");
		}

	}

}
