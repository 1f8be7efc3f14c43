package dev.fanlight.autoconfigure.slo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.context.SmartLifecycle;

/**
 * Where a directory is given, writes the documents once all beans are there and before
 * anything listens, consumes or runs by a schedule, then ends the process.
 */
final class DocumentWriter implements SmartLifecycle {

	private static final Log logger = LogFactory.getLog(DocumentWriter.class);

	private final @Nullable Path directory;

	private final Supplier<Stream<SloDocument>> documents;

	private final Runnable end;

	DocumentWriter(@Nullable Path directory, Supplier<Stream<SloDocument>> documents, Runnable end) {
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
		Path target = this.directory;
		if (target == null) {
			return;
		}
		try {
			Files.createDirectories(target);
			for (SloDocument document : this.documents.get().toList()) {
				Path file = target.resolve(document.fileName());
				Files.writeString(file, document.content());
				logger.info("Wrote " + file.toAbsolutePath());
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Cannot write to " + target.toAbsolutePath(), ex);
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
