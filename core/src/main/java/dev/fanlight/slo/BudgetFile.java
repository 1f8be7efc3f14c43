package dev.fanlight.slo;

import java.io.IOException;
import java.nio.file.Path;

import dev.fanlight.state.StateFile;

/**
 * The error budgets on disk, {@code <directory>/<service>-<slot>.budgets}. Each process
 * of a service has a slot of its own, the first that no living process holds. At most 16
 * MB are read. Not thread-safe.
 */
public final class BudgetFile implements AutoCloseable {

	private static final int SLOTS = 32;

	private static final long LARGEST = 16 * 1024 * 1024;

	private final StateFile file;

	private BudgetFile(StateFile file) {
		this.file = file;
	}

	/**
	 * Take a file.
	 * @param directory the directory of all services
	 * @param service the name of the service
	 * @return the file, which need not be there yet
	 * @throws IOException with the reason in words, if it cannot be ours
	 */
	public static BudgetFile open(Path directory, String service) throws IOException {
		for (int slot = 0; slot < SLOTS; slot++) {
			StateFile file = StateFile.open(directory.resolve(StateFile.fileName(service) + "-" + slot + ".budgets"),
					"fanlight budgets 1", LARGEST);
			if (file != null) {
				return new BudgetFile(file);
			}
		}
		throw new IOException(SLOTS + " processes of " + service + " use " + directory + " already");
	}

	/**
	 * Go on where the last process ended.
	 * @param budgets what takes the content
	 * @throws IOException if it cannot be read, is torn, or something else
	 */
	public void restore(ErrorBudgets budgets) throws IOException {
		byte[] saved = this.file.read();
		if (saved != null) {
			budgets.restore(saved);
		}
	}

	/**
	 * Replace the file.
	 * @param budgets what to write
	 * @throws IOException if it cannot be written; the file is as before
	 */
	public void save(ErrorBudgets budgets) throws IOException {
		this.file.write(budgets.save());
	}

	/**
	 * Where it is.
	 * @return the path
	 */
	public Path path() {
		return this.file.path();
	}

	@Override
	public void close() {
		this.file.close();
	}

}
