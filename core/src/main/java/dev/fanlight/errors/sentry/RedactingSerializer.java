package dev.fanlight.errors.sentry;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Reader;
import java.io.Writer;
import java.util.Map;

import dev.fanlight.redaction.Redactor;
import io.sentry.ISerializer;
import io.sentry.JsonDeserializer;
import io.sentry.SentryEnvelope;
import org.jspecify.annotations.Nullable;

/**
 * Stands in front of Sentry's serializer and redacts every envelope as the bytes that are
 * about to leave, be it for the network or for Sentry's cache on disk: events,
 * transactions, logs, check-ins, sessions, feedback and attachments, whoever put what
 * into them and however late. It works on Sentry's own sending thread.
 * <p>
 * Thread-safe.
 */
public final class RedactingSerializer implements ISerializer {

	private final ISerializer delegate;

	private final EnvelopeRedaction redaction;

	/**
	 * Create a serializer.
	 * @param delegate Sentry's own
	 * @param redactor redacts
	 */
	public RedactingSerializer(ISerializer delegate, Redactor redactor) {
		this.delegate = delegate;
		this.redaction = new EnvelopeRedaction(redactor);
	}

	/**
	 * How many items stayed here because they could not be read.
	 * @return the count since the start
	 */
	public long dropped() {
		return this.redaction.dropped();
	}

	@Override
	public void serialize(SentryEnvelope envelope, OutputStream outputStream) throws Exception {
		ByteArrayOutputStream raw = new ByteArrayOutputStream();
		this.delegate.serialize(envelope, raw);
		outputStream.write(this.redaction.redact(raw.toByteArray()));
		outputStream.flush();
	}

	/** A part of an envelope, which is redacted with it. */
	@Override
	public <T> void serialize(T entity, Writer writer) throws java.io.IOException {
		this.delegate.serialize(entity, writer);
	}

	@Override
	public String serialize(Map<String, Object> data) throws Exception {
		return this.delegate.serialize(data);
	}

	@Override
	public <T, R> @Nullable T deserializeCollection(Reader reader, Class<T> type,
			@Nullable JsonDeserializer<R> elementDeserializer) {
		return this.delegate.deserializeCollection(reader, type, elementDeserializer);
	}

	@Override
	public <T> @Nullable T deserialize(Reader reader, Class<T> type) {
		return this.delegate.deserialize(reader, type);
	}

	@Override
	public @Nullable SentryEnvelope deserializeEnvelope(InputStream inputStream) {
		return this.delegate.deserializeEnvelope(inputStream);
	}

}
