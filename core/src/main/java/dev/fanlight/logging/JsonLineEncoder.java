package dev.fanlight.logging;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Function;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.Context;
import net.logstash.logback.composite.JsonProviders;
import net.logstash.logback.encoder.LoggingEventCompositeJsonEncoder;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * Encodes a Logback event as one line of the log schema: a JSON object in UTF-8, ended by
 * a line feed. A line is never lost: what cannot be serialised is replaced by its text,
 * and if even that fails the line goes out with its fixed fields and the reason.
 * <p>
 * Thread-safe once started.
 */
public final class JsonLineEncoder {

	private static final int INITIAL_SIZE = 16 * 1024;

	/** A larger buffer is left to the garbage collector. */
	private static final int MAX_SIZE = 128 * 1024;

	private static final Reused<LineBuffer> BUFFERS = new Reused<>(() -> new LineBuffer(INITIAL_SIZE));

	private final CanonicalJson canonical;

	private final LoggingEventCompositeJsonEncoder full;

	private final LoggingEventCompositeJsonEncoder minimal;

	/**
	 * Create an encoder.
	 * @param context the Logback context, for its status messages
	 * @param identity who writes the lines
	 * @param stackTrace renders a throwable with its causes and suppressed
	 */
	public JsonLineEncoder(Context context, LogIdentity identity, Function<IThrowableProxy, String> stackTrace) {
		this(context, identity, stackTrace, (throwable) -> null, LogLimits.DEFAULTS);
	}

	/**
	 * Create an encoder with limits of its own.
	 * @param context the Logback context, for its status messages
	 * @param identity who writes the lines
	 * @param stackTrace renders a throwable with its causes and suppressed, within the
	 * limits
	 * @param fingerprint tells whether two throwables are of one kind, {@code null} if it
	 * cannot; must not throw
	 * @param limits how long the parts of a line may be
	 */
	public JsonLineEncoder(Context context, LogIdentity identity, Function<IThrowableProxy, String> stackTrace,
			Function<IThrowableProxy, @Nullable String> fingerprint, LogLimits limits) {
		this.canonical = new CanonicalJson(identity, limits);
		this.full = encoder(context, new SchemaJsonProvider(identity, stackTrace, fingerprint, limits, true));
		this.minimal = encoder(context, new SchemaJsonProvider(identity, stackTrace, fingerprint, limits, false));
	}

	private static LoggingEventCompositeJsonEncoder encoder(Context context, SchemaJsonProvider provider) {
		LoggingEventCompositeJsonEncoder encoder = new LoggingEventCompositeJsonEncoder();
		encoder.setContext(context);
		encoder.setLineSeparator("\n");
		encoder.setProviders(new OneProvider(provider));
		encoder.start();
		return encoder;
	}

	/**
	 * Encode an event.
	 * @param event the event
	 * @return the line, never empty
	 */
	public byte[] encode(ILoggingEvent event) {
		LineBuffer buffer = BUFFERS.take();
		try {
			write(event, buffer);
			return buffer.toByteArray();
		}
		finally {
			if (buffer.size() <= MAX_SIZE) {
				buffer.reset();
				BUFFERS.give(buffer);
			}
		}
	}

	private void write(ILoggingEvent event, LineBuffer buffer) {
		try {
			try {
				if (event instanceof CanonicalLogger.Event line && this.canonical.write(line, buffer)) {
					return;
				}
				buffer.reset();
				this.full.encode(event, buffer);
			}
			catch (Throwable ex) {
				buffer.reset();
				this.minimal.encode(event, buffer);
			}
		}
		catch (IOException ex) {
			// An array throws none
			throw new UncheckedIOException(ex);
		}
	}

	/** A list of providers is walked with an iterator for every line. */
	private static final class OneProvider extends JsonProviders<ILoggingEvent> {

		private final SchemaJsonProvider provider;

		OneProvider(SchemaJsonProvider provider) {
			this.provider = provider;
			addProvider(provider);
		}

		@Override
		public void writeTo(JsonGenerator generator, ILoggingEvent event) {
			this.provider.writeTo(generator, event);
		}

	}

}
