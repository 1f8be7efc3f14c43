package dev.fanlight.autoconfigure.slo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.context.SmartLifecycle;

/**
 * Writes the documents once all beans are there and before anything listens, consumes or
 * runs by a schedule, then ends the process.
 */
final class DocumentWriter implements SmartLifecycle {

	private static final Log logger = LogFactory.getLog(DocumentWriter.class);

	private final Path directory;

	private final List<SloDocument> documents;

	private final Runnable end;

	DocumentWriter(Path directory, List<SloDocument> documents, Runnable end) {
		this.directory = directory;
		this.documents = documents;
		this.end = end;
	}

	@Override
	public int getPhase() {
		return Integer.MIN_VALUE;
	}

	@Override
	public void start() {
		try {
			Files.createDirectories(this.directory);
			for (SloDocument document : this.documents) {
				Path file = this.directory.resolve(document.fileName());
				Files.writeString(file, document.content());
				logger.info("Wrote " + file.toAbsolutePath());
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Cannot write to " + this.directory.toAbsolutePath(), ex);
		}
		this.end.run();
	}

	@Override
	public void stop() {
	}

	@Override
	public boolean isRunning() {
		return false;
	}

}
